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
            "words": 2.0,
            "slots": 2.0,
            "near": 2.0,
            "language": 1.5,
            "skill": 1.0,
            "commitment": 1.0,
            "costs": 0.75,
            "company": 0.75,
            "own": 0.75,
            "series": 0.5,
            "usual": 0.5,
            "text": 1.5,
            "soon": 0.5,
            "fresh": 0.3,
            "popular": 0.3,
            "filling": 0.2,
            "next": 0.2,
            "replies": 0.5,
            "price": -1.0,
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


class TestCause:
    """Of three rows, one has the first cause and two the second: log 4 ÷ log 4 and log 2.5 ÷ log 4."""

    RARE, COMMON = 1.0, 0.6609640474436812

    @pytest.mark.parametrize(
        ("wished", "found"),
        [
            (0b001, [1.0, 0.0, 0.0]),
            (0b010, [1.0, 1.0, 0.0]),  # all that was wished for
            (0b011, [1.0, COMMON / (RARE + COMMON), 0.0]),
            (0b111, [1.0, COMMON / (RARE + COMMON), 0.0]),  # what nothing has takes nothing away
            (0b100, [0.0, 0.0, 0.0]),
        ],
    )
    def test_counts_the_rarer_for_more_and_two_as_enough(self, wished, found):
        index = index_of(row(causes=0b011), row(causes=0b010), row())

        assert features(index, Wants(causes=wished))[:, FEATURES.index("cause")].tolist() == pytest.approx(found)


@pytest.mark.parametrize(("name", "column"), [("activity", "activities"), ("skill", "skills")])
class TestActivitySkill:
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
    """Of four rows, one has the stem 1, two the stem 2 and four the stem 3: log 5 ÷ log 5, log 3 ÷ log 5, log 2 ÷ log 5."""

    ONE, TWO, FOUR = 1.0, 0.6826061944859854, 0.43067655807339306

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ((1,), [1, 0, 0, 0]),
            ((2,), [1, 1, 0, 0]),
            ((2, 3), [1, 1, FOUR / (TWO + FOUR), FOUR / (TWO + FOUR)]),
            ((1, 2, 3), [1, (TWO + FOUR) / (ONE + TWO + FOUR), *[FOUR / (ONE + TWO + FOUR)] * 2]),
            ((2, 3, 999_999), [1, 1, FOUR / (TWO + FOUR), FOUR / (TWO + FOUR)]),  # a word that nothing has
            ((999_999,), [0, 0, 0, 0]),
        ],
    )
    def test_counts_the_rarer_for_more(self, said, found):
        index = index_of(row(terms=(1, 2, 3)), row(terms=(2, 3)), row(terms=(3,)), row(terms=(3, 1_000_000)))

        assert features(index, Wants(terms=said))[:, FEATURES.index("words")].tolist() == pytest.approx(found)

    def test_takes_three_for_enough(self):
        index = index_of(row(terms=(1, 2, 3)), row(terms=(4, 5)))

        assert feature("words", Wants(terms=(1, 2, 3, 4, 5)), terms=(1, 2, 3)) == 1.0
        assert features(index, Wants(terms=(1, 2, 3, 4, 5)))[:, FEATURES.index("words")].tolist() == pytest.approx(
            [1.0, 2 / 3]
        )

    def test_refuses_a_word_of_another_list(self):
        with pytest.raises(ValueError, match="below 1048576"):
            features(index_of(row()), Wants(terms=(1 << 20,)))


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
    @pytest.mark.parametrize(("scale", "value"), [(KM, 1 / 2), (KM / 3, 1 / 4), (3 * KM, 3 / 4)])
    def test_is_half_at_the_scale_and_never_quite_nothing(self, scale, value):
        assert feature("near", Wants(**HERE, scale_km=scale), lat=51.51) == pytest.approx(value, abs=1e-6)
        assert feature("near", Wants(**HERE, scale_km=scale)) == 1.0

    def test_does_not_go_by_the_reach(self):
        assert feature("near", Wants(**HERE, reach_km=KM / 2, scale_km=KM), lat=51.51) == pytest.approx(0.5, abs=1e-6)

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


class TestOwn:
    WANTS = Wants(own_organisations=(3, 7), own_shares=(0.5, 0.25), own_series=(4, 5), usual=(0.5, 0.25) + (0.0,) * 19)

    @pytest.mark.parametrize(("organisation", "value"), [(3, 0.5), (7, 0.25), (4, 0.0)])
    def test_is_the_share_of_the_times_with_that_organisation(self, organisation, value):
        assert feature("own", self.WANTS, organisations=organisation) == value

    @pytest.mark.parametrize(("series", "value"), [(4, 1.0), (5, 1.0), (6, 0.0), (0, 0.0)])
    def test_series_is_whether_it_is_one_of_theirs(self, series, value):
        assert feature("series", self.WANTS, series=series) == value

    @pytest.mark.parametrize(("slots", "value"), [(0b01, 0.5), (0b11, 0.5), (0b10, 0.25), (0b100, 0.0), (0, 0.0)])
    def test_usual_is_the_largest_share_of_a_window(self, slots, value):
        assert feature("usual", self.WANTS, slots=slots) == value


class TestText:
    @pytest.mark.parametrize(
        ("there", "value"),
        [((127, 0), 1.0), ((0, 127), 0.0), ((-127, 0), 0.0), ((76, 102), (76 / 127 - 0.2) / 0.8), ((25, 125), 0.0)],
    )
    def test_is_how_alike_they_are_from_a_floor_on(self, there, value):
        assert feature("text", Wants(vector=(127, 0)), vector=there) == pytest.approx(max(0.0, value))

    def test_is_0_where_nothing_was_said_or_texts_were_not_read(self):
        assert feature("text", Wants(), vector=(127, 0)) == 0.0
        assert feature("text", Wants(vector=(127, 0))) == 0.0

    def test_refuses_a_vector_of_another_kind(self):
        with pytest.raises(ValueError, match="has 2 numbers, those of the index 3"):
            feature("text", Wants(vector=(127, 0)), vector=(127, 0, 0))


class TestWhatAnOpportunityHasOfItself:
    @pytest.mark.parametrize("name", ["popular", "filling", "replies", "price"])
    def test_is_the_column(self, name):
        assert feature(name, Wants(), **{name: 0.25}) == 0.25

    def test_next_is_whether_it_is(self):
        assert [feature("next", Wants(), next=one) for one in (True, False)] == [1.0, 0.0]


class TestAPlaceThatCannotBe:
    @pytest.mark.parametrize("place", [{"lat": 91.0, "lon": 0.0}, {"lat": inf, "lon": 0.0}, {"lat": 0.0, "lon": 200.0}])
    def test_is_refused(self, place):
        with pytest.raises(ValueError, match="There is no place at"):
            features(index_of(row()), Wants(**place))


class TestSoon:
    @pytest.mark.parametrize(("days", "value"), [(0, 1.0), (14, 0.5), (42, 0.25), (nan, 0.5), (-3, 1.0), (inf, 0.0)])
    def test_halves_in_a_fortnight_and_is_a_half_where_people_choose(self, days, value):
        assert feature("soon", Wants(), days_to_start=days) == pytest.approx(value)


class TestFresh:
    @pytest.mark.parametrize(("days", "value"), [(0, 1.0), (14, exp(-1)), (28, exp(-2)), (-1, 1.0)])
    def test_fades_by_e_in_a_fortnight(self, days, value):
        assert feature("fresh", Wants(), age_days=days) == pytest.approx(value)
