"""What somebody looks for, read from an address: each filter alone and together, and addresses with one filter less. No database."""

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.places.locate import Located, Precision
from hub.taxonomy.codes import Access, Cause, Kind, Slot
from opportunities.presenters import cards
from opportunities.presenters.asked import Asked
from opportunities.search import forms
from opportunities.search.forms import Find, wider, without

HERE = Located("SW18 2", 51.45, -0.19, Precision.SECTOR, sector="SW18 2", inside=True)
AWAY = Located("Leeds", 53.8, -1.55, Precision.PLACE, inside=False)


def find(query=""):
    found = Find(QueryDict(query))
    found.is_valid()
    return found


def near(place, query=""):
    """A form whose place was found already."""
    found = find(query)
    found.cleaned_data["near"] = place
    return found


class TestWindows:
    @pytest.mark.parametrize(
        ("query", "windows"),
        [
            ("", set()),
            ("day=1&part=2", {Slot.TUE_EVENING}),
            ("day=1", {Slot.TUE_MORNING, Slot.TUE_AFTERNOON, Slot.TUE_EVENING}),
            ("part=2", {slot for slot in Slot if slot % 3 == 2}),
            ("day=5&day=6&part=0", {Slot.SAT_MORNING, Slot.SUN_MORNING}),
            ("day=0&part=0&part=1", {Slot.MON_MORNING, Slot.MON_AFTERNOON}),
            ("day=1&day=1&part=2", {Slot.TUE_EVENING}),
        ],
    )
    def test_are_each_day_in_each_part(self, query, windows):
        assert find(query).slots == windows

    @pytest.mark.parametrize("query", ["day=7", "day=-1", "part=3", "day=mon", "part=evening&day=9", "day=", "day=1.0"])
    def test_that_do_not_exist_are_passed_over(self, query):
        assert find(query).slots == frozenset()

    def test_of_a_wrong_day_beside_a_part_leave_the_part(self):
        assert find("day=9&part=0").slots == {slot for slot in Slot if slot % 3 == 0}


@pytest.mark.parametrize(
    ("name", "known", "kept"),
    [
        ("day", "1", lambda found: found.asked["day"] == ["1"]),
        ("access", "step_free", lambda found: found.facts == {Access.STEP_FREE}),
        ("cause", "green", lambda found: found.asked["cause"] == ["green"]),
        ("kind", "one_off", lambda found: found.asked["kind"] == ["one_off"]),
    ],
)
def test_one_value_that_there_is_not_leaves_the_others_of_its_filter(name, known, kept):
    found = find(f"{name}=no-such-thing&{name}={known}")

    assert not found.errors
    assert kept(found)


class TestDistance:
    @pytest.mark.parametrize(
        ("place", "within", "miles"),
        [
            (None, "", None),
            (None, "2", None),
            (HERE, "", 3.0),
            (HERE, "0.5", 0.5),
            (HERE, "10", 10.0),
            (HERE, "any", None),
            (AWAY, "", None),
            (AWAY, "5", 5.0),
            (AWAY, "any", None),
            (HERE, "7", 3.0),
            (HERE, "-1", 3.0),
            (HERE, "inf", 3.0),
            (HERE, "nan", 3.0),
        ],
    )
    def test_is_from_a_place_and_one_of_those_offered(self, place, within, miles):
        assert near(place, f"within={within}").miles == miles

    def test_is_no_filter_without_a_place(self):
        assert find("within=2").in_use == []
        assert near(HERE, "within=2").in_use == [("within", "2", "Within 2 miles")]


class TestOtherFilters:
    def test_take_what_they_know_and_leave_the_rest_out(self):
        found = find("access=step_free&access=costs&access=wings&cause=green&kind=join_in&words=+tea++time+")

        assert found.asked["access"] == ["step_free", "costs"]
        assert (found.asked["cause"], found.asked["kind"], found.asked["words"]) == (["green"], ["join_in"], "tea time")

    def test_of_access_are_facts_and_conditions_apart(self):
        found = find("access=step_free&access=costs&access=no_check")

        assert found.facts == {Access.STEP_FREE}
        assert len(found.extra) == 2

    def test_are_all_named_with_their_words(self):
        query = "words=tea&day=1&part=2&access=costs&cause=green&kind=join_in&page=3&sort=soonest"

        assert find(query).in_use == [
            ("words", "tea", "tea"),
            ("day", "1", "Tuesday"),
            ("part", "2", "Evenings"),
            ("access", "costs", "Costs paid"),
            ("cause", "green", "Green spaces and nature"),
            ("kind", "join_in", "Come along and join in"),
        ]

    @pytest.mark.parametrize("words", ["x" * 81, "\x00", " "])
    def test_of_words_too_long_or_of_nothing_are_none(self, words):
        query = QueryDict(mutable=True)
        query["words"] = words

        assert find(query.urlencode()).in_use == []

    @pytest.mark.parametrize("sort", ["price", "SOONEST", "-pk"])
    def test_know_no_other_order(self, sort):
        assert "sort" not in find(f"sort={sort}").asked

    def test_are_none_on_an_address_without_any(self):
        found = find("")

        assert (found.in_use, found.facts, found.extra, found.miles) == ([], frozenset(), [], None)

    def test_are_handed_to_the_cards_as_they_were_asked(self):
        query = "day=1&part=2&access=step_free&access=costs&cause=green&kind=join_in&words=tea"
        asked = Asked.by(find(query), words=(("tea",),))

        assert asked == Asked(
            slots=frozenset({Slot.TUE_EVENING}),
            access=frozenset({Access.STEP_FREE}),
            causes=frozenset({Cause.GREEN}),
            kinds=frozenset({Kind.JOIN_IN}),
            extra=frozenset({"step_free", "costs"}),
            words=(("tea",),),
        )


