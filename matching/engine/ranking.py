"""Ranking: every row that passes, scored by a weighted sum, best first. Most blocks stay shut, and the list is that of a whole scan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine import bounds
from matching.engine.columns import Array
from matching.engine.features import Floats, Rows, before_text, matrix, text_most, with_text
from matching.engine.index import MatchIndex
from matching.engine.masks import let_through
from matching.engine.query import Query, asked
from matching.engine.wants import Wants
from matching.engine.weights import DEFAULT, Weights

FIRST: Final = 200
"""How many rows are looked at before it is known what the last place takes."""
FEW: Final = 8192
"""An index of so few rows is sooner looked at whole."""


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
        What speaks for each, between 0 and 1.
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
    but: Iterable[str] = (),
    only: int = 0,
) -> Ranking:
    """Return the `top` rows for one person (None: all), the highest score first and, among equals, the lowest id.

    `but` names filters that are left out, as "places" for those who might wait; `only` are bits of the word that must be there, as
    `words.TINY`. Raises ValueError for wants that cannot be.
    """
    query = asked(index, wants, but, only)
    rows, scores = whole_scan(index, query, weights, top) if top is None else best(index, query, weights, top)
    return _told(index, query, weights, rows, scores)


def among(index: MatchIndex, wants: Wants, rows: Array, weights: Weights = DEFAULT, but: Iterable[str] = ()) -> Ranking:
    """Return those of some rows that pass, best first."""
    query = asked(index, wants, but)
    seen, scores = before_text(Rows(index, let_through(index, query, rows), query), weights)
    scores = with_text(seen, scores, weights)
    order = _best(scores, index.ids[seen.rows], None)
    return _told(index, query, weights, seen.rows[order], scores[order])


def in_order(index: MatchIndex, wants: Wants, weights: Weights = DEFAULT) -> tuple[Array, Floats]:
    """Return all rows that pass, best first, with their scores: for a list that is gone through page by page."""
    return whole_scan(index, asked(index, wants), weights, None)


def _told(index: MatchIndex, query: Query, weights: Weights, rows: Array, scores: Floats) -> Ranking:
    found = matrix(Rows(index, rows, query))
    return Ranking(rows, scores, found, found * weights.array)


def whole_scan(index: MatchIndex, query: Query, weights: Weights, top: int | None) -> tuple[Array, Floats]:
    """Return the best rows and their scores by looking at all."""
    rows = let_through(index, query, np.arange(len(index)))
    seen, scores = before_text(Rows(index, rows, query), weights)
    scores = with_text(seen, scores, weights)
    order = _best(scores, index.ids[rows], top)
    return rows[order], scores[order]


def best(index: MatchIndex, query: Query, weights: Weights, top: int) -> tuple[Array, Floats]:
    """Return the same: of the most promising rows first, then of all that can still come up to the last of those."""
    if len(index) <= FEW or top <= 0:
        return whole_scan(index, query, weights, max(top, 0))
    upper = bounds.upper(index, query, weights)
    cut = upper.cut(max(FIRST, 2 * top))
    rows, scores = _looked_at(index, query, weights, upper.rows(cut), -np.inf, top)
    least = scores[-1] if len(scores) == top else -np.inf
    reaching = upper.reaching(float(least))
    if reaching >= cut:
        return rows, scores
    more, theirs = _looked_at(index, query, weights, upper.rows(reaching, cut), float(least), top)
    rows, scores = np.concatenate([rows, more]), np.concatenate([scores, theirs])
    kept = _best(scores, index.ids[rows], top)
    return rows[kept], scores[kept]


def _looked_at(
    index: MatchIndex, query: Query, weights: Weights, rows: Array, least: float, top: int
) -> tuple[Array, Floats]:
    """Return the best of some rows that pass and reach a score, with theirs."""
    seen, scores = before_text(Rows(index, let_through(index, query, rows), query), weights, least)
    able = np.flatnonzero(scores + text_most(query, weights) >= least)
    seen, scores = seen.only(able), scores.take(able)
    scores = with_text(seen, scores, weights)
    kept = _best(scores, index.ids[seen.rows], top)
    return seen.rows[kept], scores[kept]


def _best(scores: npt.NDArray[np.float64], ids: npt.NDArray[Any], top: int | None) -> npt.NDArray[np.intp]:
    """Return the places of the best, in order. Only what reaches the last score that counts is sorted: all its equals do."""
    places = np.arange(len(scores))
    if top is not None and 0 < top < len(scores):
        places = np.flatnonzero(scores >= np.partition(scores, -top)[-top])
    return places[np.lexsort((ids[places], -scores[places]))][:top]


def fastest() -> Callable[..., tuple[Array, Floats]]:
    """Return the fastest search there is on this machine: `best`, or the same compiled where numba is installed."""
    if not find_spec("numba"):
        return best
    from matching.engine import compiled  # noqa: PLC0415 - only there with numba

    return compiled.best
