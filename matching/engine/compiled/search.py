"""The compiled search: blocks of rows, the most promising first, until no block can hold anything better than the last of the list."""

from collections.abc import Callable

import numpy as np
from numba import njit

from matching.engine.arrays import Array, Floats
from matching.engine.compiled.blocks import able_rows, leave_out, limit_distance, made_planes, set_ceilings
from matching.engine.compiled.classes import present_pieces, split_classes
from matching.engine.compiled.jit import bit_count, flat
from matching.engine.compiled.packing import AT_ID, BASE, CERTAIN, IndexArrays, QueryArrays
from matching.engine.compiled.scoring import score_of
from matching.engine.features import ROUNDING
from matching.engine.index import BLOCK

FIRST = 24
"""How many blocks are read before the ceilings are computed again with the score of the last place."""
ROUNDS = 2
"""How often they are computed then: rows that are left out lower the ceilings."""


@njit
def promising(can, ceilings):  # type: ignore[no-untyped-def]
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


@flat
def insert(ids, rows, scores, held, row, score):  # type: ignore[no-untyped-def]
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


@flat
def read_block(index, query, made, room, block, able, near, rows, scores, held):  # type: ignore[no-untyped-def]
    """Put the rows of a block that belong there into the list. Return how long the list is."""
    masks, values, rests, alike, sums, criterion_values = room
    top = len(rows)
    floor = scores[top - 1] - ROUNDING if held == top else -np.inf
    beside = near + query.real[CERTAIN]
    pieces = present_pieces(query, index.planes, made, block, able, masks, values, rests)
    classes = split_classes(able, pieces, masks, values, rests, floor - beside - index.base_most[block], alike, sums)
    for place in range(classes):
        able = alike[place]
        while able:
            low = able & -able
            able ^= low
            row = block * BLOCK + bit_count(low - 1)
            upper = index.spots[row, BASE] + sums[place] + beside
            if upper < floor:
                continue
            score = score_of(index, query, row, upper, near, floor, criterion_values)
            if score > -np.inf:
                held = insert(index.table, rows, scores, held, row, score)
                if held == top:
                    floor = scores[top - 1] - ROUNDING
    return held


@njit(_nrt=False)
def read_blocks(index, query, made, room, blocks, can, near, ceilings, rows, scores, held):  # type: ignore[no-untyped-def]
    """Put the rows of some blocks that belong there into the list, and take these blocks out of `can`. Return how long the list is."""
    top = len(rows)
    for block in blocks:
        if held < top or ceilings[block] >= scores[top - 1] - ROUNDING:
            held = read_block(index, query, made, room, block, can[block], near[block], rows, scores, held)
        can[block] = 0
    return held


@njit
def search(index, query, rows, scores):  # type: ignore[no-untyped-def]
    """Fill in the best rows and their scores; return how many there are. The arrays' length is how many are wanted."""
    m, top, pieces = len(index.base_most), len(rows), len(query.piece)
    made, can = made_planes(index, query), able_rows(index, query)
    near = limit_distance(index, query, can)
    ceilings, come = np.empty(m), np.empty((len(query.criteria), m))
    room = (
        *(np.empty(pieces, np.int64), np.empty(pieces), np.empty(pieces)),
        *(np.empty(BLOCK, np.int64), np.empty(BLOCK), np.empty(len(query.criteria))),
    )
    set_ceilings(index, query, made, can, near, come, ceilings)
    first = promising(can, ceilings)
    held = read_blocks(index, query, made, room, first, can, near, ceilings, rows, scores, 0)
    if held == top:
        for _round in range(ROUNDS):
            leave_out(index, query, made, can, come, ceilings, scores[top - 1])
            set_ceilings(index, query, made, can, near, come, ceilings)
    # The others in the order in which they lie: to sort them costs more than it saves.
    others = np.flatnonzero(can)
    return read_blocks(index, query, made, room, others, can, near, ceilings, rows, scores, held)


def kept(mark: str) -> Callable[[IndexArrays, QueryArrays, Array, Floats], int]:
    """Return `search`, compiled and kept on the disk under a mark."""

    @njit(cache=True, nogil=True)
    def outermost(index, query, rows, scores):  # type: ignore[no-untyped-def]
        # The key of what numba keeps has the values of free variables; this makes the mark one of them.
        if mark == "":
            return 0
        return search(index, query, rows, scores)

    compiled: Callable[[IndexArrays, QueryArrays, Array, Floats], int] = outermost
    return compiled
