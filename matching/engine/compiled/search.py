"""The compiled search: blocks of rows, the most promising first, until no block can hold anything better than the last of the list."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numba import njit

from matching.engine.arrays import Array, Floats
from matching.engine.compiled.blocks import able_rows, leave_out, limit_distance, made_planes, set_ceilings
from matching.engine.compiled.classes import present_pieces, split_classes
from matching.engine.compiled.jit import bit_count, inlined, uncounted
from matching.engine.compiled.packing import (
    AT_ID,
    BASE,
    CERTAIN,
    FLOAT_PARTS,
    INT_PARTS,
    IndexArrays,
    Packed,
    QueryArrays,
)
from matching.engine.compiled.scoring import passes, refine, score_of
from matching.engine.features import ROUNDING
from matching.engine.index import BLOCK

FIRST = 16
"""How many blocks are read before the ceilings are computed again with the score of the last place."""


class Scratch(NamedTuple):
    """Scratch space for one block at a time.

    `masks`, `values` and `rests` are for the pieces that are present, `alike` and `sums` for the classes. `rows`, `upper` and `known` have
    the rows that are still left, with their upper bounds and the values of their criteria.
    """

    masks: Array
    values: Floats
    rests: Floats
    alike: Array
    sums: Floats
    rows: Array
    upper: Floats
    known: Floats


@njit
def promising(can, ceilings):
    """Return the blocks with the highest ceilings, at most FIRST of them, the highest first."""
    which, upper, size = np.empty(FIRST, np.int64), np.empty(FIRST), 0
    for block in range(len(can)):
        if not can[block] or (size == FIRST and ceilings[block] <= upper[FIRST - 1]):
            continue
        at = size if size < FIRST else FIRST - 1
        size = at + 1
        while at > 0 and ceilings[block] > upper[at - 1]:
            which[at], upper[at] = which[at - 1], upper[at - 1]
            at -= 1
        which[at], upper[at] = block, ceilings[block]
    return which[:size]


@njit
def reaching(can, ceilings, floor):
    """Return the blocks with rows that may pass and a ceiling that is not below the floor, in the order in which they lie."""
    which, size = np.empty(len(can), np.int64), 0
    for block in range(len(can)):
        which[size] = block
        size += int((can[block] != 0) & (ceilings[block] >= floor))  # no branch: a processor cannot foresee it
    return which[:size]


@inlined
def insert(ids, rows, scores, held, row, score):
    """Put a row where it belongs in the list: the highest score first, and the lowest id among equals. Return how long the list is."""
    top = len(rows)
    if held == top:
        last = scores[top - 1]
        if score < last or (score == last and ids[row, AT_ID] > ids[rows[top - 1], AT_ID]):
            return held
        held -= 1
    at = held
    while at > 0 and (
        score > scores[at - 1] or (score == scores[at - 1] and ids[row, AT_ID] < ids[rows[at - 1], AT_ID])
    ):
        rows[at], scores[at] = rows[at - 1], scores[at - 1]
        at -= 1
    rows[at], scores[at] = row, score
    return held + 1


@inlined
def rows_reaching(index, block, beside, floor, classes, scratch):
    """Fill in the rows of a block, by its classes, that can reach the floor, with their upper bounds. Return how many there are.

    `beside` is the most that a row has of what the classes do not know.
    """
    count = 0
    for place in range(classes):
        left = scratch.alike[place]
        while left:
            low = left & -left
            left ^= low
            row = block * BLOCK + bit_count(low - 1)
            most = index.spots[row, BASE] + scratch.sums[place] + beside
            if most >= floor:
                scratch.rows[count], scratch.upper[count] = row, most
                count += 1
    return count


@inlined
def read_block(index, query, made, scratch, block, able, near, rows, scores, held):
    """Put the rows of a block that belong there into the list. Return how long the list is."""
    top = len(rows)
    floor = scores[top - 1] - ROUNDING if held == top else -np.inf
    beside = near + query.real[CERTAIN]
    pieces = present_pieces(query, index.planes, made, block, able, scratch.masks, scratch.values, scratch.rests)
    least = floor - beside - index.blocks[BASE, block]
    classes = split_classes(
        able, pieces, scratch.masks, scratch.values, scratch.rests, least, scratch.alike, scratch.sums
    )
    count = rows_reaching(index, block, beside, floor, classes, scratch)
    count = refine(index, query, near, floor, scratch.rows, count, scratch.upper, scratch.known)
    for at in range(count):
        row = scratch.rows[at]
        if (held < top or scratch.upper[at] >= scores[top - 1] - ROUNDING) and passes(index, query, row):
            score = score_of(index, query, made, row, scratch.known, at)
            held = insert(index.table, rows, scores, held, row, score)
    return held


@uncounted
def read_blocks(index, query, made, scratch, blocks, can, near, ceilings, rows, scores, held):
    """Put the rows of some blocks that belong there into the list, and take these blocks out of `can`. Return how long the list is."""
    top = len(rows)
    for block in blocks:
        if held < top or ceilings[block] >= scores[top - 1] - ROUNDING:
            held = read_block(index, query, made, scratch, block, can[block], near[block], rows, scores, held)
        can[block] = 0
    return held


@njit
def unpacked(packed):
    """Return a packed query as its arrays."""
    lengths, ints, floats = packed.ints, packed.ints[INT_PARTS + FLOAT_PARTS :], packed.floats
    ends = np.cumsum(lengths[:INT_PARTS])
    float_ends = np.cumsum(lengths[INT_PARTS : INT_PARTS + FLOAT_PARTS])
    return QueryArrays(
        ints[: ends[0]],
        floats[: float_ends[0]],
        ints[ends[0] : ends[1]],
        ints[ends[1] : ends[2]],
        ints[ends[2] : ends[3]].reshape(-1, 6),
        floats[float_ends[0] : float_ends[1]].reshape(-1, 3),
        ints[ends[3] : ends[4]],
        floats[float_ends[1] : float_ends[2]],
        ints[ends[4] : ends[5]],
        ints[ends[5] : ends[6]].reshape(-1, 2),
        floats[float_ends[2] : float_ends[3]],
        ints[ends[6] : ends[7]],
        ints[ends[7] : ends[8]],
        packed.excluded,
        packed.vector,
    )


@njit
def search(index, packed, rows, scores):
    """Fill in the best rows and their scores; return how many there are. The arrays' length is how many are wanted."""
    query = unpacked(packed)
    m, top, pieces = index.blocks.shape[1], len(rows), len(query.piece)
    made, can = made_planes(index, query), able_rows(index, query)
    near = limit_distance(index, query, can)
    ceilings, come = np.empty(m), np.empty((len(query.criteria), m))
    scratch = Scratch(
        *(np.empty(pieces, np.int64), np.empty(pieces), np.empty(pieces), np.empty(BLOCK, np.int64), np.empty(BLOCK)),
        *(np.empty(BLOCK, np.int64), np.empty(BLOCK), np.empty((len(query.criteria), BLOCK))),
    )
    set_ceilings(index, query, made, can, near, come, ceilings)
    first = promising(can, ceilings)
    held = read_blocks(index, query, made, scratch, first, can, near, ceilings, rows, scores, 0)
    floor = -np.inf
    if held == top:
        floor = scores[top - 1] - ROUNDING
        leave_out(index, query, made, can, come, ceilings, floor)
        set_ceilings(index, query, made, can, near, come, ceilings)
    # The others in the order in which they lie: to sort them costs more than it saves.
    others = reaching(can, ceilings, floor)
    return read_blocks(index, query, made, scratch, others, can, near, ceilings, rows, scores, held)


def kept(mark: str) -> Callable[[IndexArrays, Packed, Array, Floats], int]:
    """Return `search`, compiled and kept on the disk under a mark."""

    @njit(cache=True, nogil=True)
    def outermost(index, packed, rows, scores):
        # The key of what numba keeps has the values of free variables; this makes the mark one of them.
        if mark == "":
            return 0
        return search(index, packed, rows, scores)

    compiled: Callable[[IndexArrays, Packed, Array, Floats], int] = outermost
    return compiled
