"""The order: exact, the same every time, and untouched by what does not matter."""

from dataclasses import astuple

import numpy as np
import pytest

from matching.engine import DEFAULT, FEATURES, Wants, Weights, count, passing, rank
from tests.matching.engine.making import FROM_HOME, index_of, random_rows, random_wants, row

SEEDS = range(25)


class TestRank:
    def test_adds_up_weight_times_feature(self):
        index = index_of(row(), row(causes=0b01, activities=0b11), row(causes=0b10))

        ranking = rank(index, Wants(causes=0b01, activities=0b0110))

        # Each is soon by a half (0.25) and new (0.3); the second has the cause (3) and one activity of two (1.25).
        assert ranking.rows.tolist() == [1, 0, 2]
        assert ranking.scores.tolist() == pytest.approx([4.8, 0.55, 0.55])
        counted = dict(zip(FEATURES, ranking.contributions[0].tolist(), strict=True))
        assert {name: part for name, part in counted.items() if part} == pytest.approx(
            {"cause": 3.0, "activity": 1.25, "soon": 0.25, "fresh": 0.3}
        )

    def test_goes_by_id_among_equals(self):
        index = index_of(row(ids=30), row(ids=10), row(ids=20), row(ids=40, causes=1))

        assert index.ids[rank(index, Wants(causes=1)).rows].tolist() == [40, 10, 20, 30]
        assert index.ids[rank(index, Wants(causes=1), top=2).rows].tolist() == [40, 10]

    @pytest.mark.parametrize("n", [2, 3, 7, 8, 9, 16, 33, 70])
    def test_gives_equal_rows_equal_scores_wherever_they_stand(self, n):
        equal = row(lat=51.5123, lon=-0.1234, days_to_start=3.375, age_days=11.625, causes=1, terms=(1, 2))

        ranking = rank(index_of(*[equal] * n), Wants(lat=51.5, lon=-0.1, causes=3, terms=(1, 2, 3, 4)), top=None)

        assert len(set(ranking.scores.tolist())) == 1
        assert ranking.rows.tolist() == list(range(n))

    @pytest.mark.parametrize("seed", SEEDS)
    def test_gives_the_same_best_however_many_are_asked_for(self, seed):
        rows = [
            one | {"ids": 2000 + place} for place, one in enumerate(random_rows(seed, 30))
        ]  # twins, so that some tie
        index, wants = index_of(*random_rows(seed, 30), *rows), random_wants(seed)
        every = rank(index, wants, top=None)

        for top in (0, 1, 2, 5, len(every.rows), 1000):
            best = rank(index, wants, top=top)

            for found, expected in zip(astuple(best), astuple(every), strict=True):
                np.testing.assert_array_equal(found, expected[:top])
        assert len(every.rows) == count(index, wants) == passing(index, wants).sum()

    @pytest.mark.parametrize("seed", SEEDS)
    def test_gives_scores_that_are_the_sum_of_their_contributions(self, seed):
        ranking = rank(index_of(*random_rows(seed, 30)), random_wants(seed))

        assert ranking.contributions.shape == (len(ranking.rows), len(FEATURES))
        np.testing.assert_allclose(ranking.scores, ranking.contributions.sum(axis=1), rtol=1e-12)
        assert (np.diff(ranking.scores) <= 0).all()

    def test_lets_in_what_fails_a_mask_that_is_left_out(self):
        index = index_of(row(places_left=0), row(open=False))

        assert rank(index, Wants()).rows.tolist() == []
        assert rank(index, Wants(), ignore_filters=["places"]).rows.tolist() == [0]

    @pytest.mark.parametrize("wants", [Wants(), random_wants(1)])
    def test_of_nothing_is_nothing(self, wants):
        ranking = rank(index_of(), wants)

        assert (ranking.rows.shape, ranking.scores.shape) == ((0,), (0,))
        assert ranking.contributions.shape == (0, len(FEATURES))

    def test_of_one_row_is_that_row(self):
        ranking = rank(index_of(row(**FROM_HOME)), Wants())

        assert ranking.rows.tolist() == [0]


@pytest.mark.parametrize("seed", SEEDS)
class TestTheOrder:
    def test_stays_when_the_weights_are_doubled(self, seed):
        index, wants = index_of(*random_rows(seed, 40)), random_wants(seed)
        doubled = Weights(*(2 * weight for weight in astuple(DEFAULT)))

        once, twice = rank(index, wants, top=None), rank(index, wants, doubled, top=None)

        np.testing.assert_array_equal(twice.rows, once.rows)
        np.testing.assert_array_equal(twice.scores, 2 * once.scores)

    def test_stays_but_for_ties_when_ids_are_renamed(self, seed):
        rows, wants = random_rows(seed, 40), Wants(causes=0b11, slots=0b1111)
        renamed = [one | {"ids": 5000 - one["ids"]} for one in rows]

        before, after = rank(index_of(*rows), wants, top=None), rank(index_of(*renamed), wants, top=None)

        np.testing.assert_array_equal(after.scores, before.scores)
        alone = np.array([list(before.scores).count(score) == 1 for score in before.scores], dtype=bool)
        np.testing.assert_array_equal(after.rows[alone], before.rows[alone])

    def test_stays_when_the_map_is_turned(self, seed):
        rows, wants = random_rows(seed, 40), random_wants(seed)
        turned = [one | {"lon": one["lon"] + 7} for one in rows]
        index, there = index_of(*rows), index_of(*turned)

        before = rank(index, wants, top=None)
        after = rank(there, Wants(**{**vars(wants), "lon": wants.lon + 7}), top=None)

        assert sorted(after.rows) == sorted(before.rows)
        np.testing.assert_allclose(after.scores, before.scores, atol=1e-9)


class TestARowThatFailsAMask:
    WANTS = Wants(
        lat=51.5,
        lon=-0.1,
        reach_km=9.0,
        age=20,
        slots=0b111,
        no_checks=True,
        access=1,
        avoid_takes=1,
        excluded_organisations=(99,),
    )
    FAILING = {
        "open": {"open": False},
        "places": {"places_left": 0},
        "age": {"min_age": 21},
        "reach": {"lat": 52.5},
        "time": {"slots": 0b1000},
        "checks": {"checks": 1},
        "access": {"access_no": 1},
        "takes": {"takes": 1},
        "exclusions": {"organisations": 99},
    }

    @pytest.mark.parametrize("name", list(FAILING))
    def test_changes_nothing(self, name):
        fitting = {"slots": 0b1011, "access": 1, "access_no": 0, "checks": 0, "places_left": -1, "open": True}
        fitting |= {"min_age": 0, "max_age": 999, "takes": 0}
        rows = [one | fitting for one in random_rows(4, 30)]
        stranger = row(**{**fitting, **self.FAILING[name]}, ids=4000)

        before = rank(index_of(*rows), self.WANTS, top=None)
        after = rank(index_of(stranger, *rows), self.WANTS, top=None)

        assert len(before.rows) > 10
        np.testing.assert_array_equal(after.rows - 1, before.rows)
        np.testing.assert_array_equal(after.scores, before.scores)
        assert (
            len(rank(index_of(stranger), self.WANTS, ignore_filters=[name]).rows) == 1
        )  # it is this mask alone that it fails
