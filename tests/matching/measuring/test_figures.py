"""Figures of a ranking, with values worked out by hand."""

from math import log2

import numpy as np
import pytest

from matching.engine.evaluation import ndcg, rank_of
from tests.bench.matching.figures import difference, measures


class TestRankOf:
    @pytest.mark.parametrize(
        ("scores", "chosen", "rank"),
        [([3, 2, 1], 0, 1.0), ([3, 2, 1], 2, 3.0), ([1, 1, 1], 1, 2.0), ([2, 2, 1], 0, 1.5), ([5], 0, 1.0)],
    )
    def test_counts_ties_by_half(self, scores, chosen, rank):
        assert rank_of(np.array(scores, dtype=float), chosen) == rank


class TestNdcg:
    @pytest.mark.parametrize(
        ("rank", "gain"), [(1, 1.0), (2, 1 / log2(3)), (3, 0.5), (10, 1 / log2(11)), (10.5, 0.0), (11, 0.0)]
    )
    def test_is_what_one_thing_that_counts_is_worth_at_its_place(self, rank, gain):
        assert ndcg(np.array([rank]))[0] == pytest.approx(gain)


class TestTold:
    def test_means_over_all_over_cold_and_over_warm(self):
        found = measures(np.array([1.0, 3.0, 20.0]), np.array([True, False, False]))

        assert found == pytest.approx(
            {"ndcg10": 0.5, "recall5": 2 / 3, "mrr": (1 + 1 / 3 + 1 / 20) / 3, "cold_ndcg10": 1.0, "warm_ndcg10": 0.25}
        )


class TestDifference:
    def test_lies_within_its_interval_and_is_the_same_each_time(self):
        one, other, people = np.array([1.0] * 30), np.array([3.0] * 30), np.arange(30) % 10

        gap, low, high = difference(one, other, people)

        assert (gap, low, high) == pytest.approx((0.5, 0.5, 0.5))
        assert difference(one, other, people) == (gap, low, high)

    def test_draws_people_and_not_choices(self):
        """One person with many choices is one person: the interval is as wide as two people make it."""
        one = np.array([1.0] * 99 + [3.0])
        gap, low, high = difference(one, np.full(100, 3.0), np.array([0] * 99 + [1]))

        assert gap == pytest.approx(0.495)
        assert (low, high) == pytest.approx((0.0, 0.5))
