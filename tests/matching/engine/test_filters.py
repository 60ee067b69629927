"""The hard filters one by one, with cases done by hand."""

from dataclasses import replace
from math import inf, nan

import numpy as np
import pytest

from matching.engine import FILTERS, Wants, passing, why_not
from tests.matching.engine.making import FROM_HOME, index_of, row

HERE = {"lat": 51.5, "lon": -0.1}
ANYTHING = Wants()
NOT_PLACED = {"lat": nan, "lon": nan}


def passes(name, wants, **columns):
    return name not in why_not(index_of(row(**columns)), 0, wants)


class TestMasks:
    def test_come_in_this_order(self):
        named = ("open", "places", "age", "reach", "time", "checks", "access", "takes", "exclusions")

        assert tuple(FILTERS) == named

    @pytest.mark.parametrize("name", list(FILTERS))
    def test_all_let_the_plainest_row_through_for_somebody_who_said_nothing(self, name):
        assert passes(name, ANYTHING)


class TestOpen:
    def test_is_the_column(self):
        assert passes("open", ANYTHING, open=True)
        assert not passes("open", ANYTHING, open=False)


class TestPlaces:
    @pytest.mark.parametrize(("left", "passed"), [(-1, True), (1, True), (0, False)])
    def test_shuts_out_only_what_is_full(self, left, passed):
        assert passes("places", ANYTHING, places_left=left) is passed


class TestAge:
    @pytest.mark.parametrize(
        ("age", "min_age", "passed"),
        [(-1, 18, True), (17, 18, False), (18, 18, True), (0, 0, True), (0, 1, False), (100, 18, True)],
    )
    def test_shuts_out_those_known_to_be_too_young(self, age, min_age, passed):
        assert passes("age", Wants(age=age), min_age=min_age) is passed

    @pytest.mark.parametrize(
        ("age", "max_age", "passed"), [(-1, 25, True), (25, 25, True), (26, 25, False), (99, 999, True), (17, 17, True)]
    )
    def test_shuts_out_those_known_to_be_too_old(self, age, max_age, passed):
        assert passes("age", Wants(age=age), max_age=max_age) is passed


class TestReach:
    """The row is a hundredth of a degree further north: 1.1119508 km."""

    @pytest.mark.parametrize(("reach", "passed"), [(1.11, False), (1.112, True), (inf, True)])
    def test_goes_by_the_distance(self, reach, passed):
        assert passes("reach", Wants(**HERE, reach_km=reach), lat=51.51) is passed

    def test_always_lets_through_what_is_done_from_home(self):
        for reach in (0.0, 1.0, inf):
            assert passes("reach", Wants(**HERE, reach_km=reach), **FROM_HOME)

    def test_lets_only_that_through_for_those_who_stay_at_home_wherever_they_live(self):
        assert not passes("reach", Wants(**HERE, reach_km=0.0))
        assert not passes("reach", Wants(reach_km=0.0))
        assert passes("reach", Wants(reach_km=0.0), remote=True)

    def test_lets_everything_else_through_while_nobody_knows_where_they_live(self):
        assert passes("reach", Wants(reach_km=1.0), lat=58.0)

    def test_shuts_out_a_place_that_nobody_knows_where_the_reach_is_limited(self):
        assert not passes("reach", Wants(**HERE, reach_km=5.0), **NOT_PLACED)
        assert passes("reach", Wants(**HERE), **NOT_PLACED)


class TestTime:
    @pytest.mark.parametrize(
        ("slots", "avoided", "windows", "passed"),
        [
            (0b0011, 0b0000, 0b0110, True),
            (0b0011, 0b0000, 0b1100, False),
            (0b0011, 0b0010, 0b0110, False),  # the only shared window is one they would rather not
            (0b0011, 0b0010, 0b0111, True),
            (0b0000, 0b0010, 0b0010, False),
            (0b0000, 0b0010, 0b0110, True),
            (0b0000, 0b0000, 0b0000, True),
            (0b0001, 0b0000, 0b0000, False),
            (0b0000, 0b0001, 0b0000, False),
        ],
    )
    def test_needs_a_window_that_suits_once_anything_was_said_about_time(self, slots, avoided, windows, passed):
        assert passes("time", Wants(slots=slots, avoid_slots=avoided), slots=windows) is passed


