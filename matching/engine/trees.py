"""A second look at the best of a list: boosted trees kept as arrays, so that whoever asks needs numpy alone."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.engine.columns import Array

Floats = npt.NDArray[np.float64]


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
        trees = np.arange(len(self.feature))
        at = np.zeros((len(features), len(trees)), dtype=np.int32)
        rows = np.arange(len(features))[:, None]
        for _step in range(self.depth):
            below = features[rows, self.feature[trees, at]] <= self.threshold[trees, at]
            at = np.where(below, self.left[trees, at], self.right[trees, at])
        return np.asarray(self.value[trees, at].sum(axis=1))


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
