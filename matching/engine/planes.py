"""Bit planes: for every code, which rows have it, one bit a row and 64 rows a number.

Which of a hundred thousand rows have a code takes twelve kilobytes, so that reading all of them takes a few microseconds.
"""

from typing import Final

import numpy as np

from matching.engine.arrays import Array
from matching.engine.masks import split
from matching.engine.spec import CHANGING, MASK_COLUMNS, PAIR, Bound, Kind

LANES: Final = 64
"""Rows in one number of a plane; they are a block."""
BITS: Final = 64
"""How many codes a set may have."""
EQUAL: Final = frozenset(one.column for one in PAIR if one.kind is Kind.EQUAL)
"""Columns of single values; the plane of a value is that of the bit with its number."""
SETS: Final = (
    *MASK_COLUMNS,
    *dict.fromkeys(one.column for one in PAIR if one.bound is Bound.PLANES and one.kind is not Kind.RARE_TERMS),
)
"""Columns that have planes."""
FIRST: Final = {name: BITS * place for place, name in enumerate(SETS)}
"""Where the codes of each column begin in `plane_of`."""


def planes(rows: dict[str, Array]) -> tuple[Array, Array]:
    """Return the planes of all codes that any row has, int64 of shape (k, m), and where each code's is.

    The latter is int16 of shape (SETS × BITS,); -1 for a code that no row has.
    """
    n = len(rows["ids"])
    found: list[Array] = []
    where = np.full(len(SETS) * BITS, -1, dtype=np.int16)
    for name in SETS:
        column = _sets(rows, name)
        any_has = int(np.bitwise_or.reduce(column)) if n else 0
        for bit in range(BITS - 1):
            if any_has >> bit & 1:
                where[FIRST[name] + bit] = len(found)
                found.append(_plane(column, bit))
    return np.array(found, dtype=np.int64).reshape(len(found), -(-n // LANES)), where


def _sets(rows: dict[str, Array], name: str) -> Array:
    """Return a column as sets of codes."""
    column = rows[name]
    if name in EQUAL:
        values = column.astype(np.int64)
        return np.where(values >= 0, np.int64(1) << np.maximum(values, 0), np.int64(0))
    if name in MASK_COLUMNS:
        return np.asarray(column & ~np.int64(split(CHANGING)[MASK_COLUMNS.index(name)]))
    return column


def _plane(column: Array, bit: int) -> Array:
    has = np.packbits((column & np.int64(1 << bit)) != 0, bitorder="little")
    return np.concatenate([has, np.zeros(-len(has) % 8, dtype=np.uint8)]).view(np.int64)


def by_row(plane: Array) -> Array:
    """Return a plane as ones and zeros, uint8 of shape (64 m,)."""
    return np.unpackbits(plane.view(np.uint8), bitorder="little")