class TestChecks:
    @pytest.mark.parametrize(
        ("checks", "weeks", "last", "passed"),
        [
            (4, 2, 14, True),
            (4, 2, 13, False),
            (1, 4, inf, True),
            (1, -1, 0, True),  # nobody knows how long it takes
            (0, 4, 0, True),  # without a check nothing has to be waited for
            (1, 32_767, 1000, False),  # × 7 does not run over
        ],
    )
    def test_needs_the_check_to_be_there_by_the_last_date(self, checks, weeks, last, passed):
        assert passes("checks", ANYTHING, checks=checks, checks_weeks=weeks, days_to_last=last) is passed

    @pytest.mark.parametrize(("checks", "passed"), [(0, True), (1, False)])
    def test_shuts_out_every_check_for_those_who_want_none(self, checks, passed):
        assert passes("checks", Wants(no_checks=True), checks=checks) is passed


class TestAccess:
    @pytest.mark.parametrize(("has_not", "passed"), [(0b000, True), (0b010, True), (0b001, False), (0b101, False)])
    def test_shuts_out_what_says_that_it_lacks_a_must_have(self, has_not, passed):
        assert passes("access", Wants(access=0b101), access_no=has_not) is passed

    def test_lets_in_what_does_not_say(self):
        assert passes("access", Wants(access=0b101), access=0, access_no=0)


class TestTakes:
    @pytest.mark.parametrize(("takes", "passed"), [(0b000, True), (0b010, True), (0b001, False), (0b111, False)])
    def test_shuts_out_what_takes_something_they_must_be_spared(self, takes, passed):
        assert passes("takes", Wants(avoid_takes=0b101), takes=takes) is passed


class TestExclusions:
    def test_shuts_out_what_they_never_want_to_see_again(self):
        assert not passes("exclusions", Wants(excluded_ids=(5, 9)), ids=9)
        assert not passes("exclusions", Wants(excluded_organisations=(7,)), organisations=7)
        assert passes("exclusions", Wants(excluded_ids=(7,), excluded_organisations=(9,)), ids=9, organisations=7)

    def test_shuts_it_out_even_where_it_is_all_they_wish_for(self):
        assert not passes("exclusions", Wants(causes=1, excluded_ids=(9,)), ids=9, causes=1)

    @pytest.mark.parametrize(
        ("wants", "passed"),
        [
            (Wants(avoid_causes=0b01), False),
            (Wants(avoid_activities=0b10), False),
            (Wants(avoid_causes=0b10, avoid_activities=0b01), True),
            (Wants(avoid_causes=0b01, activities=0b10), False),  # though a wished-for activity is there too
            (Wants(avoid_activities=0b10, causes=0b01), False),
            (Wants(avoid_causes=0b01, activities=0b01), False),
        ],
    )
    def test_shuts_out_what_they_would_rather_not_whatever_else_is_there(self, wants, passed):
        assert passes("exclusions", wants, causes=0b01, activities=0b10) is passed


class TestPassing:
    WANTS = Wants(age=15)
    INDEX = index_of(row(), row(open=False), row(min_age=16), row(min_age=16, places_left=0))

    def test_needs_every_mask(self):
        assert passing(self.INDEX, self.WANTS).tolist() == [True, False, False, False]

    def test_leaves_out_those_that_are_named(self):
        assert passing(self.INDEX, self.WANTS, ignore_filters=["age"]).tolist() == [True, False, True, False]
        assert passing(self.INDEX, self.WANTS, ignore_filters=(name for name in ("age", "places"))).tolist() == [
            1,
            0,
            1,
            1,
        ]
        assert passing(self.INDEX, self.WANTS, ignore_filters=FILTERS).all()

    def test_has_nothing_to_say_about_no_rows(self):
        found = passing(index_of(), replace(self.WANTS, **HERE, reach_km=1.0, terms=(1,), slots=1))

        assert found.shape == (0,)
        assert found.dtype == np.bool_


class TestWhyNot:
    def test_names_every_mask_in_order(self):
        index = index_of(
            row(),
            row(
                open=False,
                places_left=0,
                min_age=18,
                access_no=1,
                takes=1,
                lat=58.0,
                slots=2,
                checks=1,
                organisations=7,
            ),
        )
        wants = Wants(
            **HERE, reach_km=1.0, age=17, slots=1, no_checks=True, access=1, avoid_takes=1, excluded_organisations=(7,)
        )

        assert why_not(index, 1, wants) == tuple(FILTERS)

    def test_is_empty_for_what_passes(self):
        assert why_not(index_of(row(open=False), row()), 1, ANYTHING) == ()
