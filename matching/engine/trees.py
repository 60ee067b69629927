"""Boosted trees that reorder the best rows of a list, kept as arrays: to use them needs only numpy."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import Array, Floats


@dataclass(frozen=True)
class Trees:
    """Trees of the same size. Nodes have numbers within their tree; both branches of a leaf lead to itself.

    Attributes:
    ----------
    feature, left, right : int32 of shape (t, nodes)
    threshold, value : float64 of shape (t, nodes)
        A row whose feature is not above the threshold goes left; the value of a leaf counts.
    depth : int
        The largest number of steps to a leaf.
    """

    feature: Array
    threshold: Floats
    left: Array
    right: Array
    value: Floats
    depth: int

    def look(self, features: Floats, scores: Floats) -> Floats:
        """Return the scores that the trees give to the rows of one list, from their features and linear scores; shape (k,)."""
        return self.score(seen(features, scores))

    def score(self, features: Floats) -> Floats:
        """Return the sum of all trees for each row.

        Parameters
        ----------
        features : ndarray of shape (k, f)

        Returns:
        -------
        ndarray of shape (k,)
        """
        count, nodes = self.feature.shape
        feature, threshold, children = self._side_by_side
        k, wide = features.shape
        values = np.ascontiguousarray(features).ravel()
        at = np.tile(np.arange(count) * nodes, k)
        going = np.arange(k * count)
        row = np.repeat(np.arange(k) * wide, count)
        for _step in range(self.depth):
            here = at[going]
            above = values[row[going] + feature[here]] > threshold[here]
            after = children[2 * here + above]
            at[going] = after
            going = going[after != here]  # a leaf leads to itself
        return np.asarray(self.value.ravel()[at].reshape(k, count).sum(axis=1))

    @cached_property
    def _side_by_side(self) -> tuple[Array, Floats, Array]:
        """Features and thresholds of all nodes of all trees in one array each, and the next nodes: left at 2 n, right at 2 n + 1."""
        count, nodes = self.feature.shape
        base = np.arange(count)[:, None] * nodes
        children = np.stack([self.left + base, self.right + base], axis=-1).ravel()
        return self.feature.ravel(), self.threshold.ravel(), children


def within_list(features: Floats) -> Floats:
    """Return each column standardised within its list: minus its mean, divided by its deviation; 0 where all values are equal."""
    spread = features.std(axis=0)
    return np.asarray((features - features.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf))


def seen(features: Floats, scores: Floats) -> Floats:
    """Return the input of the trees for one list: features and scores, as they are and standardised within the list.

    Shape (k, 2 × (n_features + 1)).
    """
    whole = np.column_stack([features, scores])
    return np.concatenate([whole, within_list(whole)], axis=1)
