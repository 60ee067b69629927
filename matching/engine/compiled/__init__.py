"""The same search as `ranking.best`, compiled with numba. It gives the same lists to the last digit. Without numba it cannot be imported.

`packing` turns an index and a query into arrays. `blocks` computes which rows of each block of 64 may pass and what they can score at
most. `search` reads the blocks, the most promising first; `classes` tells the rows of a block apart by what planes say of them, and
`scoring` computes the score of one row.
"""

from typing import Final

import numpy as np

from matching.engine.arrays import Array, Floats
from matching.engine.compiled.caching import fingerprint
from matching.engine.compiled.packing import packed_index, packed_query
from matching.engine.compiled.search import kept
from matching.engine.index import MatchIndex
from matching.engine.query import Query
from matching.engine.weights import Weights

_search: Final = kept(fingerprint())


def best(index: MatchIndex, query: Query, weights: Weights, top: int) -> tuple[Array, Floats]:
    """Return the best rows that pass and their scores, as `ranking.best` does."""
    rows, scores = np.zeros(max(top, 0), dtype=np.int64), np.zeros(max(top, 0))
    packed = packed_query(index, query, weights) if top > 0 and len(index) else None
    if packed is None:
        return rows[:0], scores[:0]
    held = _search(packed_index(index, weights), packed, rows, scores)
    return rows[:held], scores[:held]
