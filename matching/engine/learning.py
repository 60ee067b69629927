"""Learning from lists that people were shown and what they chose of them. Needs scikit-learn, which web processes do not load."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from matching.engine.arrays import Array, Floats
from matching.engine.spec import FEATURES, PAIR, SPEC
from matching.engine.trees import Trees, seen
from matching.engine.weights import DEFAULT, Weights

AGAINST: Final = frozenset(one.name for one in SPEC if one.weight < 0)
"""Features that may only count against an opportunity. All others may only count for it: nobody's wish is turned against them."""
WISHES: Final = frozenset(one.name for one in PAIR if not one.history)
"""Features of what somebody said: the trees never score a row lower for having more of one."""
HELD: Final = 0.5
"""How strongly the weights from before are kept: as if this many lists spoke for them, so that a few lists can move them."""
FLOOR: Final = 0.2
"""At least this share of people is taken to see any row, so that no choice counts for more than five."""
ROUNDS: Final = 600
LEAVES: Final = 20
LEAST_IN_LEAF: Final = 30
RATE: Final = 0.02


@dataclass(frozen=True)
class Lists:
    """Shown lists, one after the other.

    Attributes:
    ----------
    features : ndarray of shape (n, n_features)
    starts : ndarray of int of shape (lists + 1,)
        List i has the rows from `starts[i]` to `starts[i + 1]`.
    chosen : ndarray of int of shape (lists,)
        The row of each that was chosen, counted from the first row of all.
    worth : ndarray of shape (lists,)
        How much each choice counts: more if it ended well, and more if it stood where few people look.
    """

    features: Floats
    starts: Array
    chosen: Array
    worth: Floats

    def __post_init__(self) -> None:
        if self.features.shape[1:] != (len(FEATURES),):
            raise ValueError(f"There are {len(FEATURES)} features, not {self.features.shape[1:]}.")
        inside = (self.chosen >= self.starts[:-1]) & (self.chosen < self.starts[1:])
        if not len(self.chosen) or not inside.all():
            raise ValueError("Every list has one row that was chosen, and there is at least one list.")


def seen_at(places: Array) -> Floats:
    """Return the chance that somebody sees a place of a list, counted from 1: 1 ÷ log2(1 + place), as in nDCG, but at least FLOOR.

    The worth of a choice is divided by it, to correct for the advantage of the top places (inverse propensity; Joachims, Swaminathan and
    Schnabel 2017).
    """
    return np.asarray(np.maximum(1.0 / np.log2(1.0 + np.asarray(places, dtype=np.float64)), FLOOR))


def learn(lists: Lists, before: Weights = DEFAULT) -> Weights:
    """Return the weights that explain the choices best, with the right signs, and close to those before unless the lists say otherwise.

    A conditional logit (McFadden 1974): the chance of a row is its share of exp(score) over its list.
    """
    start, pull = before.array, HELD / lists.worth.sum()
    which = np.repeat(np.arange(len(lists.chosen)), np.diff(lists.starts))
    first, worth = lists.starts[:-1], lists.worth / lists.worth.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = lists.features @ weights
        highest = np.maximum.reduceat(scores, first)
        shares = np.exp(scores - highest[which])
        total = np.add.reduceat(shares, first)
        away = weights - start
        value = -(worth * (scores[lists.chosen] - highest - np.log(total))).sum() + pull * (away @ away)
        expected = lists.features.T @ (shares * (worth / total)[which])
        slope = expected - lists.features[lists.chosen].T @ worth + 2 * pull * away
        return float(value), slope

    limits = [(None, 0.0) if name in AGAINST else (0.0, None) for name in FEATURES]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": 1000})
    return Weights(*(float(weight) for weight in found.x))


def boost(lists: Lists, weights: Weights) -> Trees:
    """Return trees that reorder what the weights put near the top. They are trained on the same lists, on each row chosen or not.

    They have the same limits: they never fall with what somebody wished for, and never rise with the price.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - heavy, and only here

    scores = lists.features @ weights.array
    parts = [seen(lists.features[a:b], scores[a:b]) for a, b in zip(lists.starts[:-1], lists.starts[1:], strict=True)]
    chosen = np.zeros(len(lists.features), dtype=np.int8)
    chosen[lists.chosen] = 1
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_IN_LEAF,
        l2_regularization=5.0,
        monotonic_cst=_limits(),
        early_stopping=False,
        random_state=0,
    )
    model.fit(np.concatenate(parts), chosen, sample_weight=np.repeat(lists.worth, np.diff(lists.starts)))
    return _as_arrays([predictors[0].nodes for predictors in model._predictors])


def _limits() -> list[int]:
    """Return the allowed direction for each column of `trees.seen`: 1 up, -1 down, 0 either."""
    own = [1 if name in WISHES else -1 if name in AGAINST else 0 for name in FEATURES]
    return [*own, 1] * 2


def _as_arrays(trees: list[Array]) -> Trees:
    """Return scikit-learn's trees as arrays; both branches of a leaf lead to itself."""
    nodes = max(len(tree) for tree in trees)
    shape = (len(trees), nodes)
    feature, left, right = (np.zeros(shape, dtype=np.int32) for _each in range(3))
    threshold, value = np.full(shape, np.inf), np.zeros(shape)
    left[:], right[:] = np.arange(nodes), np.arange(nodes)
    for place, tree in enumerate(trees):
        inner = np.flatnonzero(tree["is_leaf"] == 0)
        feature[place, inner] = tree["feature_idx"][inner]
        threshold[place, inner] = tree["num_threshold"][inner]
        left[place, inner], right[place, inner] = tree["left"][inner], tree["right"][inner]
        value[place, : len(tree)] = tree["value"]
    return Trees(feature, threshold, left, right, value, int(max(tree["depth"].max() for tree in trees)))
