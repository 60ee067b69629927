"""What ends by itself: dates that passed, and what is closed."""

import pytest

from hub.access.actors import NOBODY
from hub.messaging import outbox
from hub.messaging.models import Message
from opportunities.models import Ended, Session, SignUp, State, Status
from opportunities.posting.services import posting
from opportunities.signups import selectors
from opportunities.signups.presenters import inbox
from opportunities.signups.services import answering, ending, signing_up
from tests.factories import DAY, HOUR, OpportunityFactory, SessionFactory, yes

pytestmark = pytest.mark.django_db


def told(sign_up, notice="called_off"):
    return [m.words for m in Message.objects.filter(person=sign_up.person_id, notice=notice)]


def fresh(sign_up):
    return SignUp.objects.get(pk=sign_up.pk)


class TestEndPassed:
    def test_ends_a_yes_that_nobody_answered_in_time_and_says_so_kindly(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(starts_at=noon + DAY), yes(), by=NOBODY, at=noon)

        ended = ending.end_passed(at=noon + 25 * HOUR)
        outbox.run(at=noon + 25 * HOUR)

        assert ended == 1
        assert (fresh(sign_up).status, fresh(sign_up).ended) == (Status.CANCELLED, Ended.PASSED)
        assert "didn’t answer you in time" in told(sign_up)[0]
        assert "/opportunities/" in told(sign_up)[0]

    def test_ends_waiting_without_another_word(self, noon):
        session = SessionFactory(starts_at=noon + DAY, places=1, taken=1)
        sign_up = signing_up.say_yes(session, yes(), waiting=True, by=NOBODY, at=noon)

        ending.end_passed(at=noon + 25 * HOUR)

        assert fresh(sign_up).ended == Ended.PASSED
        assert told(sign_up) == []

    def test_leaves_those_alone_who_were_expected(self, noon):
        session = SessionFactory(starts_at=noon + DAY, opportunity__at_once=True)
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        assert ending.end_passed(at=noon + 25 * HOUR) == 0
        assert fresh(sign_up).status == Status.HELD

    def test_leaves_what_is_to_come_alone(self, noon):
        signing_up.say_yes(SessionFactory(starts_at=noon + DAY), yes(), by=NOBODY, at=noon)
        signing_up.say_yes(SessionFactory(flexible=True), yes(), by=NOBODY, at=noon)

        assert ending.end_passed(at=noon + 23 * HOUR) == 0

    def test_leaves_a_run_alone_that_goes_on_even_before_it_is_moved_on(self, noon):
        run = SessionFactory(starts_at=noon + DAY, rule="FREQ=WEEKLY;BYDAY=TU")
        signing_up.say_yes(run, yes(), by=NOBODY, at=noon)

        assert ending.end_passed(at=noon + 2 * DAY) == 0

    def test_ends_a_run_after_its_last_day(self, noon):
        run = SessionFactory(starts_at=noon + DAY, rule="FREQ=WEEKLY;BYDAY=TU", until=(noon + 2 * DAY).date())
        signing_up.say_yes(run, yes(), by=NOBODY, at=noon)

        assert ending.end_passed(at=noon + 2 * DAY) == 1

    def test_twice_ends_nothing_more(self, noon):
        signing_up.say_yes(SessionFactory(starts_at=noon + DAY), yes(), by=NOBODY, at=noon)
        ending.end_passed(at=noon + 25 * HOUR)

        assert ending.end_passed(at=noon + 26 * HOUR) == 0
        assert Message.objects.filter(notice="called_off").count() == 1


