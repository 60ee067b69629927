"""The page of one thing, line by line, from rows that are in no database: what it says, and which lines it leaves out."""

from datetime import date, datetime

import pytest
from django.utils import translation

from hub.places.locate import Located, Precision
from hub.places.models import Venue
from hub.taxonomy.codes import Access, Checks, Commitment, Costs, Kind, Language, Slot
from hub.taxonomy.slots import LOCAL
from opportunities.models import Opportunity, Repeat, Session
from opportunities.presenters import adverts
from opportunities.signups.presenters import own
from organisations.models import Organisation
from tests.factories import DAY, NOON

TUESDAY = datetime(2026, 12, 1, 18, tzinfo=LOCAL)
LARDER = Organisation(name="Larder", slug="larder", reply_hours=24)
HALL = Venue(
    name="Hall",
    address="Magdalen Road",
    postcode="SW18 3NP",
    sector="SW18 3",
    ward_name="Wandle",
    lat=51.4423,
    lon=-0.1877,
)


def thing(**facts):
    facts = {"pk": 1, "organisation": LARDER, "venue": HALL, "kind": Kind.ONE_OFF, "title": "Sort food"} | facts
    return Opportunity(**facts)


def date_of(starts=TUESDAY, *, places=None, taken=0, **facts):
    ends = starts and starts.replace(hour=starts.hour + 2)
    return Session(starts_at=starts, ends_at=ends, next_at=starts, places=places, taken=taken, **facts)


def page(*dates, near=None, **facts):
    found = thing(**facts)
    for one in dates:
        one.opportunity = found
    return adverts.advert(found, list(dates), near=near)


def lines(shown, label):
    return next((tuple(filter(None, map(str, row.lines))) for row in shown.facts.rows if str(row.label) == label), None)


class TestHeadline:
    @pytest.mark.parametrize(
        ("dates", "when", "note"),
        [
            ([], "No date at the moment", ""),
            ([{}], "Tuesday 1 December, 6pm to 8pm", ""),
            (
                [{"repeat": Repeat(rule="FREQ=WEEKLY;BYDAY=TU")}],
                "Tuesdays, 6pm to 8pm",
                "Every week. Come when you can.",
            ),
            (
                [{"repeat": Repeat(rule="FREQ=MONTHLY;BYDAY=1TU")}],
                "Tuesdays, 6pm to 8pm",
                "Once a month. Come when you can.",
            ),
            (
                [{"rule": "FREQ=WEEKLY;BYDAY=TU"}],
                "Tuesdays, 6pm to 8pm",
                "Every week. You say yes to the whole run.",
            ),
            ([{"starts": None}], "Any day. You choose when", ""),
            (
                [{"repeat": Repeat(rule="FREQ=WEEKLY;BYDAY=TU")}, {"starts": TUESDAY + 4 * DAY}],
                "Tuesdays, 6pm to 8pm",
                "Every week. Come when you can. It is at other times, too.",
            ),
            (
                [{"repeat": Repeat(rule="FREQ=WEEKLY;BYDAY=TU")}, {"starts": TUESDAY + 7 * DAY}],
                "Tuesdays, 6pm to 8pm",
                "Every week. Come when you can.",
            ),
        ],
    )
    def test_says_when_and_how_often(self, dates, when, note):
        found = page(*(date_of(**one) for one in dates)).headline

        assert (found.when, found.note) == (when, note)

    def test_of_a_flexible_one_says_how_long(self):
        assert page(date_of(None), commitment=Commitment.HOURS_ONCE).headline.when == "Any day. 1 or 2 hours, once"

    def test_of_a_standby_list_says_that_one_is_called(self):
        assert page(date_of(None), kind=Kind.STANDBY_EMERGENCY).headline.when == "Only when needed"
        assert page(date_of(), kind=Kind.STANDBY_EMERGENCY).headline.when == "Tuesday 1 December, 6pm to 8pm"

    def test_lights_the_windows_of_all_its_dates(self):
        found = page(date_of(slots={Slot.TUE_EVENING}), date_of(slots={Slot.MON_MORNING, Slot.TUE_EVENING}))

        assert found.headline.slots == (int(Slot.MON_MORNING), int(Slot.TUE_EVENING))

    def test_is_welsh_for_who_reads_welsh(self):
        with translation.override("cy"):
            assert "Rhagfyr" in str(page(date_of()).headline.when)


