"""Ranking: the rows that pass the filters, by a weighted sum, best first. Few rows are read, and the list is that of a whole scan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import Array, Floats
from matching.engine.bounds import upper_bounds
from matching.engine.features import Rows, matrix, scored
from matching.engine.filters import passing_rows
from matching.engine.index import MatchIndex
from matching.engine.query import Query, build_query
from matching.engine.wants import Wants
from matching.engine.weights import DEFAULT, Weights

FIRST: Final = 200
"""How many rows are read before the score of the last place is known."""
FEW: Final = 8192
"""An index with no more rows than this is faster read whole."""


@dataclass(frozen=True)
class Ranking:
    """The best rows, best first.

    Attributes:
    ----------
    rows : ndarray of shape (k,)
        Rows of the index.
    scores : ndarray of shape (k,)
        The sum of a row's contributions.
    features : ndarray of shape (k, n_features)
        The features of each, between 0 and 1.
    contributions : ndarray of shape (k, n_features)
        Weight × feature.
    """

    rows: npt.NDArray[np.intp]
    scores: npt.NDArray[np.float64]
    features: npt.NDArray[np.float64]
    contributions: npt.NDArray[np.float64]


def rank(
    index: MatchIndex,
    wants: Wants,
    weights: Weights = DEFAULT,
    top: int | None = 20,
    ignore_filters: Iterable[str] = (),
    required_bits: int = 0,
) -> Ranking:
    """Return the `top` rows for one person (None: all), the highest score first and, among equals, the lowest id.

    `ignore_filters` names filters that are not applied, as "places" for those who might wait; `required_bits` are bits of the mask that
    must be there, as `TINY`. Raises ValueError for wants that are impossible.
    """
    query = build_query(index, wants, ignore_filters, required_bits)
    rows, scores = whole_scan(index, query, weights, top) if top is None else best(index, query, weights, top)
    return _ranking(index, query, weights, rows, scores)


def among(
    index: MatchIndex, wants: Wants, rows: Array, weights: Weights = DEFAULT, ignore_filters: Iterable[str] = ()
) -> Ranking:
    """Return those of some rows that pass, best first."""
    query = build_query(index, wants, ignore_filters)
    return _ranking(index, query, weights, *_best_of(index, query, weights, rows, None))


def in_order(index: MatchIndex, wants: Wants, weights: Weights = DEFAULT) -> tuple[Array, Floats]:
    """Return all rows that pass, best first, with their scores: for a list that is read page by page."""
    return whole_scan(index, build_query(index, wants), weights, None)


def _ranking(index: MatchIndex, query: Query, weights: Weights, rows: Array, scores: Floats) -> Ranking:
    found = matrix(Rows(index, rows, query))
    return Ranking(rows, scores, found, found * weights.array)


def whole_scan(index: MatchIndex, query: Query, weights: Weights, top: int | None) -> tuple[Array, Floats]:
    """Return the best rows and their scores by reading every row."""
    return _best_of(index, query, weights, np.arange(len(index)), top)


def best(index: MatchIndex, query: Query, weights: Weights, top: int) -> tuple[Array, Floats]:
    """Return the same, but read only the most promising rows, and then those that can still reach the last score of the list."""
    if len(index) <= FEW or top <= 0:
        return whole_scan(index, query, weights, max(top, 0))
    upper = upper_bounds(index, query, weights)
    cut = upper.cut(max(FIRST, 2 * top))
    rows, scores = _best_of(index, query, weights, upper.rows(cut), top)
    least = float(scores[-1]) if len(scores) == top else -np.inf
    reaching = upper.reaching(least)
    if reaching >= cut:
        return rows, scores
    more, theirs = _best_of(index, query, weights, upper.rows(reaching, cut), top, least)
    rows, scores = np.concatenate([rows, more]), np.concatenate([scores, theirs])
    kept = _best(scores, index.ids[rows], top)
    return rows[kept], scores[kept]


def _best_of(
    index: MatchIndex, query: Query, weights: Weights, rows: Array, top: int | None, least: float = -np.inf
) -> tuple[Array, Floats]:
    """Return the best of some rows that pass, with their scores. Rows below the least score may be left out."""
    found, scores = scored(Rows(index, passing_rows(index, query, rows), query), weights, least)
    kept = _best(scores, index.ids[found.rows], top)
    return found.rows[kept], scores[kept]


def _best(scores: npt.NDArray[np.float64], ids: npt.NDArray[Any], top: int | None) -> npt.NDArray[np.intp]:
    """Return the places of the best, in order. Only what reaches the last score that counts is sorted: all its equals do."""
    places = np.arange(len(scores))
    if top is not None and 0 < top < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, -top)[-top])
    return places[np.lexsort((ids[places], -scores[places]))][:top]


def fastest() -> Callable[..., tuple[Array, Floats]]:
    """Return the fastest search of this machine: `best`, or the compiled one where numba is installed."""
    if not find_spec("numba"):
        return best
    from matching.engine import compiled  # noqa: PLC0415 - only there with numba

    return compiled.best
