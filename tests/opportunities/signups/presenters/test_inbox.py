"""What the inbox says: by when to answer, how late it is, how many there are. From rows that are in no database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.core import moves
from opportunities.models import LIVE, MOVES, Ended, Opportunity, Session, SignUp, State, Status
from opportunities.models.status import EXPECTED, TAKES_A_PLACE, UNSETTLED
from opportunities.signups.presenters import inbox, own
from organisations.models import Organisation
from tests.factories import DAY, HOUR, NOON

MINUTE = timedelta(minutes=1)
GROUP = Organisation(name="Larder", slug="larder")


def sign_up(
    status=Status.REQUESTED,
    *,
    starts=NOON + 7 * DAY,
    state=State.PUBLISHED,
    off=None,
    answering="",
    places=None,
    taken=0,
    **facts,
):
    opportunity = Opportunity(pk=1, title="Sort food", organisation=GROUP, state=state, contact_name="Precious")
    opportunity.answering = answering or opportunity.answering
    session = Session(
        opportunity=opportunity,
        starts_at=starts,
        next_at=starts,
        ends_at=starts and starts + 2 * HOUR,
        cancelled_at=off,
        places=places,
        taken=taken,
    )
    return SignUp(session=session, status=status, **facts)


class TestTag:
    @pytest.mark.parametrize(
        ("answer_by", "words", "tone"),
        [
            (NOON + 2 * DAY, "Answer by noon, Wednesday 25 November", "accent"),
            (NOON + 5 * HOUR, "Answer by 5pm today", "wait"),
            (NOON + 11 * HOUR, "Answer by 11pm today", "wait"),
            (NOON + 12 * HOUR, "Answer by midnight, Tuesday 24 November", "accent"),
            (NOON, "Answer by noon today", "wait"),
            (NOON - MINUTE, "Late", "stop"),
            (NOON - HOUR + MINUTE, "Late", "stop"),
            (NOON - HOUR, "Late by 1 hour", "stop"),
            (NOON - 2 * HOUR, "Late by 2 hours", "stop"),
            (NOON - 47 * HOUR, "Late by 47 hours", "stop"),
            (NOON - 48 * HOUR, "Late by 2 days", "stop"),
            (NOON - 10 * DAY, "Late by 10 days", "stop"),
        ],
    )
    def test_says_by_when_to_answer(self, answer_by, words, tone):
        tag = inbox.status_tag(sign_up(answer_by=answer_by), at=NOON)

        assert (tag.words, tag.tone) == (words, tone)

    def test_takes_today_as_the_day_in_london(self):
        at = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

        assert inbox.status_tag(sign_up(answer_by=at + HOUR), at=at).words == "Answer by 12:30am, Wednesday 1 July"

    def test_without_a_promise_says_that_they_wait(self):
        assert inbox.status_tag(sign_up(), at=NOON).words == "Waiting for their answer"

    @pytest.mark.parametrize("status", [status for status in Status if status != Status.CANCELLED])
    def test_of_each_state_is_in_words(self, status):
        assert own.status_tag(sign_up(status)).words == str(status.label)

    @pytest.mark.parametrize("ended", list(Ended))
    def test_of_what_ended_says_why(self, ended):
        found = sign_up(Status.CANCELLED, ended=ended)

        assert own.status_tag(found).words == str(ended.label)
        assert own.own_tag(found).words == ("You changed your mind" if ended == Ended.BY_PERSON else str(ended.label))


class TestHeading:
    @pytest.mark.parametrize(
        ("count", "words"),
        [(0, "Nobody is waiting for an answer"), (1, "1 person to answer"), (2, "2 people to answer")],
    )
    def test_counts_people(self, count, words):
        assert inbox.heading(count) == words


@dataclass(frozen=True)
class Row:
    person_id: UUID
    number: int


class TestOneEach:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.integers(0, 4), max_size=12))
    def test_has_every_row_once_and_nobody_twice_in_a_part(self, people):
        rows = [Row(UUID(int=who), number) for number, who in enumerate(people)]

        parts = inbox.one_each(rows)

        assert sorted((row for part in parts for row in part), key=lambda row: row.number) == rows
        assert all(len({row.person_id for row in part}) == len(part) for part in parts)
        assert len(parts) == max((people.count(who) for who in people), default=0)


def test_an_organiser_expects_their_visitor_and_is_not_expected():
    assert inbox.status_tag(sign_up(Status.HELD), at=NOON).words == "You’re expecting them"
    assert own.own_tag(sign_up(Status.HELD)).words == "They’re expecting you"


class TestNote:
    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            (
                {"status": Status.REQUESTED, "answer_by": NOON + 2 * DAY},
                "Larder will answer you by noon on Wednesday 25 November.",
            ),
            (
                {"status": Status.OFFERED, "offer_until": NOON + DAY, "welcomed": True},
                "There’s a place for you until noon on Tuesday 24 November.",
            ),
            (
                {"status": Status.OFFERED, "offer_until": NOON + DAY},
                "A place has come free. You can ask for it until noon on Tuesday 24 November; Larder then answers you.",
            ),
            (
                {"status": Status.WAITING},
                "When a place comes free, we offer it to whoever has waited longest, and tell you.",
            ),
            ({"status": Status.HELD}, "Larder are expecting you."),
            (
                {"status": Status.CANCELLED, "ended": Ended.BY_PERSON},
                "We have told Larder. They do not expect you any more.",
            ),
            ({"status": Status.DECLINED}, ""),
            (
                {"status": Status.CANCELLED, "ended": Ended.LAPSED},
                "The time to take this place is over, but there is still a place. You can say yes again.",
            ),
            (
                {"status": Status.OFFERED, "offer_until": NOON - HOUR, "places": 2, "taken": 2},
                "The time to take this place is over, and every place is taken now.",
            ),
        ],
    )
    def test_says_what_happens_next(self, facts, words):
        assert own.sign_up_row(sign_up(**facts), at=NOON).note == words

    def test_of_a_date_that_is_over_says_nothing_more(self):
        row = own.sign_up_row(sign_up(Status.HELD, starts=NOON - 3 * HOUR), at=NOON)

        assert (row.note, row.tag.words, row.is_to_come) == ("", "Over", False)

    @pytest.mark.parametrize(
        ("facts", "take", "call_off"),
        [
            ({"status": Status.OFFERED, "welcomed": True}, "Yes, I’ll take it", "Change my mind"),
            ({"status": Status.OFFERED}, "Yes, ask for it", "Change my mind"),
            ({"status": Status.OFFERED, "answering": "at_once"}, "Yes, I’ll take it", "Change my mind"),
            ({"status": Status.HELD}, "Yes, ask for it", "Can’t make it"),
        ],
    )
    def test_names_its_buttons(self, facts, take, call_off):
        row = own.sign_up_row(sign_up(offer_until=NOON + DAY, **facts), at=NOON)

        assert (row.take_words, row.call_off_words) == (take, call_off)

    @pytest.mark.parametrize(
        ("facts", "shown"),
        [
            ({"status": Status.REQUESTED}, False),
            ({"status": Status.WAITING}, False),
            ({"status": Status.OFFERED}, False),
            ({"status": Status.OFFERED, "welcomed": True}, True),
            ({"status": Status.HELD}, True),
            ({"status": Status.DECLINED}, False),
            ({"status": Status.CANCELLED, "ended": Ended.BY_PERSON}, False),
        ],
    )
    def test_names_whom_to_ask_for_only_to_those_who_are_expected(self, facts, shown):
        said = [words for row in own.facts(sign_up(**facts)).rows for words in row.said]

        assert ("Precious" in said) is shown


class TestToCome:
    @pytest.mark.parametrize(
        ("facts", "coming"),
        [
            ({}, True),
            ({"starts": NOON + MINUTE}, True),
            ({"starts": NOON}, True),
            ({"starts": NOON - 2 * HOUR + MINUTE}, True),
            ({"starts": NOON - 2 * HOUR}, False),
            ({"off": NOON}, False),
            ({"status": Status.DECLINED}, False),
            ({"status": Status.ATTENDED}, False),
            ({"starts": None}, True),
            ({"starts": None, "state": State.PAUSED}, True),
            ({"starts": None, "state": State.CLOSED}, False),
            ({"starts": None, "state": State.DRAFT}, False),
            ({"state": State.CLOSED}, True),
        ],
    )
    def test_ends_with_the_date_or_with_what_has_none(self, facts, coming):
        assert sign_up(**facts).is_to_come(at=NOON) is coming


class TestStates:
    def test_lead_from_where_one_can_be_to_where_one_can_get(self):
        assert set(MOVES) == set(Status)
        assert set(moves.sources(MOVES, Status.HELD)) == {Status.REQUESTED, Status.OFFERED}

    @pytest.mark.parametrize("status", [Status.DECLINED, Status.CANCELLED])
    def test_that_are_over_lead_nowhere(self, status):
        assert MOVES[status] == frozenset()
        assert status not in (*LIVE, *TAKES_A_PLACE)

    def test_that_can_be_called_off_are_the_live_ones(self):
        assert {status for status in Status if Status.CANCELLED in MOVES[status]} == set(LIVE)

    def test_of_who_came_can_be_put_right_and_no_more(self):
        assert MOVES[Status.ATTENDED] | MOVES[Status.MISSED] == {Status.ATTENDED, Status.MISSED}

    def test_of_those_who_wait_take_no_place(self):
        assert set(UNSETTLED) - set(TAKES_A_PLACE) == {Status.WAITING}
        assert set(EXPECTED) <= set(TAKES_A_PLACE)
