"""The score of one row: the same numbers, added in the same order, as in `features.scored`."""

import numpy as np

from matching.engine.compiled.jit import bit_count, inlined, inlined_in_any_order, share_of
from matching.engine.compiled.packing import (
    AGE,
    AT_ACTIVITIES,
    AT_CAUSES,
    AT_MAX_AGE,
    AT_MIN_AGE,
    AVOID_ACTIVITIES,
    AVOID_CAUSES,
    AVOIDS,
    BASE,
    COLUMN,
    EARLY,
    ENOUGH,
    KIND,
    LIMITED,
    MOST,
    NEED_A,
    NEED_B,
    PARTS,
    PARTS_END,
    REACH,
    SOME_A,
    SOME_B,
    WANTED,
    WEIGHT,
    X,
    Y,
    Z,
)  # fmt: skip
from matching.engine.distance import EARTH_KM
from matching.engine.index import BLOCK
from matching.engine.masks import REMOTE, SLOTS
from matching.engine.spec import TEXT_FLOOR, VECTOR_LENGTH, Kind

RARE_CODES, RARE_TERMS, SHARE, ANY, EQUAL = (
    int(kind) for kind in (Kind.RARE_CODES, Kind.RARE_TERMS, Kind.SHARE, Kind.ANY, Kind.EQUAL)
)
WINDOWS, NEAR, MEMBER, LARGEST = (int(kind) for kind in (Kind.WINDOWS, Kind.NEAR, Kind.MEMBER, Kind.LARGEST))
UNIT = VECTOR_LENGTH * VECTOR_LENGTH
ABOVE_FLOOR = 1.0 - TEXT_FLOOR


@inlined
def km_to(index, query, row):
    """Return the distance of a row along a straight line, kilometres; nan if its position is unknown."""
    along, across = index.spots[row, X] - query.real[X], index.spots[row, Y] - query.real[Y]
    up = index.spots[row, Z] - query.real[Z]
    return EARTH_KM * np.sqrt(along * along + across * across + up * up)


@inlined_in_any_order
def dot(vectors, row, vector):
    """Return the product of a row's vector and another. In any order: whole numbers below 2²⁴ add up exactly."""
    total = np.float32(0.0)
    for place in range(len(vector)):
        total += np.float32(vectors[row, place]) * vector[place]
    return total


@inlined
def of_codes(index, query, row, kind, place):
    """Return the value of a criterion that compares a column of the table."""
    column, wanted = index.table[row, query.criteria[place, COLUMN]], query.criteria[place, WANTED]
    if kind == SHARE:
        return min(share_of(column & wanted, query.worth[place, ENOUGH]), 1.0)
    if kind == ANY:
        return 1.0 if column & wanted else 0.0
    if kind == EQUAL:
        return 1.0 if column == wanted else 0.0
    total = 0.0
    for part in range(query.criteria[place, PARTS], query.criteria[place, PARTS_END]):
        if kind == RARE_CODES:
            total += query.part_worth[part] * np.float64((column >> query.part_code[part]) & 1)
        elif column == query.part_code[part]:
            total += query.part_worth[part]
    return min(total / query.worth[place, ENOUGH], 1.0)


@inlined
def of_terms(query, made, row, place):
    """Return the value of a criterion of word stems: the planes that are made of them lie closer than the row's own list."""
    total, block, at = 0.0, row // BLOCK, row % BLOCK
    for part in range(query.criteria[place, PARTS], query.criteria[place, PARTS_END]):
        total += query.part_worth[part] * np.float64((made[query.part_code[part], block] >> at) & 1)
    return min(total / query.worth[place, ENOUGH], 1.0)


@inlined
def of_windows(index, query, row, kind, place):
    """Return the value of a criterion of windows of the week."""
    slots = index.mask_a[row] & SLOTS
    if kind == WINDOWS:
        return share_of(slots & query.criteria[place, WANTED], max(np.float64(bit_count(slots)), 1.0))
    largest = 0.0
    for part in range(query.criteria[place, PARTS], query.criteria[place, PARTS_END]):
        if slots >> query.part_code[part] & 1:
            largest = max(largest, query.part_worth[part])
    return min(largest, 1.0)


