"""Each feature, with values worked out by hand."""

from dataclasses import asdict, fields
from math import exp, inf, nan

import numpy as np
import pytest

from matching.engine import DEFAULT, FEATURES, Wants, Weights
from matching.engine.features import features
from tests.matching.engine.making import FROM_HOME, index_of, random_rows, random_wants, row

HERE = {"lat": 51.5, "lon": -0.1}
KM = 1.1119508
"""To a row at 51.51° north: a hundredth of a degree."""


def feature(name, wants, **columns):
    return features(index_of(row(**columns)), wants)[0, FEATURES.index(name)]


class TestWeights:
    def test_are_those_set_by_hand(self):
        assert asdict(DEFAULT) == {
            "cause": 3.0,
            "activity": 2.5,
            "words": 2.5,
            "slots": 2.0,
            "near": 2.0,
            "language": 1.5,
            "skill": 1.0,
            "commitment": 1.0,
            "costs": 0.75,
            "company": 0.75,
            "soon": 0.5,
            "fresh": 0.3,
        }

    def test_go_with_the_features_one_to_one(self):
        assert tuple(field.name for field in fields(Weights)) == FEATURES
        assert Weights(cause=9.0).array.tolist() == [9.0, *DEFAULT.array[1:]]


class TestFeatures:
    @pytest.mark.parametrize("seed", range(20))
    def test_lie_between_0_and_1(self, seed):
        found = features(index_of(*random_rows(seed, 20)), random_wants(seed))

        assert found.shape == (20, len(FEATURES))
        assert found.dtype == np.float64
        assert ((found >= 0) & (found <= 1)).all()

    def test_are_none_for_no_rows(self):
        assert features(index_of(), random_wants(1)).shape == (0, len(FEATURES))

    def test_are_all_0_but_for_soon_and_fresh_for_somebody_who_said_nothing(self):
        everything = row(causes=7, activities=7, skills=7, access=7, costs=7, languages=7, slots=7, terms=(1, 2))

        found = features(index_of(everything), Wants())[0]

        assert dict(zip(FEATURES, found, strict=True)) == dict.fromkeys(FEATURES, 0.0) | {"soon": 0.5, "fresh": 1.0}


@pytest.mark.parametrize(("name", "column"), [("cause", "causes"), ("activity", "activities"), ("skill", "skills")])
class TestCauseActivitySkill:
    @pytest.mark.parametrize(
        ("wished", "there", "value"),
        [
            (0b0001, 0b0111, 1.0),  # 1 ÷ min(2, 1)
            (0b0011, 0b0110, 0.5),  # 1 ÷ 2
            (0b0111, 0b0111, 1.0),  # 3 ÷ min(2, 3), at most 1
            (0b1111, 0b0001, 0.5),  # 1 ÷ min(2, 4)
            (0b0001, 0b0010, 0.0),
        ],
    )
    def test_is_the_share_of_two_wishes(self, name, column, wished, there, value):
        assert feature(name, Wants(**{column: wished}), **{column: there}) == value


class TestWords:
    @pytest.mark.parametrize(
        ("said", "there", "value"),
        [
            ((4,), (2, 4, 8), 1.0),
            ((4, 5), (2, 4, 8), 1 / 2),
            ((2, 4, 5, 6), (2, 4, 8), 2 / 3),  # 2 ÷ min(3, 4)
            ((1, 2, 3, 4, 5), (1, 2, 3, 4, 5), 1.0),
            ((4,), (), 0.0),
            ((2_147_483_647,), (2_147_483_647,), 1.0),
        ],
    )
    def test_is_the_share_of_three_words(self, said, there, value):
        assert feature("words", Wants(terms=said), terms=there) == pytest.approx(value)

    def test_counts_each_row_by_its_own_words(self):
        index = index_of(row(terms=(1, 2)), row(), row(terms=(2,)), row(terms=(9,)))

        found = features(index, Wants(terms=(1, 2)))[:, FEATURES.index("words")]

        assert found.tolist() == [1.0, 0.0, 0.5, 0.0]


