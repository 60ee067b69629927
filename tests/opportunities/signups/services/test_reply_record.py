"""How soon a group replies: its record where there are ten answers, else what it says."""

from math import inf

import pytest

from hub.access.actors import NOBODY
from opportunities.models import SignUp
from opportunities.presenters import cards, wording
from opportunities.signups.services import answering, ending, reply_record, signing_up
from organisations.models import Organisation
from tests.factories import (
    DAY,
    HOUR,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    actor,
    yes,
)

NEVER = inf


@pytest.mark.parametrize(
    ("waits", "record"),
    [
        ([1.0] * 9, None),
        ([1.0] * 10, 24),
        ([1.0] * 8 + [100.0] * 2, 24),
        ([1.0] * 7 + [30.0] * 3, 48),
        ([24.0] * 10, 24),
        ([24.1] * 10, 48),
        ([1.0] * 7 + [NEVER] * 3, 336),
        ([160.0] * 10, 168),
        ([200.0] * 10, 336),
        ([NEVER] * 10, 336),
    ],
)
def test_the_usual_time_is_one_that_holds_for_four_in_five(waits, record):
    assert reply_record.usual(waits) == record


@pytest.mark.parametrize(
    ("says", "record", "said"),
    [
        (24, None, "says it replies within a day"),
        (24, 24, "usually replies within a day"),
        (24, 72, "usually replies in 3 days"),
        (168, 336, "often takes more than a week to reply"),
    ],
)
def test_in_words(says, record, said):
    assert wording.replies(Organisation(reply_hours=says, replied_within=record)) == said


@pytest.mark.django_db
class TestMeasure:
    @pytest.fixture
    def session(self, noon):
        return SessionFactory(places=None, starts_at=noon + 30 * DAY)

    def answer(self, session, noon, *, people, after):
        by = actor(MembershipFactory(organisation=session.opportunity.organisation))
        for n in range(people):
            who = signing_up.say_yes(session, yes(f"P{after}{n}", f"p{after}{n}@example.test"), by=NOBODY, at=noon)
            if after is not None:
                answering.accept(who, by=by, at=noon + after * HOUR)

    def record(self, session, at):
        reply_record.measure(at=at)
        return Organisation.objects.get(pk=session.opportunity.organisation_id).replied_within

    def test_nine_answers_are_no_record(self, session, noon):
        self.answer(session, noon, people=9, after=1)
        assert self.record(session, noon + DAY) is None

    def test_ten_are(self, session, noon):
        self.answer(session, noon, people=10, after=30)
        assert self.record(session, noon + 2 * DAY) == 48

    def test_who_was_never_answered_counts(self, session, noon):
        self.answer(session, noon, people=7, after=1)
        self.answer(session, noon, people=5, after=None)
        ending.end_passed(at=noon + 31 * DAY)
        assert self.record(session, noon + 31 * DAY) == 336

    def test_who_still_waits_does_not(self, session, noon):
        self.answer(session, noon, people=10, after=1)
        self.answer(session, noon, people=10, after=None)
        assert self.record(session, noon + DAY) == 24

    def test_a_year_later_there_is_none(self, session, noon):
        self.answer(session, noon, people=10, after=1)
        assert self.record(session, noon + DAY) == 24
        assert self.record(session, noon + 366 * DAY) is None

    def test_nobody_elses_answers_count(self, session, noon):
        other = OrganisationFactory()
        self.answer(session, noon, people=10, after=1)
        reply_record.measure(at=noon + DAY)
        assert Organisation.objects.get(pk=other.pk).replied_within is None

    def test_running_twice_changes_nothing(self, session, noon):
        self.answer(session, noon, people=10, after=1)
        assert reply_record.measure(at=noon + DAY) == 1
        assert reply_record.measure(at=noon + DAY) == 0


@pytest.mark.django_db
class TestOnPages:
    @pytest.mark.parametrize(("record", "said"), [(None, "says it replies"), (24, "usually replies within a day")])
    def test_the_card_the_advert_and_the_group_say_the_same(self, client, record, said):
        opportunity = OpportunityFactory(
            organisation__reply_hours=24, organisation__replied_within=record, answering="organiser"
        )
        SessionFactory(opportunity=opportunity)
        pages = (opportunity.get_absolute_url(), opportunity.organisation.get_absolute_url(), "/opportunities/")
        for url in pages:
            assert said in client.get(url).content.decode().lower(), url

    def test_a_place_at_once_says_nothing_of_replies(self, noon):
        opportunity = OpportunityFactory(answering="at_once")
        opportunity.upcoming = [SessionFactory(opportunity=opportunity)]
        assert not [fact for fact in cards.card(opportunity, near=None).facts if "repl" in fact.text]


def test_a_place_that_was_asked_for_counts_from_the_asking(noon, db):
    session = SessionFactory(places=1, starts_at=noon + 30 * DAY)
    ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
    farida = signing_up.say_yes(session, yes("Farida", "farida@example.test"), waiting=True, by=NOBODY, at=noon)
    signing_up.call_off(ama, because="by_person", by=NOBODY, at=noon + 5 * DAY)
    signing_up.accept_offer(SignUp.objects.get(pk=farida.pk), by=NOBODY, at=noon + 5 * DAY + HOUR)

    farida.refresh_from_db()
    assert farida.asked_at == noon + 5 * DAY + HOUR
