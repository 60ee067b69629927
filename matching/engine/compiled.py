"""The same search as `ranking.best`, compiled. It gives the same lists to the last digit; without numba it is not there.

Block by block from the most promising on: the planes say which rows can still come up to the last place, and those are looked at one by
one, until no block can hold anything better.

All of it is in one file, long as that is: numba keeps what it compiled by the date of one file, and would go on with what another said
before that was changed.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from matching.engine import words
from matching.engine.columns import Array
from matching.engine.distance import EARTH_KM
from matching.engine.features import PAIR, ROUNDING, TEXT_FLOOR, UNIT, Floats, alone
from matching.engine.index import BLOCK, CODES, MatchIndex
from matching.engine.planes import BITS, SETS, STEADY
from matching.engine.query import ENOUGH_CODES, ENOUGH_TERMS, Query
from matching.engine.weights import Weights

REMOTE: Final = words.REMOTE
REMOTE_BIT: Final = REMOTE.bit_length() - 1
SLOTS: Final = words.SLOTS
ABOVE_TEXT: Final = 1.0 - TEXT_FLOOR
CAUSE, ACTIVITY, WORDS, WINDOWS, NEAR, LANGUAGE, SKILL, COMMITMENT, COSTS, COMPANY, OWN, SERIES, USUAL, TEXT = range(14)
"""Places of the weights of a pair, in the order in which they are added."""
IN_WORD, IN_CAUSES, IN_ACTIVITIES, IN_SKILLS, IN_ACCESS, IN_COSTS, IN_LANGUAGES, IN_COMMITMENTS = range(len(SETS))
PLANES, WORDED, GROUPED = range(3)
"""Where the plane of a piece stands."""
TINY: Final = 1e-300
NARROWED: Final = 2
"""How many times all blocks are gone over then."""
FIRST: Final = 24
"""How many blocks are looked at before it is known what the last place takes."""
GROUPS: Final = 7
"""Features that planes tell of, the heaviest first as a rule."""

READ: Final = (
    *("word", "block_x", "block_y", "block_z", "block_km", "planes", "plane_of"),
    *("vectors", "post_starts", "post_rows", "cause_rarity", "term_rarity"),
)
Columns = NamedTuple("Columns", [(name, Any) for name in READ])  # type: ignore[misc]
"""The columns that are read here as they are, as one thing to hand over."""
TOGETHER: Final = (
    *("word", "causes", "activities", "skills", "access", "costs", "languages", "organisations", "series", "ids"),
    *("min_age", "commitment"),
)
"""And those of which a row's numbers are put side by side, for whoever looks at one looks at most."""
(
    AT_WORD, AT_CAUSES, AT_ACTIVITIES, AT_SKILLS, AT_ACCESS, AT_COSTS, AT_LANGUAGES, AT_ORGANISATION, AT_SERIES, AT_ID,
    AT_MIN_AGE, AT_COMMITMENT,
) = range(len(TOGETHER))  # fmt: skip
AT_ALONE: Final = 3
"""Beside x, y and z: what a row scores by itself."""

WHOLE: Final = (
    *(
        "need",
        "some",
        "placed",
        "bounded",
        "from_home",
        "age",
        "avoid_causes",
        "avoid_activities",
        "causes",
        "activities",
    ),
    *("skills", "named", "any_slots", "speaks", "commitment", "pays", "liked"),
)
"""Whole numbers of a question, in their order."""
(
    NEED, SOME, PLACED, BOUNDED, FROM_HOME, AGE, AVOID_CAUSES, AVOID_ACTIVITIES, CAUSES, ACTIVITIES,
    SKILLS, NAMED, ANY_SLOTS, SPEAKS, COMMITTED, PAYS, LIKED,
) = range(len(WHOLE))  # fmt: skip
X, Y, Z, REACH, SCALE = range(5)
"""And the others: where they start from on the unit sphere, how far they go and what is half as near, kilometres."""


class Asked(NamedTuple):
    """A question as arrays: many of them are rows of the same arrays."""

    whole: Array
    real: Array
    terms: Array
    shut: Array
    own: Array
    own_shares: Array
    series: Array
    usual: Array
    vector: Array