class TestWhere:
    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({}, ("Hall, Magdalen Road, SW18 3NP.",)),
            ({"venue": None, "remote": True}, ("From your own home.",)),
            ({"remote": True}, ("Hall, Magdalen Road, SW18 3NP.", "You can also do it from home.")),
        ],
    )
    def test_says_the_place_and_if_home_does(self, facts, said):
        assert lines(page(**facts), "Where") == said

    def test_says_how_to_get_there_and_how_far_it_is(self):
        venue = Venue(
            name="Hall", postcode="SW18 3NP", sector="X1 1", lat=51.4423, lon=-0.1877, getting_there="Bus 44."
        )
        near = Located("SW18 2PU", 51.4523, -0.1877, Precision.UNIT, inside=True)

        said = lines(page(venue=venue, near=near), "Where")

        assert said[0] == "Hall, SW18 3NP."
        assert said[1].startswith("From SW18 2PU: 0.7 miles")
        assert said[2] == "Bus 44."


class TestFacts:
    @pytest.mark.parametrize(
        ("facts", "label", "said"),
        [
            ({}, "Getting in", None),
            (
                {"access": {Access.BUS, Access.STEP_FREE}, "access_note": "Ring the bell."},
                "Getting in",
                ("Step-free.", "On a bus route.", "Ring the bell."),
            ),
            ({}, "Costs", None),
            ({"costs": {Costs.KIT, Costs.FREE}}, "Costs", ("Free to come.", "Kit and tools provided.")),
            ({"costs_note": "£2 for tea."}, "Costs", ("£2 for tea.",)),
            ({}, "Checks", ("None needed for this.",)),
            ({"checks": Checks.BASIC}, "Checks", ("A basic safety check comes first. It’s free for you.",)),
            (
                {"checks": Checks.BASIC, "checks_weeks": 1},
                "Checks",
                ("A basic safety check comes first. It’s free for you. It takes about 1 week.",),
            ),
            (
                {"checks": Checks.BASIC, "checks_weeks": 26},
                "Checks",
                ("A basic safety check comes first. It’s free for you. It takes about 26 weeks.",),
            ),
            ({}, "Age", None),
            ({"min_age": 16}, "Age", ("16 and over.",)),
            ({"max_age": 25}, "Age", ("Up to 25.",)),
            ({"min_age": 16, "max_age": 25}, "Age", ("From 16 to 25.",)),
            (
                {"access": ["step_free"], "access_no": ["toilet", "parking"]},
                "Getting in",
                ("Step-free.", "Not there: Accessible toilet; Parking."),
            ),
            ({}, "Languages", None),
            ({"languages": {Language.PL, Language.EN}}, "Languages", ("English, Polish",)),
            ({}, "Places", None),
            ({}, "Replies", ("They’ll answer you first.", "It says it replies within a day.")),
            ({"answering": "at_once"}, "Replies", ("The place is yours at once.",)),
            (
                {"answering": "at_once", "checks": Checks.BASIC},
                "Replies",
                ("They’ll answer you first.", "It says it replies within a day."),
            ),
        ],
    )
    def test_are_said_or_left_out(self, facts, label, said):
        assert lines(page(**facts), label) == said

    def test_of_places_are_those_of_the_next_three_dates(self):
        dates = [date_of(places=3, taken=taken) for taken in (0, 2, 3, 1)]

        assert lines(page(*dates), "Places") == (
            "3 places left on 1 December.",
            "1 place left on 1 December.",
            "Full on 1 December. You can wait for a place.",
        )

    def test_of_places_at_any_time_name_no_date(self):
        assert lines(page(date_of(None, places=2, taken=1)), "Places") == ("1 place left.",)


