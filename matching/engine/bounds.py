"""The most that a row of each block can score, and whether any of its rows can pass: what lets most blocks be left unopened."""

from typing import Any, Final

import numpy as np

from matching.engine import words
from matching.engine.columns import Array
from matching.engine.distance import EARTH_KM
from matching.engine.features import PAIR, Floats, Rows, alone
from matching.engine.index import BLOCK, MatchIndex
from matching.engine.query import Query
from matching.engine.weights import Weights

CERTAIN: Final = ("slots", "own", "series", "usual")
"""Features of which a block's sums say nothing: any of its rows may have them whole."""


class Blocks(Rows):
    """Some blocks, looked at as if each were one row that has whatever any of its rows has, as near as the nearest can be."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.index, f"block_{name}")[self.rows]

    @property
    def km(self) -> Floats:
        """The least that a row of each block can be away, kilometres along a straight line; nan where none has a position."""
        x, y, z = self.query.home or (np.nan, np.nan, np.nan)
        along, across, up = self.x - x, self.y - y, self.z - z
        middle = EARTH_KM * np.sqrt(along * along + across * across + up * up)
        return np.asarray(np.maximum(middle - self.index.block_km[self.rows], 0.0))


def open_to(index: MatchIndex, query: Query) -> Array:
    """Return the blocks of which a row may pass."""
    word = index.block_word
    blocks = np.flatnonzero(((word & np.int64(query.need)) == query.need) & ((word & np.int64(query.some)) != 0))
    if query.bounds_reach and not query.wants.from_home_only:
        seen = Blocks(index, blocks, query)
        near = np.nan_to_num(seen.km, nan=np.inf) <= query.reach
        blocks = blocks[near | ((seen.word & np.int64(words.REMOTE)) != 0)]
    return blocks


def most(index: MatchIndex, query: Query, weights: Weights, blocks: Array) -> Floats:
    """Return what no row of each of these blocks can score more than.

    The same sums in the same order as for rows, of what is at least as large: so rounding cannot turn it round.
    """
    seen = Blocks(index, blocks, query)
    score = alone(index, weights)[1][blocks]
    for name, computed in PAIR.items():
        weight = max(getattr(weights, name), 0.0)
        if weight:
            values = _at_most(name, seen) if name in _OTHERWISE else computed(seen)
            if values is not None:
                score += weight * values
    return score + max(weights.text, 0.0) if query.vector is not None else score


def _at_most(name: str, seen: Blocks) -> Any:
    return _OTHERWISE[name](seen)


def _words(seen: Blocks) -> Floats | None:
    query, index = seen.query, seen.index
    if not query.term_sum:
        return None
    total = np.zeros(len(index.block_word))
    for term, rarity in query.terms:
        total[index.post_blocks[index.post_starts[term] : index.post_starts[term + 1]]] += rarity
    return np.minimum(total[seen.rows] / query.term_sum, 1.0)


def _commitment(seen: Blocks) -> Floats | None:
    wanted = seen.query.wants.commitment
    if wanted < 0:
        return None
    return np.asarray(seen.index.block_commitments[seen.rows] >> np.int64(wanted) & np.int64(1), dtype=np.float64)


def _largest(name: str) -> Any:
    def largest(seen: Blocks) -> Floats | None:
        wants = seen.query.wants
        value = {
            "slots": 1.0 if wants.slots else 0.0,
            "own": min(sum(wants.own_shares), 1.0),
            "series": 1.0 if wants.own_series else 0.0,
            "usual": max(wants.usual, default=0.0),
        }[name]
        return np.full(len(seen), value) if value else None

    return largest


_OTHERWISE: Final = {"words": _words, "commitment": _commitment} | {name: _largest(name) for name in CERTAIN}


def rows_of(blocks: Array, n: int) -> Array:
    """Return the rows of some blocks of an index with n rows."""
    rows = (blocks[:, None] * BLOCK + np.arange(BLOCK)).ravel()
    return rows[rows < n]