def best(index: MatchIndex, query: Query, weights: Weights, top: int) -> tuple[Array, Floats]:
    """Return the best rows that pass and their scores, as `ranking.best` does."""
    rows, scores = np.zeros(max(top, 0), dtype=np.int64), np.zeros(max(top, 0))
    if top <= 0 or not len(index):
        return rows[:0], scores[:0]
    held = _search(*ready(index, weights), *_asked(query), rows, scores)
    return rows[:held], scores[:held]


def ready(index: MatchIndex, weights: Weights) -> tuple[Any, Array, Floats, Floats, Floats]:
    """Return what every search takes: columns, rows put together, weights of a pair, and the most of each block by itself."""
    key = (Columns, weights)
    if key not in index.prepared:
        score = alone(index, weights)
        index.prepared[key] = (
            Columns(*(np.asarray(getattr(index, name)) for name in READ)),
            np.column_stack([getattr(index, name).astype(np.int64) for name in TOGETHER]),
            np.column_stack([index.x, index.y, index.z, score]),
            np.array([getattr(weights, name) for name in (*PAIR, "text")]),
            np.maximum.reduceat(score, np.arange(0, len(index), BLOCK)),
        )
    found: tuple[Any, Array, Floats, Floats, Floats] = index.prepared[key]
    return found


NO_IDS: Final = np.zeros(0, dtype=np.int64)
NO_SHARES: Final = np.zeros(0)
NO_VECTOR: Final = np.zeros(0, dtype=np.float32)


def _ids(values: tuple[int, ...]) -> Array:
    return np.array(values, dtype=np.int64) if values else NO_IDS


def _shares(values: tuple[float, ...]) -> Array:
    return np.array(values, dtype=np.float64) if values else NO_SHARES


def _asked(query: Query) -> Asked:
    wants = query.wants
    shuts = "exclusions" not in query.but
    whole = (
        query.need,
        query.some,
        query.home is not None,
        query.bounds_reach and not wants.from_home_only,
        wants.from_home_only,
        wants.age if "age" not in query.but else -1,
        wants.avoid_causes if shuts else 0,
        wants.avoid_activities if shuts else 0,
        wants.causes,
        wants.activities,
        wants.skills,
        (wants.slots or SLOTS) & SLOTS & ~wants.avoid_slots,
        not wants.slots,
        wants.speaks if wants.needs_language else 0,
        wants.commitment,
        wants.pays if wants.costs_matter else 0,
        wants.likes_access,
    )
    return Asked(
        whole=np.array(whole, dtype=np.int64),
        real=np.array((*(query.home or (0.0, 0.0, 0.0)), query.reach, wants.scale_km)),
        terms=_ids(wants.terms),
        shut=query.shut,
        own=_ids(wants.own_organisations),
        own_shares=_shares(wants.own_shares),
        series=_ids(wants.own_series),
        usual=_shares(wants.usual),
        vector=NO_VECTOR if query.vector is None else query.vector,
    )


@njit(inline="always")
def _count(mask):  # type: ignore[no-untyped-def]
    """Return how many bits a mask has."""
    bits = np.uint64(mask)
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(inline="always")
def _share(mask, enough):  # type: ignore[no-untyped-def]
    return min(np.float64(_count(mask)) / enough, 1.0)


@njit(cache=True, nogil=True)
def _largest(values, many):  # type: ignore[no-untyped-def]
    """Return the sum of the largest few, the largest first: what `query._enough` returns."""
    left, total = values.copy(), 0.0
    for _each in range(min(many, len(left))):
        at = np.argmax(left)
        total += left[at]
        left[at] = -1.0
    return total


@njit(cache=True, nogil=True)
def _listed(plane_of, which, mask, into, at):  # type: ignore[no-untyped-def]
    """Write down the planes of the codes of a set that a mask names; return where the next goes. No row has the codes without one."""
    for bit in range(CODES):
        if mask >> bit & 1 and plane_of[which * BITS + bit] >= 0:
            into[at] = plane_of[which * BITS + bit]
            at += 1
    return at


