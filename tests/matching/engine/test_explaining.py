"""Reasons and cautions, with cases done by hand: nothing is said that is not true."""

from math import inf, isnan, nan

import pytest

from matching.engine import FILTERS, Caution, Reason, Wants, caution, cautions, explain, rank
from matching.engine.spec import SPEC, Detail
from tests.matching.engine.making import FROM_HOME, index_of, random_rows, random_wants, row

HERE = {"lat": 51.5, "lon": -0.1}
KM = 1.1119508
"""To a row at 51.51° north: a hundredth of a degree."""


def reasons(wants, most=3, **columns):
    index = index_of(row(**columns))
    return explain(index, rank(index, wants, ignore_filters=FILTERS), 0, wants, most)


def snags(wants, **columns):
    return cautions(index_of(row(**columns)), 0, wants)


class TestExplain:
    @pytest.mark.parametrize(
        ("wants", "columns", "reason"),
        [
            (Wants(causes=0b011), {"causes": 0b110}, Reason("cause", bits=0b010)),
            (Wants(activities=0b011), {"activities": 0b110}, Reason("activity", bits=0b010)),
            (Wants(skills=0b011), {"skills": 0b110}, Reason("skill", bits=0b010)),
            (Wants(terms=(2, 4, 6)), {"terms": (1, 2, 6)}, Reason("words", terms=(2, 6))),
            (Wants(slots=0b0111, avoid_slots=0b0100), {"slots": 0b1110}, Reason("slots", bits=0b0010)),
            (Wants(commitment=3), {"commitment": 3}, Reason("commitment", value=3.0)),
            (Wants(costs_matter=True, pays=0b011), {"costs": 0b110}, Reason("costs", bits=0b010)),
            (Wants(needs_language=True, speaks=0b011), {"languages": 0b110}, Reason("language", bits=0b010)),
            (Wants(likes_access=0b011), {"access": 0b110}, Reason("company", bits=0b010)),
            (Wants(own_organisations=(7,), own_shares=(0.5,)), {"organisations": 7}, Reason("own")),
            (Wants(own_series=(3,)), {"series": 3}, Reason("series")),
            (Wants(usual=(0.0, 0.5, 0.5, *[0.0] * 18)), {"slots": 0b1011}, Reason("usual", bits=0b0010)),
        ],
        ids=lambda value: value.feature if isinstance(value, Reason) else "",
    )
    def test_gives_what_makes_a_feature_true(self, wants, columns, reason):
        (found,) = reasons(wants, **columns)

        assert (found.feature, found.bits, found.terms) == (reason.feature, reason.bits, reason.terms)
        assert found.value == pytest.approx(reason.value, nan_ok=True)

    @pytest.mark.parametrize(
        ("wants", "columns"),
        [
            (Wants(causes=0b001), {"causes": 0b110}),
            (Wants(activities=0b001), {"activities": 0b110}),
            (Wants(skills=0b001), {"skills": 0b110}),
            (Wants(terms=(2, 4)), {"terms": (1, 3)}),
            (Wants(slots=0b001), {"slots": 0b110}),
            (Wants(avoid_slots=0b001), {"slots": 0b110}),
            (Wants(commitment=3), {"commitment": 2}),
            (Wants(), {"commitment": -1}),
            (Wants(pays=0b001), {"costs": 0b001}),  # paid, but that does not matter to them
            (Wants(speaks=0b001), {"languages": 0b001}),  # shared, but they did not ask for it
            (Wants(likes_access=0b001), {"access": 0b110}),
            (Wants(), {"days_to_start": 1.0}),  # soon and new, which is never said
            (Wants(reach_km=5.0), {}),
            (Wants(**HERE, reach_km=0.0), {}),
        ],
    )
    def test_says_nothing_that_is_not_true(self, wants, columns):
        assert reasons(wants, **columns) == ()

    def test_gives_how_near_it_is(self):
        (found,) = reasons(Wants(**HERE, reach_km=5.0), lat=51.51)

        assert found.feature == "near"
        assert found.value == pytest.approx(KM, rel=1e-6)

    def test_does_not_call_near_what_is_done_from_home_even_with_a_place(self):
        assert reasons(Wants(**HERE, reach_km=5.0), remote=True) == ()
        assert reasons(Wants(**HERE), **FROM_HOME) == ()

    def test_says_that_it_is_from_home_to_those_who_want_that_without_a_distance(self):
        (found,) = reasons(Wants(reach_km=0.0), **FROM_HOME)

        assert found.feature == "near"
        assert isnan(found.value)

    def test_puts_the_largest_first_and_stops_in_time(self):
        wants = Wants(causes=0b1, activities=0b1, skills=0b1, commitment=1, likes_access=0b1)
        columns = {"causes": 0b01, "activities": 0b1, "skills": 0b1, "commitment": 1, "access": 0b1}

        # cause 3; activity 2.5; skill and commitment 1 each, in the order of the features; company 0.75
        every = ["cause", "activity", "skill", "commitment", "company"]
        assert [one.feature for one in reasons(wants, most=9, **columns)] == every
        assert [one.feature for one in reasons(wants, **columns)] == every[:3]
        assert reasons(wants, most=0, **columns) == ()

    def test_gives_each_feature_that_has_a_detail_and_no_other(self):
        said = set()
        for seed in range(150):
            index, wants = index_of(*random_rows(seed, 8)), random_wants(seed)
            ranking = rank(index, wants, top=None, ignore_filters=FILTERS)
            said |= {one.feature for place in range(8) for one in explain(index, ranking, place, wants, most=99)}

        assert said == {one.name for one in SPEC if one.detail is not Detail.NONE}

    def test_looks_at_the_place_in_the_ranking_not_in_the_index(self):
        index, wants = index_of(row(causes=0b01), row(causes=0b11)), Wants(causes=0b11)
        ranking = rank(index, wants)

        assert [explain(index, ranking, place, wants)[0].bits for place in (0, 1)] == [0b11, 0b01]


