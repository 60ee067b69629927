"""The score of one row: the same numbers, added in the same order, as in `features.scored`."""

import numpy as np
from numba import njit

from matching.engine.compiled.jit import bit_count, flat, share_of
from matching.engine.compiled.packing import (
    ACTIVITIES,
    AGE,
    AT_ACTIVITIES,
    AT_CAUSES,
    AT_MIN_AGE,
    AVOID_ACTIVITIES,
    AVOID_CAUSES,
    AVOIDS,
    BASE,
    CAUSES,
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
from matching.engine.masks import REMOTE, SLOTS
from matching.engine.spec import TEXT_FLOOR, VECTOR_LENGTH, Kind

RARE_CODES, RARE_TERMS, SHARE, ANY, EQUAL = (
    int(kind) for kind in (Kind.RARE_CODES, Kind.RARE_TERMS, Kind.SHARE, Kind.ANY, Kind.EQUAL)
)
WINDOWS, NEAR, MEMBER, LARGEST = (int(kind) for kind in (Kind.WINDOWS, Kind.NEAR, Kind.MEMBER, Kind.LARGEST))
UNIT = VECTOR_LENGTH * VECTOR_LENGTH
ABOVE_FLOOR = 1.0 - TEXT_FLOOR


@flat
def km_to(index, query, row):  # type: ignore[no-untyped-def]
    """Return the distance of a row along a straight line, kilometres; nan if its position is unknown."""
    along, across = index.spots[row, X] - query.real[X], index.spots[row, Y] - query.real[Y]
    up = index.spots[row, Z] - query.real[Z]
    return EARTH_KM * np.sqrt(along * along + across * across + up * up)


@njit(fastmath=True, _nrt=False, forceinline=True)
def dot(vectors, row, vector):  # type: ignore[no-untyped-def]
    """Return the product of a row's vector and another. In any order: whole numbers below 2²⁴ add up exactly."""
    total = np.float32(0.0)
    for place in range(len(vector)):
        total += np.float32(vectors[row, place]) * vector[place]
    return total


@flat
def of_codes(index, query, row, kind, place):  # type: ignore[no-untyped-def]
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


@flat
def of_terms(index, query, row, place):  # type: ignore[no-untyped-def]
    """Return the value of a criterion of word stems."""
    total = 0.0
    for part in range(query.criteria[place, PARTS], query.criteria[place, PARTS_END]):
        for at in range(index.term_starts[row], index.term_starts[row + 1]):
            if index.term_ids[at] == query.part_code[part]:
                total += query.part_worth[part]
                break
    return min(total / query.worth[place, ENOUGH], 1.0)


@flat
def of_windows(index, query, row, kind, place):  # type: ignore[no-untyped-def]
    """Return the value of a criterion of windows of the week."""
    slots = index.mask_a[row] & SLOTS
    if kind == WINDOWS:
        return share_of(slots & query.criteria[place, WANTED], max(np.float64(bit_count(slots)), 1.0))
    largest = 0.0
    for part in range(query.criteria[place, PARTS], query.criteria[place, PARTS_END]):
        if slots >> query.part_code[part] & 1:
            largest = max(largest, query.part_worth[part])
    return min(largest, 1.0)


@flat
def early_value(index, query, row, place):  # type: ignore[no-untyped-def]
    """Return the value of a criterion of the kinds REFINED for a row, between 0 and 1."""
    kind = query.criteria[place, KIND]
    if kind == NEAR:
        km, scale = km_to(index, query, row), query.worth[place, ENOUGH]
        return scale / (scale + km) if km == km else 0.0
    if kind in (WINDOWS, LARGEST):
        return of_windows(index, query, row, kind, place)
    if kind == MEMBER:
        return of_codes(index, query, row, kind, place)
    cosine = np.float64(dot(index.vectors, row, query.vector)) / UNIT
    return min(max((cosine - TEXT_FLOOR) / ABOVE_FLOOR, 0.0), 1.0)


@flat
def late_value(index, query, row, place):  # type: ignore[no-untyped-def]
    """Return the value of a criterion of the other kinds for a row, or of NEAR for somebody who only does things from home."""
    kind = query.criteria[place, KIND]
    if kind == NEAR:
        return 1.0 if index.mask_a[row] & REMOTE else 0.0
    if kind == RARE_TERMS:
        return of_terms(index, query, row, place)
    return of_codes(index, query, row, kind, place)


@flat
def passes(index, query, row):  # type: ignore[no-untyped-def]
    """Return whether a row passes every filter."""
    whole, a, b = query.whole, index.mask_a[row], index.mask_b[row]
    if (a & whole[NEED_A]) != whole[NEED_A] or (b & whole[NEED_B]) != whole[NEED_B]:
        return False
    if not (a & whole[SOME_A] or b & whole[SOME_B]):
        return False
    if whole[AGE] >= 0 and index.table[row, AT_MIN_AGE] > whole[AGE]:
        return False
    if whole[LIMITED] and not a & REMOTE and not km_to(index, query, row) <= query.real[REACH]:
        return False
    if whole[AVOIDS]:
        causes, activities = index.table[row, AT_CAUSES], index.table[row, AT_ACTIVITIES]
        avoided = (causes & whole[AVOID_CAUSES]) | (activities & whole[AVOID_ACTIVITIES])
        if avoided and not ((causes & whole[CAUSES]) | (activities & whole[ACTIVITIES])):
            return False
    if len(query.excluded):
        at = np.searchsorted(query.excluded, row)
        if at < len(query.excluded) and query.excluded[at] == row:
            return False
    return True


@flat
def score_of(index, query, row, upper, near, floor, values):  # type: ignore[no-untyped-def]
    """Return the score of a row; -inf if it does not pass or cannot reach the floor.

    `upper` is the most that it can score as far as the planes know, and `near` what of that is for distance. `values` is room for the
    values of the criteria.
    """
    for at in range(len(query.early)):
        place = query.early[at]
        value, weight = early_value(index, query, row, place), query.worth[place, WEIGHT]
        values[place] = value
        upper += weight * value - (near if query.criteria[place, KIND] == NEAR else query.worth[place, MOST])
        if upper < floor:
            return -np.inf
    if not passes(index, query, row):
        return -np.inf
    score = index.spots[row, BASE]
    for place in range(len(query.criteria)):
        value = values[place] if query.criteria[place, EARLY] else late_value(index, query, row, place)
        score += query.worth[place, WEIGHT] * value
    return score