@njit(cache=True, nogil=True)
def _grouped(col, weight, whole):  # type: ignore[no-untyped-def]
    """Return the planes of each feature that planes tell of, where each begins, the most that it comes to, how many there are, and
    which of them are the causes and the activities, -1 for none.
    """
    listed, starts, most = np.empty(GROUPS * BITS, np.int64), np.zeros(GROUPS + 1, np.int64), np.zeros(GROUPS + 1)
    sets = (IN_CAUSES, IN_ACTIVITIES, IN_LANGUAGES, IN_SKILLS, IN_COMMITMENTS, IN_COSTS, IN_ACCESS)
    place = (CAUSE, ACTIVITY, LANGUAGE, SKILL, COMMITMENT, COSTS, COMPANY)
    mask = (whole[CAUSES], whole[ACTIVITIES], whole[SPEAKS], whole[SKILLS], np.int64(0), whole[PAYS], whole[LIKED])
    of_causes, of_activities = -1, -1
    at, groups = 0, 0
    for group in range(GROUPS):
        wanted = mask[group]
        if sets[group] == IN_COMMITMENTS and whole[COMMITTED] >= 0:
            wanted = np.int64(1) << whole[COMMITTED]
        upto = _listed(col.plane_of, sets[group], wanted, listed, at)
        if upto > at and weight[place[group]] > 0.0:
            most[groups] = weight[place[group]]
            if sets[group] == IN_CAUSES:
                of_causes = groups
            if sets[group] == IN_ACTIVITIES:
                of_activities = groups
            at, groups = upto, groups + 1
            starts[groups] = at
    return listed, starts, most, groups, of_causes, of_activities


@njit(cache=True, nogil=True)
def _sink(which, upper, at, size):  # type: ignore[no-untyped-def]
    """Let a place of the heap sink to where it belongs; the largest is at the top."""
    while True:
        child = 2 * at + 1
        if child >= size:
            return
        if child + 1 < size and upper[child + 1] > upper[child]:
            child += 1
        if upper[at] >= upper[child]:
            return
        upper[at], upper[child] = upper[child], upper[at]
        which[at], which[child] = which[child], which[at]
        at = child


