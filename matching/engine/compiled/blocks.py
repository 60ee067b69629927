"""Which rows of each block may pass, and the most that a row of each block can score: plane by plane, for all blocks at once."""

import numpy as np
from numba import njit

from matching.engine.compiled.packing import (
    BASE,
    CERTAIN,
    CRITERION,
    ENOUGH,
    KIND,
    LIMITED,
    MOST,
    NUMBER,
    RADIUS,
    REACH,
    SOME_A,
    WANTED,
    WEIGHT,
    X,
    Y,
    Z,
)  # fmt: skip
from matching.engine.distance import EARTH_KM
from matching.engine.index import BLOCK
from matching.engine.masks import ALL, split
from matching.engine.spec import Kind

NEAR = int(Kind.NEAR)
ANYTHING = split(ALL)[0]


@njit
def and_plane(into, plane):
    """Keep only the rows that are in a plane."""
    for block in range(len(into)):
        into[block] &= plane[block]


@njit
def or_plane(into, plane):
    """Add the rows of a plane."""
    for block in range(len(into)):
        into[block] |= plane[block]


@njit
def made_planes(index, query):
    """Return the planes that are made for a query; int64 of shape (made, m)."""
    starts, sources, planes = query.made_starts, query.made_sources, index.planes
    post_starts, post_rows = index.post_starts, index.post_rows
    found = np.zeros((len(starts) - 1, index.blocks.shape[1]), np.int64)
    for place in range(len(found)):
        for at in range(starts[place], starts[place + 1]):
            if sources[at] >= 0:
                or_plane(found[place], planes[sources[at]])
                continue
            term = ~sources[at]
            for post in range(post_starts[term], post_starts[term + 1]):
                row = post_rows[post]
                found[place, row // BLOCK] |= np.int64(1) << np.int64(row % BLOCK)
    return found


@njit
def able_rows(index, query):
    """Return which rows may pass by the bits of their masks, as a plane."""
    m, rest = index.blocks.shape[1], len(index.spots) % BLOCK
    can = np.full(m, -1, np.int64)
    if rest:
        can[m - 1] = (np.int64(1) << np.int64(rest)) - 1
    for place in range(len(query.all_of)):
        and_plane(can, index.planes[query.all_of[place]])
    if query.whole[SOME_A] != ANYTHING:
        any_of = np.zeros(m, np.int64)
        for place in range(len(query.any_of)):
            or_plane(any_of, index.planes[query.any_of[place]])
        and_plane(can, any_of)
    return can


@njit
def limit_distance(index, query, can):
    """Leave out rows of blocks that are too far away, but for what is done from home. Return the most that distance adds to a row of each
    block; 0 if it does not count.
    """
    block_x, block_y, block_z, block_km = index.blocks[X], index.blocks[Y], index.blocks[Z], index.blocks[RADIUS]
    x, y, z, reach = query.real[X], query.real[Y], query.real[Z], query.real[REACH]
    m = len(block_x)
    near, far, remote = np.zeros(m), np.empty(m), np.zeros(m, np.int64)
    for place in range(len(query.criteria)):
        if query.criteria[place, KIND] != NEAR or query.criteria[place, WANTED]:
            continue
        if index.remote >= 0:
            or_plane(remote, index.planes[index.remote])
        weight, scale = max(query.worth[place, WEIGHT], 0.0), query.worth[place, ENOUGH]
        for block in range(m):
            along, across, up = block_x[block] - x, block_y[block] - y, block_z[block] - z
            far[block] = EARTH_KM * np.sqrt(along * along + across * across + up * up) - block_km[block]
        for block in range(m):
            km = far[block]
            near[block] = weight * (scale / (scale + max(km, 0.0))) if km == km else 0.0
        if query.whole[LIMITED]:
            for block in range(m):
                can[block] &= np.int64(-1) if far[block] <= reach else remote[block]
    return near


@njit
def set_ceilings(index, query, made, can, near, come, ceilings):
    """Set the most that a row of each block can score, by the rows that may still pass.

    `come` is filled with what each criterion that has pieces adds, of shape (criteria, m).
    """
    planes, base_most, certain, m = index.planes, index.blocks[BASE], query.real[CERTAIN], len(can)
    for block in range(m):
        ceilings[block] = base_most[block] + certain + near[block]
    place = 0
    while place < len(query.piece):
        criterion = query.piece[place, CRITERION]
        cap, theirs = query.worth[criterion, MOST], come[criterion]
        theirs[:] = 0.0
        while place < len(query.piece) and query.piece[place, CRITERION] == criterion:
            number, value = query.piece[place, NUMBER], query.piece_value[place]
            plane = planes[number] if number >= 0 else made[~number]
            for block in range(m):
                theirs[block] += value if plane[block] & can[block] else 0.0
            place += 1
        for block in range(m):
            theirs[block] = min(theirs[block], cap)
            ceilings[block] += theirs[block]


@njit
def leave_out(index, query, made, can, come, ceilings, floor):
    """Leave out rows without any piece of a criterion, where their block cannot reach the floor without that criterion."""
    m, pieces, place, planes = len(can), len(query.piece), 0, index.planes
    having = np.empty(m, np.int64)
    while place < pieces:
        criterion = query.piece[place, CRITERION]
        having[:] = 0
        while place < pieces and query.piece[place, CRITERION] == criterion:
            number = query.piece[place, NUMBER]
            or_plane(having, planes[number] if number >= 0 else made[~number])
            place += 1
        theirs = come[criterion]
        for block in range(m):
            if ceilings[block] - theirs[block] < floor:
                can[block] &= having[block]
