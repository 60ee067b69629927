"""Small rules of the engine, each beside its plain meaning: masks of rows, short lists, prices, and lines through the earth."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Wants, columns, distance, masks, mixing, pricing
from matching.engine.spec import HALF, LAYOUT
from tests.matching.engine.making import columns_of, row

MASKS = st.integers(0, masks.ALL)
FEW_BITS = st.sets(st.integers(0, 2 * HALF - 1), max_size=6).map(lambda found: sum(1 << bit for bit in found))


def bit(name):
    return LAYOUT[name].mask


def mask_of(**facts):
    """The mask of one row, both halves together."""
    low, high = masks.built(columns.converted(columns_of(row(**facts))))
    return int(low[0]) | int(high[0]) << HALF


class Rows:
    """Rows of which only the masks are known."""

    def __init__(self, *found):
        self.mask_a, self.mask_b = (
            np.array(half, dtype=np.int64) for half in zip(*map(masks.split, found), strict=True)
        )

    def __len__(self):
        return len(self.mask_a)


class TestBits:
    @settings(max_examples=40, deadline=None)
    @given(st.sets(st.integers(0, 2 * HALF - 1)))
    def test_are_those_that_were_set(self, chosen):
        assert masks.bits(sum(1 << bit for bit in chosen)) == sorted(chosen)

    @settings(max_examples=40, deadline=None)
    @given(MASKS)
    def test_stand_in_two_halves_that_each_fit_a_column(self, mask):
        low, high = masks.split(mask)

        assert low | high << HALF == mask
        assert 0 <= low < 2**63
        assert 0 <= high < 2**63

    @settings(max_examples=40, deadline=None)
    @given(st.lists(FEW_BITS, max_size=5))
    def test_of_several_masks_are_those_of_any(self, several):
        assert set(masks.bits(masks.union(several))) == {bit for mask in several for bit in masks.bits(mask)}

    @settings(max_examples=60, deadline=None)
    @given(st.lists(MASKS, min_size=1, max_size=5), FEW_BITS)
    def test_of_rows_are_asked_for_all_or_any_at_once(self, found, asked):
        rows = Rows(*found)

        assert list(masks.has_all(rows, asked)) == [mask & asked == asked for mask in found]
        assert list(masks.has_any(rows, asked)) == [mask & asked != 0 for mask in found]

    def test_of_each_fact_are_its_own(self):
        every = [bits.mask for bits in LAYOUT.values()]

        assert masks.union(every).bit_count() == sum(mask.bit_count() for mask in every)
        assert all(masks.split(mask).count(0) == 1 for mask in every)


class TestMaskOfARow:
    @pytest.mark.parametrize(
        ("facts", "has", "has_not"),
        [
            ({}, ["open", "room", "no_check", "check_in_time"], ["remote", "tiny", "join_in", "other_language"]),
            ({"open": False}, [], ["open"]),
            ({"places_left": 0}, [], ["room"]),
            ({"places_left": 1}, ["room"], []),
            ({"places_left": -1}, ["room"], []),
            ({"remote": True, "tiny": True, "join_in": True}, ["remote", "tiny", "join_in"], []),
            ({"checks": 1, "checks_weeks": 2, "days_to_last": 14.0}, ["check_in_time"], ["no_check"]),
            ({"checks": 1, "checks_weeks": 2, "days_to_last": 13.0}, [], ["no_check", "check_in_time"]),
            ({"checks": 1, "checks_weeks": -1, "days_to_last": 0.0}, ["check_in_time"], ["no_check"]),
            ({"checks": 1, "checks_weeks": 5000}, ["check_in_time"], ["no_check"]),
            ({"languages": 1 << 16}, ["other_language"], []),
            ({"languages": 0xFFFF}, [], ["other_language"]),
            ({"access": 0}, ["access", "spared"], []),
            ({"access_no": 0x3FFFF}, ["spared"], ["access"]),
            ({"takes": 0x7F}, ["access"], ["spared"]),
        ],
    )
    def test_says_what_decides_whether_it_is_shown(self, facts, has, has_not):
        mask = mask_of(**facts)

        assert all(mask & bit(name) == bit(name) for name in has)
        assert not any(mask & bit(name) for name in has_not)

    @pytest.mark.parametrize(
        ("min_age", "fine"),
        [(0, {15, 16, 17, 18, 20}), (16, {16, 17, 18, 20}), (18, {18, 20}), (21, set())],
    )
    def test_says_from_which_age_on(self, min_age, fine):
        mask = mask_of(min_age=min_age)

        assert {
            age for age in (15, 16, 17, 18, 20, 21, 99) if not masks.fine_for(age) or mask & masks.fine_for(age)
        } >= fine
        assert masks.fine_for(-1) == 0

    @pytest.mark.parametrize(("age", "years"), [(0, 16), (15, 16), (16, 18), (17, 18), (18, 21), (20, 21)])
    def test_asks_each_age_for_the_bit_of_its_own_span(self, age, years):
        assert masks.fine_for(age) == masks.AGES[years]

    @pytest.mark.parametrize("age", [-1, 21, 99])
    def test_asks_nothing_of_an_age_that_is_unknown_or_fine_anywhere(self, age):
        assert masks.fine_for(age) == 0

    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, (1 << 21) - 1))
    def test_has_its_windows_as_they_are(self, slots):
        assert mask_of(slots=slots) & masks.SLOTS == slots


KINDS = st.lists(st.sampled_from([0, masks.TINY, masks.JOIN_IN, masks.TINY | masks.JOIN_IN]), max_size=12)


class TestShortList:
    @pytest.mark.parametrize(
        ("kinds", "size", "places"),
        [
            ("", 3, ()),
            ("....", 0, ()),
            ("..", 3, (0, 1)),
            (".....", 3, (0, 1, 2)),
            ("....t", 3, (0, 1, 4)),
            ("...tj", 3, (0, 3, 4)),
            ("t...j", 3, (0, 1, 4)),
            ("....b", 3, (0, 1, 4)),
            (".t.tj", 3, (0, 1, 4)),
            ("...tj", 1, (3,)),
            ("tj...", 3, (0, 1, 2)),
        ],
    )
    def test_by_hand(self, kinds, size, places):
        signs = {".": 0, "t": masks.TINY, "j": masks.JOIN_IN, "b": masks.TINY | masks.JOIN_IN}

        assert mixing.mix([signs[kind] for kind in kinds], size) == places

    @settings(max_examples=40, deadline=None)
    @given(KINDS, st.integers(0, 6))
    def test_is_full_in_order_and_has_something_of_each_kind_there_is_room_for(self, found, size):
        places = mixing.mix(found, size)

        assert len(places) == min(size, len(found))
        assert list(places) == sorted(set(places))
        if size >= 2:
            for kind in (masks.TINY, masks.JOIN_IN):
                assert any(found[place] & kind for place in places) or not any(mask & kind for mask in found)
        assert size < 3 or not found or 0 in places


class TestPrices:
    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 500), st.integers(-1, 100)), min_size=1, max_size=8))
    def test_stay_between_nothing_and_one_and_move_a_little_each_night(self, things):
        before, shown, places = (np.array(column, dtype=float) for column in zip(*things, strict=True))

        after = pricing.prices(before, shown, places)

        assert ((after >= 0) & (after <= 1)).all()
        assert (np.abs(after - before) <= pricing.STEP + 1e-9).all()

    def test_stay_when_nothing_was_shown(self):
        before = np.array([0.2, 0.7])

        assert list(pricing.prices(before, np.zeros(2), np.array([1.0, 5.0]))) == [0.2, 0.7]

    def test_rise_for_what_is_shown_most_and_fall_for_the_rest(self):
        after = pricing.prices(np.array([0.5, 0.5]), np.array([90.0, 10.0]), np.array([5.0, 5.0]))

        assert after[0] > 0.5 > after[1]

    @pytest.mark.parametrize(
        ("before", "shown", "places"), [([0.5], [1, 2], [3]), ([0.5, 0.5], [1], [3, 3]), ([0.5], [-1], [3])]
    )
    def test_of_what_does_not_go_together_are_refused(self, before, shown, places):
        with pytest.raises(ValueError, match="for each"):
            pricing.prices(*(np.array(one, dtype=float) for one in (before, shown, places)))


class TestThroughTheEarth:
    @settings(max_examples=40, deadline=None)
    @given(st.floats(0, 20_000))
    def test_a_line_and_the_way_over_the_surface_tell_the_same(self, km):
        chord = distance.chord_of(km)

        assert 0 <= chord <= km + 1e-9
        assert distance.great_circle(chord) == pytest.approx(km, rel=1e-6, abs=1e-6)

    @pytest.mark.parametrize("km", [math.pi * distance.EARTH_KM, 30_000.0, math.inf])
    def test_no_line_is_longer_than_the_earth_is_thick(self, km):
        assert distance.chord_of(km) == pytest.approx(2 * distance.EARTH_KM)

    def test_a_place_that_is_not_known_is_no_distance_away(self):
        there = np.array([[51.5, -0.1], [math.nan, math.nan], [51.5, math.nan]])

        found = distance.distance_km(np.array([51.5, -0.1]), there)

        assert found[0] == pytest.approx(0, abs=1e-9)
        assert np.isnan(found[1:]).all()


class TestWants:
    @pytest.mark.parametrize(
        "wrong", [{"scale_km": 0.0}, {"scale_km": -1.0}, {"scale_km": math.nan}, {"scale_km": math.inf}]
    )
    def test_need_a_scale(self, wrong):
        with pytest.raises(ValueError, match="above 0"):
            Wants(**wrong)

    def test_need_a_share_for_each_of_their_groups(self):
        with pytest.raises(ValueError, match="own_shares"):
            Wants(own_organisations=(1, 2), own_shares=(0.5,))

    @pytest.mark.parametrize(
        ("said", "placed", "home"),
        [
            ({}, False, False),
            ({"lat": 51.5}, False, False),
            ({"lat": 51.5, "lon": -0.1}, True, False),
            ({"lat": 0.0, "lon": 0.0}, True, False),
            ({"reach_km": 0.0}, False, True),
            ({"reach_km": 1e-9}, False, False),
        ],
    )
    def test_say_where_from_and_whether_from_home_alone(self, said, placed, home):
        found = Wants(**said)

        assert (found.is_placed, found.from_home_only) == (placed, home)