@njit(cache=True, nogil=True)
def _worded(col, terms):  # type: ignore[no-untyped-def]
    """Return which rows have each of some words, as planes."""
    found = np.zeros((len(terms), len(col.block_x)), np.int64)
    for place in range(len(terms)):
        for at in range(col.post_starts[terms[place]], col.post_starts[terms[place] + 1]):
            row = col.post_rows[at]
            found[place, row // BLOCK] |= np.int64(1) << np.int64(row % BLOCK)
    return found


@njit(cache=True, nogil=True, fastmath=True)
def _dot(vectors, row, vector):  # type: ignore[no-untyped-def]
    """Return the product of a row's vector and another. In whatever order: whole numbers below 2²⁴ add up exactly."""
    total = np.float32(0.0)
    for place in range(len(vector)):
        total += np.float32(vectors[row, place]) * vector[place]
    return total


@njit(cache=True, nogil=True)
def _both(into, plane):  # type: ignore[no-untyped-def]
    for block in range(len(into)):
        into[block] &= plane[block]


@njit(cache=True, nogil=True)
def _either(into, plane):  # type: ignore[no-untyped-def]
    for block in range(len(into)):
        into[block] |= plane[block]


@njit(cache=True, nogil=True)
def _blocks(col, weight, alone_most, whole, real, needed, some_of, listed, starts, groups, most, worded, shares, certain):  # type: ignore[no-untyped-def] # fmt: skip
    """Return which rows of each block may pass, which have each group, how near each can be, and the most that each can score.

    Plane by plane, so that a processor takes several blocks at once.
    """
    block_x, block_y, block_z, block_km, planes = col.block_x, col.block_y, col.block_z, col.block_km, col.planes
    m = len(block_x)
    x, y, z, reach, scale = real[X], real[Y], real[Z], real[REACH], real[SCALE]
    can = np.full(m, -1, np.int64)
    for place in range(len(needed)):
        _both(can, planes[needed[place]])
    if whole[SOME] != -1:
        any_of = np.zeros(m, np.int64)
        for place in range(len(some_of)):
            _either(any_of, planes[some_of[place]])
        _both(can, any_of)
    has = np.zeros((groups + 1, m), np.int64)
    for group in range(groups):
        for place in range(starts[group], starts[group + 1]):
            _either(has[group], planes[listed[place]])
    for place in range(len(worded)):
        _either(has[groups], worded[place])
    near = max(weight[NEAR], 0.0)
    nearest, far = np.full(m, near if whole[FROM_HOME] else 0.0), np.zeros(m)
    if whole[PLACED] and not whole[FROM_HOME]:
        for block in range(m):
            along, across, up = block_x[block] - x, block_y[block] - y, block_z[block] - z
            km = EARTH_KM * np.sqrt(along * along + across * across + up * up) - block_km[block]
            nearest[block] = near * (scale / (scale + (km if km > 0.0 else 0.0)))
            far[block] = km
        if whole[BOUNDED]:
            remote = col.plane_of[REMOTE_BIT]
            from_home_too = planes[remote] if remote >= 0 else np.zeros(m, np.int64)
            for block in range(m):
                can[block] &= np.int64(-1) if far[block] <= reach else from_home_too[block]
    ceilings = np.empty(m)
    for block in range(m):
        ceilings[block] = alone_most[block] + certain + nearest[block]
    for group in range(groups):
        _raised(ceilings, has[group], can, most[group])
    said = np.zeros(m)
    for place in range(len(worded)):
        _raised(said, worded[place], can, shares[place])
    for block in range(m):
        said[block] = max(weight[WORDS], 0.0) * min(said[block], 1.0)
        ceilings[block] += said[block]
    return can, has, nearest, ceilings


@njit(cache=True, nogil=True)
def _raised(ceilings, told, can, value):  # type: ignore[no-untyped-def]
    for block in range(len(ceilings)):
        ceilings[block] += value if told[block] & can[block] else 0.0


@njit(cache=True, nogil=True)
def _items(plane_of, listed, starts, most, groups, of_causes, of_activities, codes, cause_shares, enough, word_shares, words_most):  # type: ignore[no-untyped-def] # fmt: skip
    """Return what planes tell of, piece by piece: where its plane stands, which it is there, what it comes to, of which feature it is.

    Each cause and activity and word is a piece of its own; of the other features, to have any of the codes is one.
    """
    size = len(codes) + GROUPS * BITS + len(word_shares)
    source, which, value, feature = (
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size),
        np.empty(size, np.int64),
    )
    at = 0
    for group in range(groups):
        if group == of_causes:
            for place in range(len(codes)):
                if plane_of[IN_CAUSES * BITS + codes[place]] >= 0:
                    source[at], which[at] = PLANES, plane_of[IN_CAUSES * BITS + codes[place]]
                    value[at], feature[at] = most[group] * cause_shares[place], group
                    at += 1
        elif group == of_activities:
            for place in range(starts[group], starts[group + 1]):
                source[at], which[at], value[at], feature[at] = PLANES, listed[place], most[group] / enough, group
                at += 1
    for place in range(len(word_shares) if words_most > 0.0 else 0):
        source[at], which[at], value[at], feature[at] = WORDED, place, words_most * word_shares[place], groups
        at += 1
    for group in range(groups):
        if group not in (of_causes, of_activities):
            source[at], which[at], value[at], feature[at] = GROUPED, group, most[group], group
            at += 1
    return source[:at], which[:at], value[:at], feature[:at]


@njit(cache=True, nogil=True)
def _there(items, source, which, value, feature, most, planes, worded, has, block, able, masks, values, rests):  # type: ignore[no-untyped-def] # fmt: skip
    """Fill in the pieces that some able row of a block has, each with the most that those after it come to; return how many."""
    there, last, before, run = 0, -1, 0.0, 0.0
    for at in range(items - 1, -1, -1):
        if source[at] == PLANES:
            mask = planes[which[at], block]
        elif source[at] == WORDED:
            mask = worded[which[at], block]
        else:
            mask = has[which[at], block]
        if not mask & able:
            continue
        if feature[at] != last:
            before, run, last = before + run, 0.0, feature[at]
        masks[there], values[there], rests[there] = mask, value[at], before + run
        run = min(run + value[at], most[last])
        there += 1
    return there


@njit(cache=True, nogil=True)
def _narrow(source, which, value, feature, most, groups, planes, worded, has, certain, nearest, alone_most, least, can, ceilings):  # type: ignore[no-untyped-def] # fmt: skip
    """Work out anew the most that each block can score, by the rows that still count, and leave out rows that lack what they cannot lack.

    Plane by plane, for all blocks, once it is known what the last place takes.
    """
    m = len(ceilings)
    for block in range(m):
        ceilings[block] = alone_most[block] + certain + nearest[block]
    come = np.zeros((groups + 1, m))
    for at in range(len(value)):
        plane = (
            planes[which[at]] if source[at] == PLANES else worded[which[at]] if source[at] == WORDED else has[which[at]]
        )
        part, theirs = value[at], come[feature[at]]
        for block in range(m):
            theirs[block] += part if plane[block] & can[block] else 0.0
    for group in range(groups + 1):
        cap, theirs = most[group], come[group]
        for block in range(m):
            theirs[block] = min(theirs[block], cap)
            ceilings[block] += theirs[block]
    for group in range(groups + 1):
        theirs, having = come[group], has[group]
        for block in range(m):
            can[block] &= having[block] if ceilings[block] - theirs[block] < least - ROUNDING else np.int64(-1)