class TestSlots:
    @pytest.mark.parametrize(
        ("slots", "avoided", "windows", "value"),
        [
            (0b0111, 0b0000, 0b0011, 1.0),
            (0b0011, 0b0000, 0b1110, 1 / 3),
            (0b0011, 0b0001, 0b0011, 1 / 2),
            (0b0011, 0b0000, 0b0000, 0.0),
            (0b0000, 0b0001, 0b0110, 0.0),  # said what does not suit, never what does
        ],
    )
    def test_is_the_share_of_its_windows_that_suit(self, slots, avoided, windows, value):
        assert feature("slots", Wants(slots=slots, avoid_slots=avoided), slots=windows) == pytest.approx(value)


class TestNear:
    def test_falls_evenly_to_the_edge_of_the_reach(self):
        assert feature("near", Wants(**HERE, reach_km=2 * KM), lat=51.51) == pytest.approx(0.5, abs=1e-6)
        assert feature("near", Wants(**HERE, reach_km=2 * KM)) == 1.0
        assert feature("near", Wants(**HERE, reach_km=KM / 2), lat=51.51) == 0.0

    def test_fades_by_e_over_five_kilometres_where_no_reach_was_given(self):
        assert feature("near", Wants(**HERE), lat=51.51) == pytest.approx(exp(-KM / 5), rel=1e-6)

    def test_is_0_where_either_place_is_unknown(self):
        assert feature("near", Wants(reach_km=5.0)) == 0.0
        assert feature("near", Wants(**HERE), **FROM_HOME) == 0.0

    def test_is_1_from_home_for_those_who_only_do_things_from_home(self):
        assert feature("near", Wants(**HERE, reach_km=0.0), **FROM_HOME) == 1.0
        assert feature("near", Wants(**HERE, reach_km=0.0)) == 0.0


class TestLanguage:
    @pytest.mark.parametrize(
        ("needed", "spoken", "value"), [(True, 0b110, 1.0), (True, 0b100, 0.0), (True, 0, 0.0), (False, 0b110, 0.0)]
    )
    def test_counts_a_shared_one_where_it_is_needed(self, needed, spoken, value):
        assert feature("language", Wants(needs_language=needed, speaks=0b011), languages=spoken) == value


class TestCommitment:
    @pytest.mark.parametrize(("wished", "there", "value"), [(2, 2, 1.0), (2, 3, 0.0), (-1, -1, 0.0), (0, 0, 1.0)])
    def test_is_the_same_or_not(self, wished, there, value):
        assert feature("commitment", Wants(commitment=wished), commitment=there) == value


class TestCosts:
    @pytest.mark.parametrize(("matter", "there", "value"), [(True, 0b10, 1.0), (True, 0b01, 0.0), (False, 0b10, 0.0)])
    def test_counts_that_they_are_paid_where_that_matters(self, matter, there, value):
        assert feature("costs", Wants(costs_matter=matter, pays=0b110), costs=there) == value


class TestCompany:
    @pytest.mark.parametrize(("there", "value"), [(0b111, 1.0), (0b001, 1 / 3), (0b1000, 0.0)])
    def test_is_the_share_of_what_they_would_be_glad_of(self, there, value):
        assert feature("company", Wants(likes_access=0b111), access=there) == pytest.approx(value)


class TestSoon:
    @pytest.mark.parametrize(("days", "value"), [(0, 1.0), (14, 0.5), (42, 0.25), (nan, 0.5), (-3, 1.0), (inf, 0.0)])
    def test_halves_in_a_fortnight_and_is_a_half_where_people_choose(self, days, value):
        assert feature("soon", Wants(), days_to_start=days) == pytest.approx(value)


class TestFresh:
    @pytest.mark.parametrize(("days", "value"), [(0, 1.0), (14, exp(-1)), (28, exp(-2)), (-1, 1.0)])
    def test_fades_by_e_in_a_fortnight(self, days, value):
        assert feature("fresh", Wants(), age_days=days) == pytest.approx(value)