@inlined
def early_values(index, query, place, rows, count, values):
    """Fill in the values of a criterion of the kinds REFINED for the first rows of some, between 0 and 1."""
    kind = query.criteria[place, KIND]
    if kind == NEAR:
        scale = query.worth[place, ENOUGH]
        for at in range(count):
            km = km_to(index, query, rows[at])
            values[at] = scale / (scale + km) if km == km else 0.0
    elif kind == MEMBER:
        for at in range(count):
            values[at] = of_codes(index, query, rows[at], kind, place)
    elif kind in (WINDOWS, LARGEST):
        for at in range(count):
            values[at] = of_windows(index, query, rows[at], kind, place)
    else:
        for at in range(count):
            cosine = np.float64(dot(index.vectors, rows[at], query.vector)) / UNIT
            values[at] = min(max((cosine - TEXT_FLOOR) / ABOVE_FLOOR, 0.0), 1.0)


@inlined
def refine(index, query, near, floor, rows, count, upper, values):
    """Compute the kinds REFINED, lower the upper bounds by them, and keep only the rows that can still reach the floor, at the front.

    Return how many there are. `near` is the most that distance adds in this block. `values` has shape (criteria, 64).
    """
    for early in range(len(query.early)):
        place = query.early[early]
        early_values(index, query, place, rows, count, values[place])
        weight = query.worth[place, WEIGHT]
        most = near if query.criteria[place, KIND] == NEAR else query.worth[place, MOST]
        kept = 0
        for at in range(count):
            left = upper[at] + weight * values[place, at] - most
            if left >= floor:
                rows[kept], upper[kept] = rows[at], left
                for before in range(early + 1):
                    values[query.early[before], kept] = values[query.early[before], at]
                kept += 1
        count = kept
    return count


@inlined
def late_value(index, query, made, row, place):
    """Return the value of a criterion of the other kinds for a row, or of NEAR for somebody who only does things from home."""
    kind = query.criteria[place, KIND]
    if kind == NEAR:
        return 1.0 if index.mask_a[row] & REMOTE else 0.0
    if kind == RARE_TERMS:
        return of_terms(query, made, row, place)
    return of_codes(index, query, row, kind, place)


@inlined
def passes(index, query, row):
    """Return whether a row passes every filter."""
    whole, a, b = query.whole, index.mask_a[row], index.mask_b[row]
    if (a & whole[NEED_A]) != whole[NEED_A] or (b & whole[NEED_B]) != whole[NEED_B]:
        return False
    if not (a & whole[SOME_A] or b & whole[SOME_B]):
        return False
    age = whole[AGE]
    if age >= 0 and (index.table[row, AT_MIN_AGE] > age or age > index.table[row, AT_MAX_AGE]):
        return False
    if whole[LIMITED] and not a & REMOTE and not km_to(index, query, row) <= query.real[REACH]:
        return False
    if whole[AVOIDS]:
        causes, activities = index.table[row, AT_CAUSES], index.table[row, AT_ACTIVITIES]
        if (causes & whole[AVOID_CAUSES]) | (activities & whole[AVOID_ACTIVITIES]):
            return False
    if len(query.excluded):
        at = np.searchsorted(query.excluded, row)
        if at < len(query.excluded) and query.excluded[at] == row:
            return False
    return True


@inlined
def score_of(index, query, made, row, values, at):
    """Return the score of a row, with the values that `refine` computed; `at` is its place there."""
    score = index.spots[row, BASE]
    for place in range(len(query.criteria)):
        value = values[place, at] if query.criteria[place, EARLY] else late_value(index, query, made, row, place)
        score += query.worth[place, WEIGHT] * value
    return score