@njit(cache=True, nogil=True)
def _classes(able, there, masks, values, rests, floor, rows, sums):  # type: ignore[no-untyped-def]
    """Fill in which able rows of a block have the same pieces, and what those come to; return how many such classes there are.

    Classes that cannot come up to the floor with all that is left are given up. Pieces stand last first.
    """
    rows[0], sums[0], count = able, 0.0, 1
    for at in range(there - 1, -1, -1):
        kept = 0
        upto = count
        for place in range(upto):
            have, lack, total = rows[place] & masks[at], rows[place] & ~masks[at], sums[place]
            if lack and total + rests[at] < floor:
                lack = np.int64(0)
            if have and total + values[at] + rests[at] < floor:
                have = np.int64(0)
            if have and lack:  # the new one goes to the end: rows of a class are never in two, so there is room for all
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


@njit(cache=True, nogil=True)
def _search(col, row_whole, row_real, weight, alone_most, whole, real, terms, shut, own, own_shares, series, usual, vector, rows, scores):  # type: ignore[no-untyped-def] # fmt: skip
    """Fill in the best rows and their scores; return how many there are. The arrays' length is how many are wanted."""
    # All that the loops read stands in names of its own: an array taken out of a tuple time and again is counted each time.
    word, plane_of, vectors = col.word, col.plane_of, col.vectors
    term_rarity, cause_rarity = col.term_rarity, col.cause_rarity
    n, m, top = len(word), len(alone_most), len(rows)

    need, some, age, named = whole[NEED], whole[SOME], whole[AGE], whole[NAMED]
    placed, bounded, from_home, any_slots = (
        whole[PLACED] != 0,
        whole[BOUNDED] != 0,
        whole[FROM_HOME] != 0,
        whole[ANY_SLOTS] != 0,
    )
    avoid_causes, avoid_activities = whole[AVOID_CAUSES], whole[AVOID_ACTIVITIES]
    avoids = (avoid_causes | avoid_activities) != 0
    wished_causes, wished_activities, wished_skills = whole[CAUSES], whole[ACTIVITIES], whole[SKILLS]
    speaks, committed, pays, liked = whole[SPEAKS], whole[COMMITTED], whole[PAYS], whole[LIKED]
    x, y, z, reach, scale = real[X], real[Y], real[Z], real[REACH], real[SCALE]

    codes, rarity, many = np.empty(CODES, np.int64), np.empty(CODES), 0
    for bit in range(CODES):
        if wished_causes >> bit & 1:
            codes[many], rarity[many] = bit, cause_rarity[bit]
            many += 1
    code_sum = _largest(rarity[:many], ENOUGH_CODES)
    worth = np.empty(len(terms))
    for place in range(len(terms)):
        worth[place] = term_rarity[terms[place]]
    term_sum = _largest(worth, ENOUGH_TERMS)
    activities_enough = np.float64(min(_count(wished_activities), ENOUGH_CODES))
    skills_enough = np.float64(min(_count(wished_skills), ENOUGH_CODES))
    liked_count = np.float64(_count(liked))
    own_most, usual_most = 0.0, 0.0
    for share in own_shares:
        own_most += share
    for share in usual:
        usual_most = max(usual_most, share)
    text_most = max(weight[TEXT], 0.0) if len(vector) else 0.0

    # What planes say: who may pass, and what speaks for whom.
    listed, starts, most, groups, of_causes, of_activities = _grouped(col, weight, whole)
    planes = col.planes
    needed, some_of = np.empty(BITS, np.int64), np.empty(BITS, np.int64)
    missing = False
    for bit in range(CODES):
        if need & STEADY & (np.int64(1) << bit) and plane_of[bit] < 0:
            missing = True
    if missing:
        return 0
    needs = _listed(plane_of, IN_WORD, need & STEADY, needed, 0)
    somes = _listed(plane_of, IN_WORD, some & SLOTS, some_of, 0) if some != -1 else 0
    worded = _worded(col, terms) if term_sum > 0.0 else np.zeros((0, m), np.int64)
    certain = text_most + max(weight[OWN], 0.0) * min(own_most, 1.0) + max(weight[USUAL], 0.0) * usual_most
    if len(series):
        certain += max(weight[SERIES], 0.0)
    if not any_slots:
        certain += max(weight[WINDOWS], 0.0)

    can, has, nearest, ceilings = _blocks(
        col,
        weight,
        alone_most,
        whole,
        real,
        needed[:needs],
        some_of[:somes],
        listed,
        starts,
        groups,
        most,
        worded,
        worth / term_sum if term_sum > 0.0 else worth,
        certain,
    )
    which, upper, size = np.empty(m, np.int64), np.empty(m), 0
    for block in range(m):
        if can[block]:
            which[size], upper[size] = block, ceilings[block]
            size += 1
    words_most = max(weight[WORDS], 0.0)
    rest = certain + most.sum() + (words_most if len(worded) else 0.0)
    most[groups] = words_most
    rest -= most[of_causes] if of_causes >= 0 else 0.0
    rest -= most[of_activities] if of_activities >= 0 else 0.0
    for at in range(size // 2 - 1, -1, -1):
        _sink(which, upper, at, size)

    # The most promising blocks first, then all the others as they lie: to keep them in order costs more than it saves.
    near_most = max(weight[NEAR], 0.0)
    source, which_one, value, feature = _items(
        plane_of, listed, starts, most, groups, of_causes, of_activities, codes[:many], rarity[:many] / max(code_sum, TINY),
        max(activities_enough, 1.0), worth / max(term_sum, TINY), words_most if len(worded) else 0.0,
    )  # fmt: skip
    items = len(value)
    item_mask, item_value, item_rest = np.empty(items, np.int64), np.empty(items), np.empty(items)
    alike_rows, comes_to = np.empty(BLOCK, np.int64), np.empty(BLOCK)
    held, least, first, at_block = 0, -np.inf, 0, 0
    while True:
        if size > 0 and (first < FIRST or held < top):
            block = which[0]
            first += 1
            size -= 1
            which[0], upper[0] = which[size], upper[size]
            _sink(which, upper, 0, size)
        elif size > 0 and at_block < m:
            if at_block == 0 and held == top:
                for _round in range(NARROWED):
                    _narrow(
                        source, which_one, value, feature, most, groups, planes, worded, has, certain, nearest, alone_most,
                        least, can, ceilings,
                    )  # fmt: skip
            block = at_block
            at_block += 1
        else:
            break
        ceiling, able = ceilings[block], can[block]
        can[block] = 0
        if not able or ceiling < least - ROUNDING:
            continue
        floor = least - ROUNDING - certain - nearest[block]
        there = _there(
            items, source, which_one, value, feature, most, planes, worded, has, block, able, item_mask, item_value, item_rest
        )  # fmt: skip
        classes = _classes(
            able, there, item_mask, item_value, item_rest, floor - alone_most[block], alike_rows, comes_to
        )
        at_class, able = 0, np.int64(0)
        while True:
            if not able:
                if at_class == classes:
                    break
                able, sum_here = alike_rows[at_class], comes_to[at_class]
                at_class += 1
            low = able & -able
            row = block * BLOCK + _count(low - 1)
            able ^= low
            if row >= n:
                continue
            most_here = row_real[row, AT_ALONE] + sum_here
            if most_here < floor:
                continue
            if least > -np.inf:  # what is read more easily than the rest of the row: how near it is, and its windows
                if placed and not from_home:
                    along, across, up = row_real[row, X] - x, row_real[row, Y] - y, row_real[row, Z] - z
                    km = EARTH_KM * np.sqrt(along * along + across * across + up * up)
                    most_here -= nearest[block] - (near_most * (scale / (scale + km)) if km == km else 0.0)
                if not any_slots:
                    bits = word[row]
                    part = np.float64(_count(bits & named)) / max(np.float64(_count(bits & SLOTS)), 1.0)
                    most_here -= max(weight[WINDOWS], 0.0) * (1.0 - part)
                if most_here < floor:
                    continue
            alike = 0.0
            if len(vector):  # read before the rest of the row: most texts have little to do with each other
                alike = (np.float64(_dot(vectors, row, vector)) / (UNIT * UNIT) - TEXT_FLOOR) / ABOVE_TEXT
                alike = weight[TEXT] * min(max(alike, 0.0), 1.0)
                if most_here - text_most + alike < floor:
                    continue
            bits = word[row]
            if (bits & need) != need or (bits & some) == 0 or (age >= 0 and row_whole[row, AT_MIN_AGE] > age):
                continue
            if (
                avoids
                and ((row_whole[row, AT_CAUSES] & avoid_causes) | (row_whole[row, AT_ACTIVITIES] & avoid_activities))
                and not (
                    (row_whole[row, AT_CAUSES] & wished_causes) | (row_whole[row, AT_ACTIVITIES] & wished_activities)
                )
            ):
                continue
            if len(shut):
                at = np.searchsorted(shut, row)
                if at < len(shut) and shut[at] == row:
                    continue
            # What speaks for the pair, in the order of `features.PAIR`.
            score = row_real[row, AT_ALONE]
            if code_sum > 0.0:
                total = 0.0
                for place in range(many):
                    total += rarity[place] * np.float64((row_whole[row, AT_CAUSES] >> codes[place]) & 1)
                score += weight[CAUSE] * min(total / code_sum, 1.0)
            if activities_enough > 0.0:
                score += weight[ACTIVITY] * _share(row_whole[row, AT_ACTIVITIES] & wished_activities, activities_enough)
            if score + nearest[block] + rest < least - ROUNDING:
                continue
            km = np.nan
            if placed:
                along, across, up = row_real[row, X] - x, row_real[row, Y] - y, row_real[row, Z] - z
                km = EARTH_KM * np.sqrt(along * along + across * across + up * up)
            if bounded and not km <= reach and not bits & REMOTE:
                continue
            if len(worded):
                in_words = 0.0
                for place in range(len(worded)):
                    if worded[place, block] & low:
                        in_words += worth[place]
                score += weight[WORDS] * min(in_words / term_sum, 1.0)
            if not any_slots:
                score += weight[WINDOWS] * (
                    np.float64(_count(bits & named)) / max(np.float64(_count(bits & SLOTS)), 1.0)
                )
            if from_home:
                score += weight[NEAR] * (1.0 if bits & REMOTE else 0.0)
            elif km == km:
                score += weight[NEAR] * (scale / (scale + km))
            if speaks and row_whole[row, AT_LANGUAGES] & speaks:
                score += weight[LANGUAGE]
            if skills_enough > 0.0:
                score += weight[SKILL] * _share(row_whole[row, AT_SKILLS] & wished_skills, skills_enough)
            if committed >= 0 and row_whole[row, AT_COMMITMENT] == committed:
                score += weight[COMMITMENT]
            if pays and row_whole[row, AT_COSTS] & pays:
                score += weight[COSTS]
            if liked_count > 0.0:
                score += weight[COMPANY] * _share(row_whole[row, AT_ACCESS] & liked, liked_count)
            if len(own):
                total = 0.0
                for place in range(len(own)):
                    if row_whole[row, AT_ORGANISATION] == own[place]:
                        total += own_shares[place]
                score += weight[OWN] * min(total, 1.0)
            for place in range(len(series)):
                if row_whole[row, AT_SERIES] == series[place]:
                    score += weight[SERIES]
                    break
            if len(usual):
                largest = 0.0
                for slot in range(len(usual)):
                    if bits >> slot & 1:
                        largest = max(largest, usual[slot])
                score += weight[USUAL] * min(largest, 1.0)
            if len(vector):
                score += alike
            # Kept in order, the best first and the lowest id first among equals.
            if held == top:
                if score < least or (score == least and row_whole[row, AT_ID] > row_whole[rows[top - 1], AT_ID]):
                    continue
                held -= 1
            at = held
            while at > 0 and (
                score > scores[at - 1]
                or (score == scores[at - 1] and row_whole[row, AT_ID] < row_whole[rows[at - 1], AT_ID])
            ):
                rows[at], scores[at] = rows[at - 1], scores[at - 1]
                at -= 1
            rows[at], scores[at] = row, score
            held += 1
            if held == top:
                least = scores[top - 1]
    return held
