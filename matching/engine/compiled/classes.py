"""Rows of one block that have the same pieces of a query are a class: what planes say of one, they say of all."""

import numpy as np

from matching.engine.compiled.jit import inlined
from matching.engine.compiled.packing import CRITERION, MOST, NUMBER


@inlined
def present_pieces(query, planes, made, block, able, masks, values, rests):
    """Fill in the pieces that some able row of a block has, the last first. Return how many there are.

    `rests` is the most that the pieces after each of them add together.
    """
    piece, piece_value = query.piece, query.piece_value
    count, last, before, run = 0, -1, 0.0, 0.0
    for at in range(len(piece) - 1, -1, -1):
        number, criterion = piece[at, NUMBER], piece[at, CRITERION]
        mask = planes[number, block] if number >= 0 else made[~number, block]
        if not mask & able:
            continue
        if criterion != last:
            before, run, last = before + run, 0.0, criterion
        masks[count], values[count], rests[count] = mask, piece_value[at], before + run
        run = min(run + piece_value[at], query.worth[last, MOST])
        count += 1
    return count


@inlined
def split_classes(able, pieces, masks, values, rests, floor, rows, sums):
    """Fill in the classes of the able rows of a block, and the most that their pieces add. Return how many classes there are.

    Classes that cannot reach the floor with all that is left are given up.
    """
    rows[0], sums[0], count = able, 0.0, 1
    for at in range(pieces - 1, -1, -1):
        kept, upto = 0, count
        for place in range(upto):
            have, lack, total = rows[place] & masks[at], rows[place] & ~masks[at], sums[place]
            if lack and total + rests[at] < floor:
                lack = np.int64(0)
            if have and total + values[at] + rests[at] < floor:
                have = np.int64(0)
            if have and lack:  # the new class goes to the end; no row is in two classes, so the arrays are long enough
                rows[count], sums[count] = have, total + values[at]
                count += 1
            if lack or have:
                rows[kept], sums[kept] = (lack, total) if lack else (have, total + values[at])
                kept += 1
        for place in range(upto, count):
            rows[kept], sums[kept] = rows[place], sums[place]
            kept += 1
        count = kept
        if not count:
            return 0
    return count
