"""What an organisation sees of somebody who said yes, and until when."""

from datetime import UTC, date, datetime

import pytest

from hub.access.actors import NOBODY
from hub.consent.models import Consent
from hub.people.models import Field, Reach
from opportunities import private_links
from opportunities.models import State
from opportunities.posting.services import posting
from opportunities.signups.services import answering, signing_up
from tests.factories import DAY, HOUR, OpportunityFactory, SessionFactory, yes

pytestmark = pytest.mark.django_db


def reach_of(sign_up):
    return Reach.objects.get(subject=str(sign_up.pk))


class TestAnotherDate:
    @pytest.fixture
    def moved(self, noon):
        """Somebody who was offered, and took, a date ten weeks after the one they asked for."""
        opportunity = OpportunityFactory()
        far = SessionFactory(opportunity=opportunity, starts_at=noon + 70 * DAY)
        sign_up = signing_up.say_yes(SessionFactory(opportunity=opportunity), yes(), by=NOBODY, at=noon)
        answering.offer_another(sign_up, far, by=NOBODY, at=noon)
        return signing_up.accept_offer(sign_up, by=NOBODY, at=noon + HOUR)

    def test_stays_seen_until_30_days_after_the_later_date(self, moved, noon):
        seen = Reach.objects.live(at=noon + 99 * DAY).get()

        assert Field.ROUTE in seen.fields

    def test_is_seen_no_longer_than_that(self, moved, noon):
        assert not Reach.objects.live(at=noon + 101 * DAY).exists()


class TestTheAgreement:
    def test_holds_until_it_is_taken_back(self, noon):
        signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        assert Consent.objects.get().until is None

    def test_opens_nothing_once_the_date_is_30_days_past(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        assert not Reach.objects.live(at=sign_up.session.ends_at + 31 * DAY).exists()


class TestSeenUntil:
    def test_is_30_days_after_the_last_day_of_a_run(self):
        session = SessionFactory(rule="FREQ=WEEKLY;BYDAY=TU", until=date(2027, 3, 16))

        assert private_links.seen_until(session) == datetime(2027, 4, 16, 0, 0, tzinfo=UTC) - HOUR

    def test_is_open_for_a_run_without_a_last_day(self):
        assert private_links.seen_until(SessionFactory(rule="FREQ=WEEKLY;BYDAY=TU")) is None

    def test_is_open_for_whenever_it_suits(self):
        assert private_links.seen_until(SessionFactory(flexible=True)) is None


class TestClosing:
    def test_whenever_it_suits_is_seen_for_30_days_more(self, noon):
        opportunity = OpportunityFactory(at_home=True, at_once=True)
        signing_up.say_yes(SessionFactory(opportunity=opportunity, flexible=True), yes(), by=NOBODY, at=noon)

        posting.close(opportunity, by=NOBODY, at=noon + 5 * DAY)

        assert opportunity.state == State.CLOSED
        assert Reach.objects.live(at=noon + 34 * DAY).exists()
        assert not Reach.objects.live(at=noon + 36 * DAY).exists()

    def test_whoever_was_still_to_be_answered_is_seen_no_longer(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)

        signing_up.end_for_closed(sign_up.session.opportunity, by=NOBODY, at=noon)

        assert reach_of(sign_up).ended_at == noon
