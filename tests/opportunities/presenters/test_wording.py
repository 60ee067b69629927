"""Dates, places and promises in words, from rows that are in no database: every branch with the sentence written by hand."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from hub.places.models import Venue
from hub.taxonomy.codes import Access, Checks, Commitment, Costs, Kind, Slot
from hub.taxonomy.slots import LOCAL
from opportunities.models import Opportunity, Repeat, Session
from opportunities.presenters import cards, wording
from organisations.models import Organisation

TUESDAY = datetime(2026, 12, 1, 18, tzinfo=LOCAL)
FRIDAY = datetime(2026, 12, 4, 10, tzinfo=LOCAL)
NEXT_TUESDAY = datetime(2026, 12, 8, 18, tzinfo=LOCAL)
HALL = Venue(name="Earlsfield Hall", address="Magdalen Road\n\n", postcode="SW18 3NP", ward_name="Wandle")
LARDER = Organisation(name="Larder", slug="larder", reply_hours=48)


def advert(**facts):
    facts = {"pk": 1, "organisation": LARDER, "venue": HALL, "kind": Kind.ONE_OFF, "title": "Sort food"} | facts
    return Opportunity(**facts)


def session(starts=TUESDAY, hours=2, *, places=None, taken=0, rule="", of=None, **facts):
    ends = starts.replace(hour=starts.hour + hours) if starts and hours else None
    return Session(
        opportunity=of or advert(),
        starts_at=starts,
        ends_at=ends,
        next_at=starts,
        places=places,
        taken=taken,
        rule=rule,
        **facts,
    )


class TestTime:
    @pytest.mark.parametrize(
        ("starts", "hours", "words"),
        [
            (TUESDAY, 2, "Tuesday 1 December, 6pm to 8pm"),
            (TUESDAY, 0, "Tuesday 1 December, from 6pm"),
            (TUESDAY.replace(hour=12), 0, "Tuesday 1 December, from noon"),
            (TUESDAY.replace(hour=0), 1, "Tuesday 1 December, midnight to 1am"),
            (TUESDAY.replace(hour=9, minute=5), 3, "Tuesday 1 December, 9:05am to 12:05pm"),
            (datetime(2028, 2, 29, 18, tzinfo=LOCAL), 2, "Tuesday 29 February 2028, 6pm to 8pm"),
            (None, 0, "Any time that suits you"),
        ],
    )
    def test_of_a_date(self, starts, hours, words):
        assert wording.when(session(starts, hours)) == words

    def test_of_a_run_says_how_often_it_comes(self):
        assert wording.when(session(rule="FREQ=WEEKLY;BYDAY=TU")) == "Tuesday 1 December, 6pm to 8pm, then every week"

    def test_of_a_run_is_that_of_its_next_date(self):
        found = session(rule="FREQ=WEEKLY;BYDAY=TU")
        found.next_at = datetime(2026, 12, 15, 18, tzinfo=LOCAL)

        assert wording.when(found) == "Tuesday 15 December, 6pm to 8pm, then every week"
        assert wording.short_when(found) == "Tuesday 15 December"

    @pytest.mark.parametrize(
        ("commitment", "words"), [("", "You choose when"), (Commitment.HOURS_WEEKLY, "1 or 2 hours a week")]
    )
    def test_of_a_flexible_one_is_how_long_it_takes(self, commitment, words):
        found = session(None, 0, of=advert(commitment=commitment))

        assert (wording.hours(found), wording.short_when(found)) == (words, "Any time that suits you")

    @pytest.mark.parametrize(
        ("slots", "words"),
        [
            ({Slot.FRI_EVENING, Slot.SAT_EVENING}, "Friday and Saturday evenings, when it suits you"),
            ({Slot.TUE_MORNING}, "Tuesday mornings, when it suits you"),
            (set(Slot), "Any time that suits you"),
            (set(), "Any time that suits you"),
        ],
    )
    def test_of_a_flexible_one_names_its_windows_to_everybody(self, slots, words):
        found = session(None, 0, slots=frozenset(slots))

        assert wording.when(found) == wording.short_when(found) == words

    def test_is_said_by_the_clock_in_london(self):
        assert wording.moment(datetime(2026, 7, 1, 17, 30, tzinfo=UTC)) == "6:30pm on Wednesday 1 July"
        assert wording.moment(None) == ""

    def test_is_said_in_welsh(self):
        with translation.override("cy"):
            assert "Rhagfyr" in wording.when(session())
            assert "Tuesday" not in wording.when(session())


class TestOften:
    @pytest.mark.parametrize(
        ("rule", "words"),
        [
            ("", ""),
            ("FREQ=WEEKLY;BYDAY=TU", "Every week"),
            ("FREQ=WEEKLY;INTERVAL=1", "Every week"),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every two weeks"),
            ("FREQ=WEEKLY;INTERVAL=3", "Every 3 weeks"),
            ("FREQ=MONTHLY;BYDAY=-1TU", "Once a month"),
            ("FREQ=MONTHLY;INTERVAL=2", "Every 2 months"),
            ("FREQ=DAILY", "Every day"),
        ],
    )
    def test_is_read_from_the_rule(self, rule, words):
        assert wording.often(rule) == words


class TestCheck:
    @pytest.mark.parametrize(
        ("checks", "weeks", "words"),
        [
            (Checks.NONE, None, ""),
            (Checks.NONE, 3, ""),
            (Checks.BASIC, None, "Larder say yes. A safety check comes first. They tell you when you can start."),
            (
                Checks.ENHANCED,
                1,
                "Larder say yes. A safety check comes first. It takes about 1 week. They tell you when you can start.",
            ),
            (
                Checks.ENHANCED,
                6,
                "Larder say yes. A safety check comes first. It takes about 6 weeks. They tell you when you can start.",
            ),
        ],
    )
    def test_is_said_once_they_said_yes(self, checks, weeks, words):
        assert wording.check_first(advert(checks=checks, checks_weeks=weeks)) == words

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({}, ""),
            ({"checks": Checks.BASIC}, "a safety check comes first. It’s free."),
            (
                {"checks": Checks.BASIC, "checks_weeks": 1},
                "a safety check comes first. It’s free, and takes about 1 week.",
            ),
            (
                {"checks": Checks.BASIC, "checks_weeks": 4},
                "a safety check comes first. It’s free, and takes about 4 weeks.",
            ),
            ({"checks": Checks.BASIC, "min_age": 18}, "a safety check comes first. It’s free."),
            ({"min_age": 17}, ""),
            ({"max_age": 25}, "it is for people up to 25."),
            ({"min_age": 18}, "you need to be 18 or over."),
            ({"access_note": "Two steps at the door."}, "Two steps at the door."),
            ({"access_note": "Two steps.", "access": {Access.STEP_FREE}}, ""),
            ({"access_note": "Two steps.", "venue": None, "remote": True}, ""),
        ],
    )
    def test_is_the_one_snag_on_a_card_before_any_other(self, facts, words):
        assert cards.snag(advert(**facts)) == words


class TestPlace:
    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({}, "Earlsfield Hall, Magdalen Road, SW18 3NP"),
            ({"remote": True, "venue": None}, "from your own home"),
            ({"remote": True}, "Earlsfield Hall, Magdalen Road, SW18 3NP"),
            ({"venue": None}, ""),
            ({"venue": Venue(name="Hall", address="", postcode="")}, "Hall"),
        ],
    )
    def test_is_on_one_line(self, facts, words):
        assert wording.where(advert(**facts)) == words


class TestPlacesLeft:
    @pytest.mark.parametrize(
        ("places", "taken", "words"),
        [
            (None, 0, "Plenty of room"),
            (None, 500, "Plenty of room"),
            (8, 0, "8 places left"),
            (8, 7, "1 place left"),
            (8, 8, "Full. You can wait for a place"),
        ],
    )
    def test_are_counted(self, places, taken, words):
        assert wording.places_left(session(places=places, taken=taken)) == words
        assert wording.date_choice(session(places=places, taken=taken)) == f"Tuesday 1 December, 6pm to 8pm. {words}"

    @pytest.mark.parametrize(
        ("first", "second", "words"),
        [
            ((3, 1), (8, 0), "2 places left"),
            ((3, 3), (8, 4), "Full on 1 December, 4 places on 4 December"),
            ((3, 3), (8, 7), "Full on 1 December, 1 place on 4 December"),
            ((3, 3), (None, 0), "Full on 1 December, plenty of room on 4 December"),
            ((3, 3), (8, 8), "Full. You can wait for a place"),
        ],
    )
    def test_are_told_of_another_date_when_the_next_is_full(self, first, second, words):
        dates = [session(TUESDAY, places=first[0], taken=first[1]), session(FRIDAY, places=second[0], taken=second[1])]

        assert wording.places_over(dates) == words

    def test_of_a_flexible_one_name_no_date(self):
        full, flexible = session(places=1, taken=1), session(None, 0, places=2)

        assert wording.places_over([full, flexible]) == "Full. You can wait for a place"


class TestReply:
    @pytest.mark.parametrize(
        ("hours", "words"),
        [
            (1, "within a day"),
            (24, "within a day"),
            (25, "in 2 days"),
            (48, "in 2 days"),
            (49, "in 3 days"),
            (168, "in 7 days"),
        ],
    )
    def test_is_promised_in_whole_days(self, hours, words):
        assert wording.reply_time(hours) == words

    @pytest.mark.parametrize(
        ("record", "words"),
        [
            (None, "says it replies in 2 days"),
            (0, "usually replies within a day"),
            (5, "usually replies within a day"),
            (72, "usually replies in 3 days"),
            (168, "usually replies in 7 days"),
            (169, "often takes more than a week to reply"),
        ],
    )
    def test_is_by_the_record_where_there_is_one(self, record, words):
        assert wording.replies(Organisation(reply_hours=48, replied_within=record)) == words


def card(*sessions, **facts):
    found = advert(**facts)
    found.upcoming = list(sessions)
    return cards.card(found, near=None)


class TestCard:
    @pytest.mark.parametrize(
        ("dates", "line"),
        [
            ((), ("", "No date yet", "")),
            ((session(),), ("Tuesday", "6pm to 8pm", "1 December")),
            (
                (session(), session(FRIDAY)),
                ("Tuesday", "6pm to 8pm", "1 December, and Friday 4 December, 10am to noon"),
            ),
            ((session(), session(NEXT_TUESDAY)), ("Tuesday", "6pm to 8pm", "1 December and 8 December")),
            (
                (session(TUESDAY.replace(hour=10)), session()),
                ("Tuesday", "10am to noon and 6pm to 8pm", "1 December"),
            ),
            (
                (session(), session(NEXT_TUESDAY, 3)),
                ("Tuesday", "6pm to 8pm", "1 December, and Tuesday 8 December, 6pm to 9pm"),
            ),
            ((session(), session(FRIDAY), session(FRIDAY)), ("Tuesday", "6pm to 8pm", "1 December, and 2 more dates")),
            ((session(rule="FREQ=WEEKLY;BYDAY=TU"),), ("Tuesday", "6pm to 8pm", "Every week")),
            (
                (session(rule="FREQ=MONTHLY;BYDAY=1TU"),),
                ("Tuesday", "6pm to 8pm", "Once a month, next on 1 December"),
            ),
            (
                (session(repeat=Repeat(rule="FREQ=WEEKLY;BYDAY=TU")), session(FRIDAY)),
                ("Tuesday", "6pm to 8pm", "Every week"),
            ),
            ((session(None, 0),), ("Any day", "You choose when", "")),
        ],
    )
    def test_begins_with_when_it_is(self, dates, line):
        found = card(*dates)

        assert (found.when_day, found.when_hours, found.when_often) == line

    def test_lights_the_windows_of_the_dates_it_names(self):
        tuesday, friday = session(slots={Slot.TUE_EVENING}), session(FRIDAY, slots={Slot.FRI_MORNING})

        assert card(tuesday, friday).slots == (int(Slot.TUE_EVENING), int(Slot.FRI_MORNING))
        assert card(tuesday, friday, session(FRIDAY)).slots == (int(Slot.TUE_EVENING),)
        assert card().slots == ()

    @pytest.mark.parametrize(("left", "strong"), [(4, False), (3, True), (1, True), (0, True), (None, False)])
    def test_stresses_the_last_places(self, left, strong):
        date = session(places=None if left is None else 8, taken=0 if left is None else 8 - left)

        fact = next(fact for fact in card(date).facts if fact.icon == "users-three")

        assert fact.strong is strong

    def test_names_the_first_cost_and_two_helps_in_the_order_of_the_list(self):
        found = card(session(), costs={Costs.MEAL, Costs.FARES}, access={Access.BUS, Access.TOILET, Access.STEP_FREE})

        assert [fact.text for fact in found.facts[:3]] == ["Bus fares paid", "Step-free", "Accessible toilet"]

    def test_says_who_answers(self):
        assert card(session(), answering="at_once").answer == "The place is yours at once"
        assert "Says it replies in 2 days" in [fact.text for fact in card(session()).facts]
        assert "Says it replies in 2 days" not in [fact.text for fact in card(session(), answering="at_once").facts]


@pytest.mark.parametrize(
    ("starts", "of_reader", "words"),
    [
        (TUESDAY, True, "Tuesday 1 December, 6pm to 8pm"),
        (None, True, "at any time that suits you"),
        (None, False, "at any time that suits them"),
    ],
)
def test_a_time_stands_within_a_sentence(starts, of_reader, words):
    assert wording.when_said(session(starts), of_reader=of_reader) == words
