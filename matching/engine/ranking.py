"""Ranking: every row that passes, scored by a weighted sum, best first. The whole scan, so the order is exact."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.features import features
from matching.engine.index import MatchIndex
from matching.engine.masks import passing
from matching.engine.wants import Wants
from matching.engine.weights import DEFAULT, Weights


@dataclass(frozen=True)
class Ranking:
    """The best rows, best first.

    Attributes:
    ----------
    rows : ndarray of shape (k,)
        Rows of the index.
    scores : ndarray of shape (k,)
        The sum of a row's contributions.
    contributions : ndarray of shape (k, n_features)
        Weight × feature.
    eligible : int
        How many rows passed in all.
    """

    rows: npt.NDArray[Any]
    scores: npt.NDArray[np.float64]
    contributions: npt.NDArray[np.float64]
    eligible: int


def rank(
    index: MatchIndex, wants: Wants, weights: Weights = DEFAULT, top: int | None = 20, but: Iterable[str] = ()
) -> Ranking:
    """Return the `top` rows for one person (None: all), the highest score first and, among equals, the lowest id.

    `but` names masks that are left out, as "places" for those who might wait.
    """
    rows = np.flatnonzero(passing(index, wants, but=but))
    contributions = features(index.only(rows), wants) * weights.array
    scores = contributions.sum(axis=1)
    # A score is a sum of rounded figures; rounding it makes equals equal in whatever order they were added.
    order = np.lexsort((index.ids[rows], -np.round(scores, 9)))[:top]
    return Ranking(rows[order], scores[order], contributions[order], len(rows))