class TestCautions:
    def test_are_none_where_nothing_gets_in_the_way(self):
        assert (
            snags(Wants(**HERE, reach_km=5.0, slots=1, needs_language=True, costs_matter=True, access=1), access=1)
            == ()
        )

    def test_say_that_it_is_full(self):
        assert [one.kind for one in snags(Wants(), places_left=0)] == ["full"]
        assert snags(Wants(), places_left=1) == snags(Wants(), places_left=-1) == ()

    def test_name_the_must_haves_that_are_missing(self):
        (found,) = snags(Wants(access=0b110, likes_access=0b1000), access=0b011)

        assert (found.kind, found.bits) == ("access", 0b100)

    @pytest.mark.parametrize(("age", "told"), [(-1, True), (17, True), (18, False)])
    def test_give_the_age_to_those_who_are_younger_or_did_not_say(self, age, told):
        assert snags(Wants(age=age), min_age=18) == ((Caution("age", value=18.0),) if told else ())

    def test_do_not_ask_the_age_where_none_is_set(self):
        assert snags(Wants(age=-1), min_age=0) == ()

    @pytest.mark.parametrize(("age", "told"), [(-1, True), (25, False), (26, True)])
    def test_give_the_last_age_to_those_who_are_older_or_did_not_say(self, age, told):
        assert snags(Wants(age=age), max_age=25) == ((Caution("max_age", value=25.0),) if told else ())

    def test_give_the_first_age_alone_to_those_who_did_not_say(self):
        assert snags(Wants(age=-1), min_age=16, max_age=25) == (Caution("age", value=16.0),)

    @pytest.mark.parametrize(("checks", "weeks", "told"), [(1, 4, 4.0), (4, -1, -1.0), (0, 4, None)])
    def test_give_the_weeks_that_a_check_takes(self, checks, weeks, told):
        found = snags(Wants(), checks=checks, checks_weeks=weeks)

        assert found == (() if told is None else (Caution("checks", value=told),))

    @pytest.mark.parametrize(
        ("needed", "spoken", "told"), [(True, 0b100, True), (True, 0b101, False), (True, 0, False), (False, 4, False)]
    )
    def test_say_that_nobody_there_is_known_to_speak_their_language(self, needed, spoken, told):
        found = snags(Wants(needs_language=needed, speaks=0b011), languages=spoken)

        assert [(one.kind, one.bits) for one in found] == ([("language", 0b100)] if told else [])

    @pytest.mark.parametrize(("matter", "there", "told"), [(True, 0b101, 0b100), (True, 0b001, 0), (False, 0b100, 0)])
    def test_name_what_it_costs_where_that_matters(self, matter, there, told):
        found = snags(Wants(costs_matter=matter, charges=0b110), costs=there)

        assert [(one.kind, one.bits) for one in found] == ([("costs", told)] if told else [])

    @pytest.mark.parametrize(
        ("slots", "avoided", "windows", "told"),
        [
            (0b0001, 0b0000, 0b0111, 0b0110),  # 1 of 3 suits
            (0b0001, 0b0000, 0b0011, 0),  # just half
            (0b0011, 0b0001, 0b0111, 0b0101),  # 1 of 3, since one is avoided
            (0b0001, 0b0000, 0b0000, 0),  # no windows to speak of
            (0b0000, 0b0110, 0b0111, 0),  # said only what does not suit
        ],
    )
    def test_name_the_other_times_where_fewer_than_half_suit(self, slots, avoided, windows, told):
        found = snags(Wants(slots=slots, avoid_slots=avoided), slots=windows)

        assert [(one.kind, one.bits) for one in found] == ([("time", told)] if told else [])

    @pytest.mark.parametrize(
        ("share", "told"), [(0.79, False), (0.81, True), (1.2, True)], ids=["near enough", "at the edge", "too far"]
    )
    def test_say_how_far_it_is_at_the_edge_of_the_reach(self, share, told):
        found = snags(Wants(**HERE, reach_km=KM / share), lat=51.51)

        assert [one.kind for one in found] == (["far"] if told else [])
        assert all(one.value == pytest.approx(KM, rel=1e-6) for one in found)

    @pytest.mark.parametrize(
        ("wants", "columns"),
        [
            (Wants(reach_km=1.0), {"lat": 58.0}),
            (Wants(**HERE, reach_km=inf), {"lat": 58.0}),
            (Wants(**HERE, reach_km=0.0), {"lat": 58.0}),
            (Wants(**HERE, reach_km=1.0), {"lat": 58.0, "remote": True}),
            (Wants(**HERE, reach_km=1.0), {"lat": nan, "lon": nan}),
        ],
    )
    def test_do_not_say_far_where_that_is_not_known_or_does_not_matter(self, wants, columns):
        assert snags(wants, **columns) == ()

    def test_come_with_the_most_serious_first(self):
        wants = Wants(
            **HERE, reach_km=1.0, access=1, age=17, needs_language=True, speaks=1, costs_matter=True, charges=1, slots=1
        )
        found = snags(wants, lat=51.51, places_left=0, min_age=18, checks=1, languages=2, costs=1, slots=0b111)

        assert [one.kind for one in found] == ["full", "access", "age", "checks", "language", "costs", "time", "far"]


class TestCaution:
    def test_is_the_first(self):
        index = index_of(row(places_left=0, min_age=18))

        assert caution(index, 0, Wants()).kind == "full"

    def test_is_none_where_there_is_none(self):
        assert caution(index_of(row()), 0, Wants()) is None
