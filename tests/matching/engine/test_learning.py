"""Learning: what was chosen stands out, within the limits; and trees as arrays say what scikit-learn's say."""

import numpy as np
import pytest

from matching.engine import DEFAULT, FEATURES, Weights, learning
from matching.engine.learning import Lists, boost, learn
from matching.engine.trees import seen, within_list

CAUSE, NEAR, PRICE, SOON, FRESH = (FEATURES.index(name) for name in ("cause", "near", "price", "soon", "fresh"))


def lists_where(score, *, lists=300, long=8, seed=1):
    """Return lists of random rows of which the one with the highest score was chosen."""
    rng = np.random.default_rng(seed)
    features = rng.integers(0, 9, (lists * long, len(FEATURES))) / 8
    starts = np.arange(0, lists * long + 1, long)
    chosen = starts[:-1] + np.array([np.argmax(score(features[at : at + long])) for at in starts[:-1]])
    return Lists(features, starts, chosen, np.ones(lists))


def share_found(lists, weights):
    """Return in how many lists the chosen row has the highest score."""
    scores = (lists.features @ weights.array).reshape(len(lists.chosen), -1)
    return float((scores.argmax(axis=1) + lists.starts[:-1] == lists.chosen).mean())


class TestLearn:
    def test_finds_what_people_go_by(self):
        by_nearness = lists_where(lambda rows: rows[:, NEAR] + rows[:, CAUSE] / 100)

        learnt = learn(by_nearness)

        assert share_found(by_nearness, learnt) > 0.85 > share_found(by_nearness, DEFAULT) + 0.3
        assert learnt.near > 3 * max(learnt.cause, learnt.activity, learnt.soon)

    def test_never_turns_a_wish_against_somebody_nor_a_price_for_something(self):
        perverse = lists_where(lambda rows: rows[:, PRICE] - rows[:, CAUSE])

        learnt = learn(perverse)

        assert learnt.cause == 0.0
        assert learnt.price == 0.0
        assert all(getattr(learnt, name) >= 0 for name in FEATURES if name != "price")

    def test_stays_near_what_was_where_there_is_little_to_learn_from(self):
        rng = np.random.default_rng(2)
        two = Lists(rng.integers(0, 2, (4, len(FEATURES))) * 1e-4, np.array([0, 2, 4]), np.array([1, 2]), np.ones(2))

        assert learn(two).array == pytest.approx(DEFAULT.array, abs=0.05)

    def test_counts_a_choice_that_is_worth_more_for_more(self):
        near, cause = (lists_where(lambda rows, by=by: rows[:, by], lists=60, seed=by) for by in (NEAR, CAUSE))
        both = Lists(
            np.concatenate([near.features, cause.features]),
            np.concatenate([near.starts, cause.starts[1:] + near.starts[-1]]),
            np.concatenate([near.chosen, cause.chosen + near.starts[-1]]),
            np.repeat([10.0, 1.0], 60),
        )

        assert learn(both).near > 2 * learn(both).cause

    @pytest.mark.parametrize(
        ("chosen", "starts"), [([5], [0, 2]), ([], [0]), ([0, 1], [0, 2, 4])], ids=["beyond", "none", "of another list"]
    )
    def test_refuses_lists_of_which_nothing_was_chosen(self, chosen, starts):
        n = starts[-1]
        with pytest.raises(ValueError, match="one row that was chosen"):
            Lists(np.zeros((n, len(FEATURES))), np.array(starts), np.array(chosen, dtype=int), np.ones(len(chosen)))

    def test_refuses_features_of_another_engine(self):
        with pytest.raises(ValueError, match=f"There are {len(FEATURES)} features"):
            Lists(np.zeros((2, 3)), np.array([0, 2]), np.array([0]), np.ones(1))


class TestBoost:
    @pytest.fixture(autouse=True)
    def few_rounds(self, monkeypatch):
        monkeypatch.setattr(learning, "ROUNDS", 60)
        monkeypatch.setattr(learning, "RATE", 0.1)

    LISTS = lists_where(lambda rows: np.where(rows[:, SOON] > 0.5, rows[:, FRESH], 1 - rows[:, FRESH]))

    def test_finds_what_no_sum_can(self):
        weights = learn(self.LISTS)
        trees = boost(self.LISTS, weights)
        found = []
        for start, stop in zip(self.LISTS.starts[:-1], self.LISTS.starts[1:], strict=True):
            rows = self.LISTS.features[start:stop]
            found.append(start + int(np.argmax(trees.score(seen(rows, rows @ weights.array)))))

        assert float(np.mean(np.array(found) == self.LISTS.chosen)) > share_found(self.LISTS, weights) + 0.2

    @pytest.mark.parametrize("feature", ["cause", "words", "near", "slots", "text"])
    def test_never_turns_a_wish_against_somebody(self, feature):
        column = FEATURES.index(feature)
        perverse = lists_where(lambda rows: rows[:, SOON] - rows[:, column], lists=150)
        trees = boost(perverse, DEFAULT)
        rows = perverse.features[:8].copy()
        before = trees.look(rows, rows @ DEFAULT.array)
        stood = np.argsort(-before, kind="stable").tolist().index(3)

        rows[3, column] = 1.0

        looks = trees.look(rows, rows @ DEFAULT.array)
        assert looks[3] >= before[3]
        assert int(np.sum(looks > looks[3])) <= stood

    def test_says_what_the_trees_of_the_library_say(self, monkeypatch):
        from sklearn.ensemble import HistGradientBoostingClassifier

        kept = []
        fit = HistGradientBoostingClassifier.fit
        monkeypatch.setattr(
            HistGradientBoostingClassifier, "fit", lambda self, *a, **k: kept.append(fit(self, *a, **k))
        )

        trees = boost(self.LISTS, DEFAULT)

        rows = seen(self.LISTS.features[:400], self.LISTS.features[:400] @ DEFAULT.array)
        theirs = kept[0].decision_function(rows) - kept[0]._baseline_prediction.ravel()[0]
        np.testing.assert_allclose(trees.score(rows), theirs, rtol=1e-9, atol=1e-9)


class TestWithinList:
    def test_is_how_far_from_the_middle_by_the_spread(self):
        found = within_list(np.array([[1.0, 5.0], [3.0, 5.0]]))

        assert found.tolist() == [[-1.0, 0.0], [1.0, 0.0]]

    def test_of_weights_nothing_depends_on_their_names(self):
        assert seen(np.ones((3, 2)), np.arange(3.0)).shape == (3, 6)


def test_weights_are_a_plain_thing_to_keep():
    assert Weights(**vars(DEFAULT)) == DEFAULT
