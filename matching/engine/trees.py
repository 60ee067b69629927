"""A second look at the best of a list: boosted trees kept as arrays, so that whoever asks needs numpy alone."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.arrays import Array, Floats


@dataclass(frozen=True)
class Trees:
    """Trees of one size, each node by its number in its tree; a leaf leads to itself.

    Attributes:
    ----------
    feature, left, right : int32 of shape (t, nodes)
    threshold, value : float64 of shape (t, nodes)
        What is not above the threshold goes left; a leaf's value counts.
    depth : int
        How many steps lead to a leaf at most.
    """

    feature: Array
    threshold: Floats
    left: Array
    right: Array
    value: Floats
    depth: int

    def look(self, features: Floats, scores: Floats) -> Floats:
        """Return what the trees say of the rows of one list, who score so much by weights; shape (k,)."""
        return self.score(seen(features, scores))

    def score(self, features: Floats) -> Floats:
        """Return the sum of what the trees say of each row.

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
        """Features and thresholds of all nodes of all trees in one row, and where each leads: left at 2 n, right at 2 n + 1."""
        count, nodes = self.feature.shape
        base = np.arange(count)[:, None] * nodes
        children = np.stack([self.left + base, self.right + base], axis=-1).ravel()
        return self.feature.ravel(), self.threshold.ravel(), children


def within_list(features: Floats) -> Floats:
    """Return each column as it stands out in its list: less its mean, by its spread; 0 where all are alike."""
    spread = features.std(axis=0)
    return np.asarray((features - features.mean(axis=0)) / np.where(spread > 1e-9, spread, np.inf))


def seen(features: Floats, scores: Floats) -> Floats:
    """Return what the trees look at, of one list: features and scores, as they are and as they stand out in it.

    Shape (k, 2 × (n_features + 1)).
    """
    whole = np.column_stack([features, scores])
    return np.concatenate([whole, within_list(whole)], axis=1)
