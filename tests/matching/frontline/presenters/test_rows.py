"""A worker's lists in words: where somebody was passed on and what comes of it, what is owed, who answered. No database."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from hub.people.models import Person
from matching.frontline.models import Answer, Ask, Capture, Contact, Outcome, Owed, Reason, Referral, Status, Way
from matching.frontline.models.referral import FELL_THROUGH, LIVE, MOVES, TO_ANSWER
from matching.frontline.presenters import rows
from opportunities.models import Opportunity, Session, SignUp
from opportunities.models import Status as Place
from organisations.models import Organisation
from tests.factories import DAY, HOUR, NOON

LARDER = Organisation(pk=1, name="Larder", slug="larder")
JOAN = Person(pk=UUID(int=7), first_name="Joan")
CALLED = {JOAN.pk: "Joan B."}
SUPPER = Opportunity(pk=3, title="Cook supper", organisation=LARDER)


def session(starts=NOON + DAY):
    return Session(opportunity=SUPPER, starts_at=starts, next_at=starts, ends_at=starts + HOUR)


def referral(status=Status.SENT, *, opportunity=SUPPER, **facts):
    return Referral(person=JOAN, organisation=LARDER, opportunity=opportunity, status=status, **facts)


class TestReferral:
    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            (
                {"status": Status.SENT, "expires_at": NOON + 14 * DAY},
                "They have until noon on Monday 7 December.",
            ),
            (
                {"status": Status.ACKNOWLEDGED, "expires_at": NOON + HOUR},
                "They have until 1pm on Monday 23 November.",
            ),
            ({"status": Status.DECLINED, "reason": Reason.FULL}, "We’re full just now."),
            (
                {"status": Status.DECLINED, "reason": Reason.OTHER, "reply_words": "Try <b>May</b>"},
                "Something else. “Try <b>May</b>”",
            ),
            ({"status": Status.WITHDRAWN}, ""),
            ({"status": Status.EXPIRED}, ""),
            ({"status": Status.DRAFT}, ""),
            ({"status": Status.ACCEPTED}, ""),
            ({"status": Status.ACCEPTED, "session": session()}, ""),
            (
                {"status": Status.ACCEPTED, "session": session(), "sign_up": SignUp(status=Place.HELD)},
                "Tuesday 24 November, noon to 1pm",
            ),
            (
                {"status": Status.ACCEPTED, "session": session(), "sign_up": SignUp(status=Place.WAITING)},
                "On their waiting list.",
            ),
        ],
    )
    def test_says_what_happens_next_or_why_it_ended(self, facts, words):
        assert rows.note(referral(**facts)) == words

    @pytest.mark.parametrize("status", list(Status))
    def test_has_a_tag_with_its_state_in_words(self, status):
        assert rows.tag(referral(status)).words == str(status.label)

    def test_warns_of_what_needs_a_next_step_but_not_of_what_the_worker_took_back(self):
        warned = {status for status in Status if rows.tag(referral(status)).tone == "stop"}

        assert warned == set(FELL_THROUGH) - {Status.WITHDRAWN}

    @pytest.mark.parametrize(("facts", "words"), [({}, "Cook supper, with Larder"), ({"opportunity": None}, "Larder")])
    def test_names_what_for_and_where(self, facts, words):
        assert str(rows.about(referral(**facts))) == words

    def test_lists_only_what_happened_in_order(self):
        found = rows.referral_facts(
            referral(Status.DECLINED, sent_at=NOON, answered_at=NOON + DAY, ended_at=NOON + DAY)
        )

        assert [(str(row.label), row.said) for row in found.rows] == [
            ("Passed on", ("noon on Monday 23 November",)),
            ("Answered", ("noon on Tuesday 24 November",)),
            ("Ended", ("noon on Tuesday 24 November",)),
        ]

    def test_of_a_draft_has_no_times_yet(self):
        assert rows.referral_facts(referral(Status.DRAFT)).rows == ()

    def test_is_a_row_with_the_name_that_may_be_seen(self):
        made = referral(pk=UUID(int=9), expires_at=NOON)

        (row,) = rows.referrals([made], CALLED)

        assert (row.name, row.url, row.pk) == ("Joan B.", f"/frontline/referrals/{UUID(int=9)}/", str(UUID(int=9)))


class TestStates:
    def test_end_where_nothing_leads_on(self):
        assert {status for status in Status if not MOVES[status]} == {
            Status.FIRST_ATTENDED,
            Status.DECLINED,
            Status.WITHDRAWN,
            Status.EXPIRED,
        }
        assert set(LIVE) == {Status.DRAFT, Status.SENT, Status.ACKNOWLEDGED, Status.ACCEPTED}

    def test_wait_for_an_answer_where_a_yes_and_a_no_are_possible(self):
        assert {s for s in Status if {Status.ACCEPTED, Status.DECLINED} <= MOVES[s]} == set(TO_ANSWER)

    def test_can_be_taken_back_while_anything_is_to_come(self):
        assert {s for s in Status if Status.WITHDRAWN in MOVES[s]} == set(LIVE)

    def test_are_never_left_twice_the_same_way(self):
        """From no state does a way lead back to it."""
        for start in Status:
            reached, ahead = set(), [start]
            while ahead:
                for onward in MOVES[ahead.pop()]:
                    if onward not in reached:
                        reached.add(onward)
                        ahead.append(onward)
            assert start not in reached


class TestOwed:
    @pytest.mark.parametrize(
        ("due", "words", "tone"),
        [
            (date(2026, 11, 22), "Late", "stop"),
            (date(2026, 11, 23), "By Monday 23 November", "wait"),
            (date(2026, 12, 1), "By Tuesday 1 December", "wait"),
        ],
    )
    def test_is_late_from_the_day_after(self, due, words, tone):
        owed = Owed(pk=UUID(int=5), person=JOAN, what="Mend the lift", owner="Dev Patel", due=due)

        (row,) = rows.due([owed], CALLED, at=NOON)

        assert (row.what, row.note, row.tag.words, row.tag.tone) == ("Mend the lift", "Dev Patel has it.", words, tone)

    def test_is_late_by_the_day_in_london(self):
        owed = Owed(person=JOAN, what="Ring back", owner="Dev", due=date(2026, 6, 30))

        before, after = (
            rows.due([owed], CALLED, at=at)[0].tag.tone
            for at in (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), datetime(2026, 6, 30, 23, 0, tzinfo=UTC))
        )

        assert (before, after) == ("wait", "stop")


class TestAnswer:
    @pytest.mark.parametrize("answer", list(Answer))
    def test_given_to_a_worker_is_in_the_words_it_was_offered_in(self, answer):
        assert rows.answered(Ask(way=Way.COUNTER, answer=answer)) == str(answer.label)

    def test_by_message_says_that_a_yes_took_a_place_itself(self):
        assert rows.answered(Ask(way="message", answer=Answer.YES_REFER)) == "Yes, and they took a place themselves"
        assert rows.answered(Ask(way="message", answer=Answer.NO)) == "No, thank you"

    @pytest.mark.parametrize(
        ("facts", "name", "what"),
        [
            ({"person": JOAN, "opportunity": SUPPER}, "Joan B.", "Cook supper"),
            ({"person": JOAN}, "Joan B.", "To take part"),
            ({"opportunity": SUPPER}, "", "Cook supper"),
        ],
    )
    def test_is_of_somebody_or_of_nobody_known(self, facts, name, what):
        (row,) = rows.answers([Ask(answer=Answer.NO, way=Way.PHONE, **facts)], CALLED)

        assert (row.name, row.what, row.url != "") == (name, what, bool(name))


class TestTalk:
    @pytest.mark.parametrize(
        ("way", "outcome", "what", "note"),
        [
            (Way.COUNTER, "", "noon, at the counter", ""),
            (Way.PHONE, Outcome.ASKED, "noon, on the phone", "Asked"),
            (Way.VISIT, Outcome.STOPPED, "noon, on a visit", "Stopped: something worrying"),
        ],
    )
    def test_says_when_how_and_how_it_ended(self, way, outcome, what, note):
        (row,) = rows.contacts([Contact(person=JOAN, way=way, at=NOON, outcome=outcome)], CALLED)

        assert (row.name, row.what, row.note) == ("Joan B.", what, note)

    @pytest.mark.parametrize(
        ("sealed", "person", "name"),
        [
            ('{"first_name": ["Ama Boateng"]}', None, "Ama Boateng"),
            ('{"first_name": ["ama"]}', JOAN, "Ama"),
            ('{"first_name": [""]}', JOAN, "Joan B."),
            ('{"first_name": []}', JOAN, "Joan B."),
            ("{}", None, "Somebody"),
        ],
    )
    def test_that_goes_on_is_named_by_what_was_typed_so_far(self, sealed, person, name):
        capture = Capture(pk=UUID(int=4), person=person, way=Way.PHONE, sealed=sealed, started_at=NOON)

        (row,) = rows.captures([capture], CALLED)

        assert (row.name, row.what) == (name, "Begun at noon, on the phone")