class TestButton:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (Kind.ONE_OFF, "Say you’ll come"),
            (Kind.CO_DESIGN, "Have your say"),
            (Kind.STANDBY_EMERGENCY, "Go on the list"),
            (Kind.TRUSTEE_OR_COMMITTEE, "Ask about the seat"),
        ],
    )
    def test_says_what_one_does_with_such_a_thing(self, kind, words):
        assert page(date_of(), kind=kind).jump == words

    @pytest.mark.parametrize(
        ("dates", "words"),
        [
            ([(1, 1)], "Wait for a place"),
            ([(1, 1), (1, 0)], "Say you’ll come"),
            ([(1, 1), (None, 5)], "Say you’ll come"),
            ([], "Wait for a place"),
        ],
    )
    def test_offers_to_wait_where_every_date_is_full(self, dates, words):
        assert page(*(date_of(places=places, taken=taken) for places, taken in dates)).jump == words

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            ({"answering": "at_once"}, "Takes a minute. The place is yours at once. You can change your mind."),
            ({}, "Takes a minute. Larder answers first; it says it replies within a day. You can change your mind."),
        ],
    )
    def test_promises_what_comes_of_it(self, facts, words):
        assert page(**facts).promise == words


class TestAfterwards:
    """What a visitor reads who has just said yes."""

    @pytest.mark.parametrize(
        ("facts", "by", "waits", "lead", "said"),
        [
            ({}, "email", False, "We have your yes.", ["Larder answers you first", "an email with a link"]),
            ({"answering": "at_once"}, "email", False, "We have your yes.", ["can see that you said yes", "an email"]),
            ({}, "text", True, "We have your name for the waiting list.", ["can see that you said yes", "a text with"]),
            ({}, "letter", False, "We have your yes.", ["answers you first", "post you a code"]),
            ({}, "", False, "We have your yes.", ["answers you first"]),
            ({}, "pigeon", False, "We have your yes.", ["answers you first"]),
        ],
    )
    def test_says_what_comes_next(self, facts, by, waits, lead, said):
        found = own.received(thing(**facts), None, by=by, waits=waits, at=NOON)

        assert found.lead == lead
        assert len(found.lines) == len(said)
        assert all(words in line for words, line in zip(said, found.lines, strict=True))

    @pytest.mark.parametrize(("days", "said"), [(2, "A letter would come too late"), (9, "We’ll post you a code.")])
    def test_promises_a_letter_that_comes_before_the_date(self, days, said):
        found = own.received(thing(), date_of(NOON + days * DAY), by="letter", waits=False, at=NOON)

        assert said in found.lines[-1]

    def test_promises_no_text_where_none_goes_out(self, settings):
        settings.TEXT_CHANNEL = ""

        assert len(own.received(thing(), None, by="text", waits=False, at=NOON).lines) == 1


class TestFriend:
    def test_gets_the_title_whole_however_it_is_written(self):
        found = own.for_a_friend(thing(title="Tea & cake? 50% more: #1"))

        assert found.sms.startswith(
            "sms:?&body=I%20thought%20of%20you%3A%20Tea%20%26%20cake%3F%2050%25%20more%3A%20%231"
        )
        assert "subject=Tea%20%26%20cake%3F%2050%25%20more%3A%20%231&body=" in found.mail
        assert "from%3Dfriend" in found.sms

    def test_of_a_thing_with_no_latin_letter_has_an_address(self):
        assert "/opportunities/1-page/" in own.for_a_friend(thing(title="\u041a\u0443\u0445\u043d\u044f")).sms


def test_a_kind_says_what_only_it_has():
    found = page(kind=Kind.CO_DESIGN, what_can_change="Where it goes.", hear_back_by=date(2028, 2, 29))

    assert [(line.title, line.words, line.is_theirs) for line in found.more] == [
        ("What can change", "Where it goes.", True),
        ("When you hear back", "You’ll hear what came of it by 29 February 2028.", False),
    ]
