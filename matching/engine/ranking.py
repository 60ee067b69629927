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

    rows: npt.NDArray[np.intp]
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
    order = _best(scores, index.ids[rows], top)
    return Ranking(rows[order], scores[order], contributions[order], len(rows))


def _best(scores: npt.NDArray[np.float64], ids: npt.NDArray[Any], top: int | None) -> npt.NDArray[np.intp]:
    """Return the places of the best, in order. Only what reaches the last score that counts is sorted: all its equals do."""
    places = np.arange(len(scores))
    if top is not None and 0 < top < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, -top)[-top])
    return places[np.lexsort((ids[places], -scores[places]))][:top]
