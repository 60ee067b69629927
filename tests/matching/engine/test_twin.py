"""The engine and its slow plain twin agree over hundreds of random pairs, and the pairs are such that everything happens in them."""

from collections import Counter
from dataclasses import asdict

import numpy as np
import pytest

from matching.engine import DEFAULT, FEATURES, FILTERS, cautions, count, explain, passing, rank, why_not
from matching.engine.features import features
from tests.matching.engine import plain
from tests.matching.engine.making import index_of, random_rows, random_wants

WEIGHTS = asdict(DEFAULT)
SEEDS = range(60)
ROWS = 12


def same(one, other):
    """Whether two reasons or cautions say the same; figures up to rounding, nan like nan."""
    mine, theirs = asdict(one), asdict(other)
    value, expected = mine.pop("value"), theirs.pop("value")
    return mine == theirs and value == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


def all_same(found, expected):
    return len(found) == len(expected) and all(same(*pair) for pair in zip(found, expected, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
class TestTheTwin:
    def test_lets_the_same_rows_pass(self, seed):
        rows, wants = random_rows(seed, ROWS), random_wants(seed)
        index = index_of(*rows)

        passed = passing(index, wants)

        assert passed.tolist() == [not plain.failing(one, wants) for one in rows]

    def test_gives_the_same_why_not(self, seed):
        rows, wants = random_rows(seed, ROWS), random_wants(seed)
        index = index_of(*rows)

        found = [why_not(index, place, wants) for place in range(ROWS)]

        assert found == [plain.failing(one, wants) for one in rows]

    def test_sees_the_same_features(self, seed):
        rows, wants = random_rows(seed, ROWS), random_wants(seed)

        found = features(index_of(*rows), wants)

        others = plain.among(rows)
        expected = [[plain.features(one, wants, others)[name] for name in FEATURES] for one in rows]
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9)  # how rare a word is, is kept in 32 bits

    @pytest.mark.parametrize("ignored", [(), tuple(FILTERS)], ids=["what passes", "everything"])
    def test_ranks_the_same_rows_with_the_same_scores(self, seed, ignored):
        rows, wants = random_rows(seed, ROWS), random_wants(seed)

        ranking = rank(index_of(*rows), wants, top=None, ignore_filters=ignored)

        expected = {
            place: sum(plain.contributions(one, wants, WEIGHTS, plain.among(rows)).values())
            for place, one in enumerate(rows)
            if ignored or not plain.failing(one, wants)
        }
        found = dict(zip(ranking.rows.tolist(), ranking.scores.tolist(), strict=True))
        assert found == pytest.approx(expected)
        # The twin adds in another order, so a last digit may differ: the order is held against the scores themselves.
        assert list(found) == sorted(found, key=lambda place: (-found[place], rows[place]["ids"]))
        assert ignored or count(index_of(*rows), wants) == len(expected)

    def test_gives_the_same_reasons(self, seed):
        rows, wants = random_rows(seed, ROWS), random_wants(seed)
        index = index_of(*rows)
        ranking = rank(index, wants, top=None, ignore_filters=FILTERS)

        for place, which in enumerate(ranking.rows):
            for most in (1, 3, 99):
                found = explain(index, ranking, place, wants, most)
                assert all_same(found, plain.reasons(rows[which], wants, WEIGHTS, most, plain.among(rows)))

    def test_gives_the_same_cautions(self, seed):
        rows, wants = random_rows(seed, ROWS), random_wants(seed)
        index = index_of(*rows)

        for place, one in enumerate(rows):
            assert all_same(cautions(index, place, wants), plain.cautions(one, wants))


class TestThePairs:
    def test_have_everything_in_them_many_times(self):
        every = {seed: random_rows(seed, ROWS) for seed in SEEDS}
        pairs = [(one, random_wants(seed), plain.among(every[seed])) for seed in SEEDS for one in every[seed]]

        seen = Counter()
        for one, wants, others in pairs:
            seen.update(plain.failing(one, wants) or ["all pass"])
            seen.update(f"feature {name}" for name, value in plain.features(one, wants, others).items() if value > 0)
            seen.update(f"reason {reason.feature}" for reason in plain.reasons(one, wants, WEIGHTS, 99, others))
            seen.update(f"caution {caution.kind}" for caution in plain.cautions(one, wants))

        kinds = ("full", "access", "age", "max_age", "checks", "language", "costs", "time", "far")
        expected = ["all pass", *FILTERS, *(f"feature {name}" for name in FEATURES)]
        expected += [f"reason {name}" for name in plain.SAID] + [f"caution {kind}" for kind in kinds]
        assert len(pairs) == 720
        assert {name: seen[name] for name in expected if seen[name] < 15} == {}
