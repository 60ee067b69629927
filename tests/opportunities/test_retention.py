"""Who counts as having something to come, when people are erased who have nothing."""

from datetime import timedelta

import pytest

from hub.access.actors import NOBODY
from hub.people.models import Person
from opportunities import retention
from opportunities.models import Opportunity, Session, SignUp, State
from opportunities.posting.services import posting
from opportunities.signups.services import signing_up
from tests.factories import DAY, OpportunityFactory, SessionFactory, yes

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)


@pytest.fixture
def flexible(noon):
    """Somebody who helps whenever it suits them."""
    opportunity = OpportunityFactory(at_home=True, at_once=True)
    return signing_up.say_yes(SessionFactory(opportunity=opportunity, flexible=True), yes(), by=NOBODY, at=noon)


def erase(at):
    """Erase who was inactive for a year; return how many."""
    return retention.erase_inactive(before=at - YEAR, at=at)


class TestWheneverItSuits:
    @pytest.mark.parametrize("state", [State.PUBLISHED, State.PAUSED])
    def test_is_to_come_while_it_is_not_closed(self, flexible, noon, state):
        Opportunity.objects.update(state=state)

        assert erase(noon + 3 * YEAR) == 0

    def test_is_kept_for_a_year_after_it_was_closed(self, flexible, noon):
        posting.close(flexible.session.opportunity, by=NOBODY, at=noon + YEAR)

        assert erase(noon + 2 * YEAR - DAY) == 0

    def test_is_over_a_year_after_it_was_closed(self, flexible, noon):
        posting.close(flexible.session.opportunity, by=NOBODY, at=noon + YEAR)

        assert erase(noon + 2 * YEAR + DAY) == 1
        assert Person.objects.get().first_name == ""


class TestARun:
    def test_keeps_nobody_after_its_last_date(self, noon):
        run = SessionFactory(starts_at=noon + DAY, rule="FREQ=WEEKLY;BYDAY=TU", until=(noon + 2 * DAY).date())
        run.opportunity.answering = "at_once"
        run.opportunity.save()
        signing_up.say_yes(run, yes(), by=NOBODY, at=noon)

        assert erase(noon + YEAR + 2 * DAY) == 1

    @pytest.mark.parametrize("status", ["cancelled", "declined"])
    def test_keeps_nobody_who_is_not_coming_however_long_it_goes_on(self, noon, status):
        run = SessionFactory(starts_at=noon + DAY, rule="FREQ=WEEKLY;BYDAY=TU")
        signing_up.say_yes(run, yes(), by=NOBODY, at=noon)
        SignUp.objects.update(status=status, ended="by_person" if status == "cancelled" else "")
        Session.objects.update(next_at=noon + YEAR + DAY)

        assert erase(noon + YEAR + DAY) == 1