VALUES = st.dictionaries(
    st.sampled_from(["near", "day", "part", "access", "cause", "within", "page"]),
    st.lists(st.sampled_from(["1", "2", "SW18 2", "a&b=c", "\u00e9 #?", ""]), min_size=1, max_size=3),
    max_size=4,
)


def query_of(values):
    found = QueryDict(mutable=True)
    for name, several in values.items():
        found.setlist(name, several)
    return found


class TestAddresses:
    @settings(max_examples=60, deadline=None)
    @given(VALUES)
    def test_of_a_wider_list_change_the_distance_and_go_back_to_its_beginning(self, values):
        found = QueryDict(wider(query_of(values)))

        assert found["within"] == "any"
        assert "page" not in found
        assert {n: found.getlist(n) for n in values if n not in ("within", "page")} == {
            n: several for n, several in values.items() if n not in ("within", "page")
        }

    @settings(max_examples=60, deadline=None)
    @given(VALUES, st.sampled_from(["day", "cause", "near"]), st.sampled_from(["1", "a&b=c", "none"]))
    def test_without_one_value_keep_all_others(self, values, name, value):
        before = query_of(values)

        found = QueryDict(without(before, name, value))

        assert value not in found.getlist(name)
        assert "page" not in found
        assert before == query_of(values)
        for other, several in values.items():
            if other not in (name, "page"):
                assert found.getlist(other) == several

    def test_of_chips_take_off_one_filter_each(self):
        query = QueryDict("near=SW18+2&day=1&day=2&cause=green&page=4")

        chips = cards.filter_chips(find(query.urlencode()), query).items

        assert [(chip.label, chip.url.split("?")[1]) for chip in chips] == [
            ("Tuesday", "near=SW18+2&day=2&cause=green"),
            ("Wednesday", "near=SW18+2&day=1&cause=green"),
            ("Green spaces and nature", "near=SW18+2&day=1&day=2"),
        ]

    def test_of_shortcuts_are_understood_by_the_form(self):
        for chip in cards.shortcuts().items:
            found = find(chip.url.split("?")[1])

            assert found.is_valid(), chip
            assert found.in_use, chip

    def test_of_the_lit_week_lead_to_their_window(self):
        cells = cards.terrace({Slot.SUN_EVENING: 2, Slot.MON_MORNING: 1}).cells

        assert [find(cell.url.split("?")[1]).slots for cell in cells] == [{Slot.MON_MORNING}, {Slot.SUN_EVENING}]
        assert [cell.label for cell in cells] == ["Monday morning: 1 thing on", "Sunday evening: 2 things on"]

    def test_of_parts_of_the_area_carry_their_name_whole(self):
        (chip,) = cards.ward_chips([("E05", "St Mary’s & Park")]).items

        assert QueryDict(chip.url.split("?")[1])["near"] == "St Mary’s & Park"


class TestNothingFound:
    @pytest.mark.parametrize(
        ("facts", "title", "url"),
        [
            ({"filtered": False}, "Nothing is on just yet", ""),
            ({"filtered": True}, "Nothing like that yet", "/opportunities/"),
            ({"filtered": True, "words": "gas bill"}, "Nothing like that yet", "/search/?q=gas+bill"),
            ({"filtered": True, "wider_url": "?within=any"}, "Nothing this near yet", "?within=any"),
        ],
    )
    def test_says_what_to_do_next(self, facts, title, url):
        found = cards.nothing_found(**facts)

        assert (found.title, found.url) == (title, url)


def test_each_distance_offered_is_a_number_of_miles_or_none():
    offered = [value for value, _words in forms.WITHIN]

    assert offered[0] == ""
    assert offered[-1] == forms.ANYWHERE
    assert [float(value) for value in offered[1:-1]] == sorted(float(value) for value in offered[1:-1])