class TestEndForClosed:
    def test_tells_everybody_who_had_something_to_come(self, noon):
        opportunity = OpportunityFactory()
        session = SessionFactory(opportunity=opportunity, places=2)
        held = signing_up.say_yes(session, yes("Joyce"), by=NOBODY, at=noon)
        answering.accept(held, by=NOBODY, at=noon)
        asked = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
        waiting = signing_up.say_yes(session, yes("Pete"), waiting=True, by=NOBODY, at=noon)

        posting.close(opportunity, by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        session.refresh_from_db()
        assert session.taken == 0
        for sign_up in (held, asked, waiting):
            assert (fresh(sign_up).status, fresh(sign_up).ended) == (Status.CANCELLED, Ended.CLOSED)
            assert "has come to an end" in told(sign_up)[0]
        assert not Message.objects.filter(notice="place_offered").exists()

    def test_says_how_many_it_told(self, noon):
        opportunity = OpportunityFactory()
        signing_up.say_yes(SessionFactory(opportunity=opportunity), yes("Ama"), by=NOBODY, at=noon)
        signing_up.say_yes(SessionFactory(), yes("Leo"), by=NOBODY, at=noon)

        assert signing_up.end_for_closed(opportunity, by=NOBODY, at=noon) == 1

    def test_leaves_those_alone_who_came_to_a_date_that_passed(self, noon):
        opportunity = OpportunityFactory(at_once=True)
        sign_up = signing_up.say_yes(
            SessionFactory(opportunity=opportunity, starts_at=noon + DAY), yes(), by=NOBODY, at=noon
        )

        signing_up.end_for_closed(opportunity, by=NOBODY, at=noon + 3 * DAY)

        assert fresh(sign_up).status == Status.HELD
        assert told(sign_up) == []

    def test_thanks_those_who_helped_whenever_it_suited_them(self, noon):
        opportunity = OpportunityFactory(at_home=True, at_once=True)
        sign_up = signing_up.say_yes(SessionFactory(opportunity=opportunity, flexible=True), yes(), by=NOBODY, at=noon)

        posting.close(opportunity, by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        assert fresh(sign_up).status == Status.HELD
        assert not fresh(sign_up).is_to_come(at=noon + HOUR)
        assert "Thank you" in told(sign_up, "closed")[0]


class TestToCome:
    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({"starts_at": "tomorrow"}, True),
            ({"starts_at": "yesterday"}, False),
            ({"flexible": True}, True),
            ({"flexible": True, "opportunity__state": State.PAUSED}, True),
            ({"flexible": True, "opportunity__state": State.CLOSED}, False),
        ],
    )
    def test_is_the_same_for_a_row_and_for_a_list(self, noon, facts, expected):
        days = {"tomorrow": noon + DAY, "yesterday": noon - DAY}
        session = SessionFactory(**{name: days.get(value, value) for name, value in facts.items()})
        sign_up = signing_up.say_yes(SessionFactory(starts_at=noon + 3 * DAY), yes(), by=NOBODY, at=noon)
        SignUp.objects.update(session=session)

        assert SignUp.objects.to_come(at=noon).exists() is expected
        assert fresh(sign_up).is_to_come(at=noon) is expected


class TestInbox:
    @pytest.fixture
    def rows(self, noon):
        """One who asks for a date that passed and one for a date to come; two who wait, for a later and a sooner date."""
        opportunity = OpportunityFactory()
        starts = {"passed": noon + HOUR, "sooner": noon + 5 * DAY, "later": noon + 9 * DAY}
        dates = {
            name: SessionFactory(opportunity=opportunity, starts_at=at, ends_at=at + HOUR)
            for name, at in starts.items()
        }
        for number, (name, waiting) in enumerate(
            [("passed", False), ("later", False), ("passed", True), ("later", True), ("sooner", True)]
        ):
            who = yes(f"P{number}", f"p{number}@example.test")
            signing_up.say_yes(dates[name], who, waiting=waiting, by=NOBODY, at=noon)
        return SignUp.objects.of(opportunity.organisation_id)

    def test_lists_only_those_whose_date_is_to_come(self, rows, noon):
        tabs = selectors.tabs(rows, at=noon + DAY)

        assert [row.folded_name for row in tabs["to-answer"]] == ["p1"]
        assert {row.folded_name for row in tabs["waiting"]} == {"p3", "p4"}

    def test_shows_who_waits_for_the_soonest_date_first(self, rows, noon):
        organisation = Session.objects.first().opportunity.organisation

        blocks = inbox.waiting(rows, to=NOBODY, organisation=organisation, at=noon + DAY)

        assert [block.title for block in blocks] == [
            "Waiting for Saturday 28 November",
            "Waiting for Wednesday 2 December",
        ]
