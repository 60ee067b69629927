"""Bit planes: for every code, which rows have it, one bit a row and 64 rows a number.

Which of a hundred thousand rows have a code is twelve kilobytes, so that asking all of them costs a few millionths of a second.
"""

from typing import Final

import numpy as np

from matching.engine import words
from matching.engine.columns import Array

LANES: Final = 64
"""Rows in one number of a plane; they are a block."""
SETS: Final = ("word", "causes", "activities", "skills", "access", "costs", "languages", "commitments")
BITS: Final = 64
"""How many codes a set may have."""
STEADY: Final = ~(words.OPEN | words.ROOM)
"""Bits of the word that have planes: not those two that are flipped in an index that is in use, for a plane would not know of it."""


def planes(rows: dict[str, Array]) -> tuple[Array, Array]:
    """Return the planes of all codes that any row has, int64 of shape (k, m), and where each code's is.

    The latter is int16 of shape (SETS × BITS,); -1 for a code that no row has.
    """
    n = len(rows["ids"])
    found: list[Array] = []
    where = np.full(len(SETS) * BITS, -1, dtype=np.int16)
    for place, name in enumerate(SETS):
        column = _sets(rows, name)
        any_has = int(np.bitwise_or.reduce(column)) if n else 0
        for bit in range(BITS - 1):
            if any_has >> bit & 1:
                where[place * BITS + bit] = len(found)
                found.append(_plane(column, bit))
    return np.array(found, dtype=np.int64).reshape(len(found), -(-n // LANES)), where


def _sets(rows: dict[str, Array], name: str) -> Array:
    if name == "commitments":
        said = rows["commitment"].astype(np.int64)
        return np.where(said >= 0, np.int64(1) << np.maximum(said, 0), np.int64(0))
    return np.asarray(rows[name] & np.int64(STEADY)) if name == "word" else rows[name]


def _plane(column: Array, bit: int) -> Array:
    has = np.packbits((column & np.int64(1 << bit)) != 0, bitorder="little")
    return np.concatenate([has, np.zeros(-len(has) % 8, dtype=np.uint8)]).view(np.int64)


def by_row(plane: Array) -> Array:
    """Return a plane as ones and zeros, uint8 of shape (64 m,)."""
    return np.unpackbits(plane.view(np.uint8), bitorder="little")


def bits(mask: int) -> list[int]:
    """Return which bits of a mask are set, rising; a mask is not below 0."""
    found = []
    while mask > 0:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
