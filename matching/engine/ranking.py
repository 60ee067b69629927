"""Ranking: every row that passes, scored by a weighted sum, best first. Most blocks stay shut, and the list is that of a whole scan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine import bounds
from matching.engine.columns import Array
from matching.engine.features import Floats, Rows, before_text, matrix, with_text
from matching.engine.index import MatchIndex
from matching.engine.masks import let_through
from matching.engine.query import Query, asked
from matching.engine.wants import Wants
from matching.engine.weights import DEFAULT, Weights

FIRST: Final = 12
"""How many blocks are opened before it is known what the last place takes; then ever twice as many."""
MOST_AT_ONCE: Final = 256


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
    """

    rows: npt.NDArray[np.intp]
    scores: npt.NDArray[np.float64]
    contributions: npt.NDArray[np.float64]


def rank(
    index: MatchIndex, wants: Wants, weights: Weights = DEFAULT, top: int | None = 20, but: Iterable[str] = ()
) -> Ranking:
    """Return the `top` rows for one person (None: all), the highest score first and, among equals, the lowest id.

    `but` names filters that are left out, as "places" for those who might wait. Raises ValueError for wants that cannot be.
    """
    query = asked(index, wants, but)
    rows, scores = whole_scan(index, query, weights, top) if top is None else best(index, query, weights, top)
    return Ranking(rows, scores, matrix(Rows(index, rows, query)) * weights.array)


def whole_scan(index: MatchIndex, query: Query, weights: Weights, top: int | None) -> tuple[Array, Floats]:
    """Return the best rows and their scores by looking at all."""
    rows = let_through(index, query, np.arange(len(index)))
    seen = Rows(index, rows, query)
    scores = with_text(seen, before_text(seen, weights), weights)
    order = _best(scores, index.ids[rows], top)
    return rows[order], scores[order]


def best(index: MatchIndex, query: Query, weights: Weights, top: int) -> tuple[Array, Floats]:
    """Return the same, block by block from the most promising on, until no other can hold anything better."""
    rows, scores = np.zeros(0, dtype=np.intp), np.zeros(0)
    if top <= 0:
        return rows, scores
    blocks = bounds.open_to(index, query)
    most = bounds.most(index, query, weights, blocks)
    order = np.argsort(-most)
    blocks, most = blocks[order], most[order]
    at, size, least = 0, FIRST, -np.inf
    while at < len(blocks) and most[at] >= least:
        upto = min(at + size, int(np.searchsorted(-most, -least, side="right")))
        found, scored = _opened(index, query, weights, blocks[at:upto], least)
        rows, scores = np.concatenate([rows, found]), np.concatenate([scores, scored])
        kept = _best(scores, index.ids[rows], top)
        rows, scores = rows[kept], scores[kept]
        least = scores[-1] if len(scores) == top else -np.inf
        at, size = upto, min(2 * size, MOST_AT_ONCE)
    return rows, scores


def _opened(index: MatchIndex, query: Query, weights: Weights, blocks: Array, least: float) -> tuple[Array, Floats]:
    """Return the rows of some blocks that pass and can reach a score, with theirs."""
    rows = let_through(index, query, bounds.rows_of(blocks, len(index)))
    scores = before_text(Rows(index, rows, query), weights)
    if query.vector is None:
        return rows, scores
    able = scores + max(weights.text, 0.0) >= least
    rows, scores = rows[able], scores[able]
    return rows, with_text(Rows(index, rows, query), scores, weights)


def _best(scores: npt.NDArray[np.float64], ids: npt.NDArray[Any], top: int | None) -> npt.NDArray[np.intp]:
    """Return the places of the best, in order. Only what reaches the last score that counts is sorted: all its equals do."""
    places = np.arange(len(scores))
    if top is not None and 0 < top < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, -top)[-top])
    return places[np.lexsort((ids[places], -scores[places]))][:top]
