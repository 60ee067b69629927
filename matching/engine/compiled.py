"""The same search as `ranking.best`, compiled. It gives the same lists to the last digit; without numba it is not there.

One loop over the blocks for what they can hold at most, a heap of those, and the rows of the best of them one by one.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit

from matching.engine import words
from matching.engine.columns import Array
from matching.engine.distance import EARTH_KM
from matching.engine.features import PAIR, TEXT_FLOOR, UNIT, Floats, alone
from matching.engine.index import BLOCK, BLOCKS, MatchIndex
from matching.engine.query import ENOUGH_CODES, Query
from matching.engine.weights import Weights

REMOTE: Final = words.REMOTE
SLOTS: Final = words.SLOTS
ABOVE_TEXT: Final = 1.0 - TEXT_FLOOR
CAUSE, ACTIVITY, WORDS, WINDOWS, NEAR, LANGUAGE, SKILL, COMMITMENT, COSTS, COMPANY, OWN, SERIES, USUAL, TEXT = range(14)
"""Places of the weights of a pair, in the order in which they are added."""

READ: Final = (
    *("ids", "organisations", "series", "x", "y", "z", "word", "causes", "activities", "skills", "access", "costs"),
    *("languages", "min_age", "commitment"),
    *BLOCKS,
    *("term_starts", "term_ids", "vectors", "post_starts", "post_blocks"),
)
Columns = NamedTuple("Columns", [(name, Any) for name in READ])  # type: ignore[misc]
"""The columns that are read here, as one thing to hand over."""


class Asked(NamedTuple):
    """A query as plain numbers and arrays."""

    need: int
    some: int
    x: float
    y: float
    z: float
    placed: bool
    reach: float
    bounded: bool
    from_home: bool
    scale: float
    age: int
    shut: Array
    avoid_causes: int
    avoid_activities: int
    wished_causes: int
    wished_activities: int
    codes: Array
    code_rarity: Array
    code_sum: float
    activities: int
    activities_enough: float
    skills: int
    skills_enough: float
    terms: Array
    term_rarity: Array
    term_sum: float
    named: int
    any_slots: bool
    speaks: int
    commitment: int
    pays: int
    liked: int
    liked_count: float
    own: Array
    own_shares: Array
    own_most: float
    series: Array
    usual: Array
    usual_most: float
    vector: Array


def best(index: MatchIndex, query: Query, weights: Weights, top: int) -> tuple[Array, Floats]:
    """Return the best rows that pass and their scores, as `ranking.best` does."""
    if top <= 0 or not len(index):
        return np.zeros(0, dtype=np.intp), np.zeros(0)
    score, most = alone(index, weights)
    found: tuple[Array, Floats] = _search(_columns(index), _asked(query), _pairs(index, weights), score, most, top)
    return found


def _columns(index: MatchIndex) -> Any:
    if Columns not in index.prepared:
        index.prepared[Columns] = Columns(*(np.asarray(getattr(index, name)) for name in READ))
    return index.prepared[Columns]


def _pairs(index: MatchIndex, weights: Weights) -> Floats:
    key = (Columns, weights)
    if key not in index.prepared:
        index.prepared[key] = np.array([getattr(weights, name) for name in (*PAIR, "text")])
    found: Floats = index.prepared[key]
    return found


NO_ROWS: Final = np.zeros(0, dtype=np.int32)
NO_IDS: Final = np.zeros(0, dtype=np.int64)
NO_SHARES: Final = np.zeros(0)
NO_VECTOR: Final = np.zeros(0, dtype=np.int16)


def _ids(values: tuple[int, ...]) -> Array:
    return np.array(values, dtype=np.int64) if values else NO_IDS


def _shares(values: tuple[float, ...]) -> Array:
    return np.array(values, dtype=np.float64) if values else NO_SHARES


def _asked(query: Query) -> Asked:
    wants = query.wants
    x, y, z = query.home or (0.0, 0.0, 0.0)
    shuts = "exclusions" not in query.but
    return Asked(
        need=query.need,
        some=query.some,
        x=x,
        y=y,
        z=z,
        placed=query.home is not None,
        reach=query.reach,
        bounded=query.bounds_reach and not wants.from_home_only,
        from_home=wants.from_home_only,
        scale=wants.scale_km,
        age=wants.age if "age" not in query.but else -1,
        shut=query.shut,
        avoid_causes=wants.avoid_causes if shuts else 0,
        avoid_activities=wants.avoid_activities if shuts else 0,
        wished_causes=wants.causes,
        wished_activities=wants.activities,
        codes=_ids(tuple(bit for bit, _rarity in query.codes)),
        code_rarity=_shares(tuple(rarity for _bit, rarity in query.codes)),
        code_sum=float(query.code_sum),
        activities=wants.activities,
        activities_enough=float(min(ENOUGH_CODES, wants.activities.bit_count())),
        skills=wants.skills,
        skills_enough=float(min(ENOUGH_CODES, wants.skills.bit_count())),
        terms=_ids(tuple(term for term, _rarity in query.terms)),
        term_rarity=_shares(tuple(rarity for _term, rarity in query.terms)),
        term_sum=float(query.term_sum),
        named=(wants.slots or SLOTS) & SLOTS & ~wants.avoid_slots,
        any_slots=not wants.slots,
        speaks=wants.speaks if wants.needs_language else 0,
        commitment=wants.commitment,
        pays=wants.pays if wants.costs_matter else 0,
        liked=wants.likes_access,
        liked_count=float(wants.likes_access.bit_count()),
        own=_ids(wants.own_organisations),
        own_shares=_shares(wants.own_shares),
        own_most=min(float(sum(wants.own_shares)), 1.0),
        series=_ids(wants.own_series),
        usual=_shares(wants.usual),
        usual_most=float(max(wants.usual, default=0.0)),
        vector=NO_VECTOR if query.vector is None else query.vector.astype(np.int16),
    )


@njit(inline="always")
def _count(mask):  # type: ignore[no-untyped-def]
    """Return how many bits a mask has."""
    bits = np.uint64(mask)
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.float64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(inline="always")
def _alike(causes, activities, skills, costs, languages, access, ask, weight, score, part):  # type: ignore[no-untyped-def]
    """Add what sets of codes add before (part 0) or after (1, 2) other features; for a row or for a block."""
    if part == 0:
        if ask.code_sum > 0.0:
            total = 0.0
            for place in range(len(ask.codes)):
                total += ask.code_rarity[place] * np.float64((causes >> ask.codes[place]) & 1)
            score += weight[CAUSE] * min(total / ask.code_sum, 1.0)
        if ask.activities_enough > 0.0:
            score += weight[ACTIVITY] * min(_count(activities & ask.activities) / ask.activities_enough, 1.0)
    elif part == 1:
        if ask.speaks and languages & ask.speaks:
            score += weight[LANGUAGE]
        if ask.skills_enough > 0.0:
            score += weight[SKILL] * min(_count(skills & ask.skills) / ask.skills_enough, 1.0)
    else:
        if ask.pays and costs & ask.pays:
            score += weight[COSTS]
        if ask.liked_count > 0.0:
            score += weight[COMPANY] * (_count(access & ask.liked) / ask.liked_count)
    return score


@njit(cache=True, nogil=True)
def _blocks(col, ask, weight, most, which, upper):  # type: ignore[no-untyped-def]
    """Write down the blocks of which a row may pass, and the most it can score; return how many there are."""
    n = len(col.block_word)
    term_most = np.zeros(n if ask.term_sum > 0.0 else 0)
    if ask.term_sum > 0.0:
        for place in range(len(ask.terms)):
            term = ask.terms[place]
            for at in range(col.post_starts[term], col.post_starts[term + 1]):
                term_most[col.post_blocks[at]] += ask.term_rarity[place]
    found = 0
    for block in range(n):
        word = col.block_word[block]
        if (word & ask.need) != ask.need or (word & ask.some) == 0:
            continue
        km = np.nan
        if ask.placed:
            along, across, up = col.block_x[block] - ask.x, col.block_y[block] - ask.y, col.block_z[block] - ask.z
            km = EARTH_KM * np.sqrt(along * along + across * across + up * up) - col.block_km[block]
            km = max(km, 0.0) if km == km else km
        if ask.bounded and not km <= ask.reach and not word & REMOTE:
            continue
        score = most[block]
        score = _alike(col.block_causes[block], col.block_activities[block], 0, 0, 0, 0, ask, weight, score, 0)
        if ask.term_sum > 0.0:
            score += weight[WORDS] * min(term_most[block] / ask.term_sum, 1.0)
        if not ask.any_slots:
            score += weight[WINDOWS]
        if ask.from_home:
            score += weight[NEAR]
        elif km == km:
            score += weight[NEAR] * (ask.scale / (ask.scale + km))
        score = _alike(0, 0, col.block_skills[block], 0, col.block_languages[block], 0, ask, weight, score, 1)
        if ask.commitment >= 0 and col.block_commitments[block] >> ask.commitment & 1:
            score += weight[COMMITMENT]
        score = _alike(0, 0, 0, col.block_costs[block], 0, col.block_access[block], ask, weight, score, 2)
        score += weight[OWN] * ask.own_most
        if len(ask.series):
            score += weight[SERIES]
        score += weight[USUAL] * ask.usual_most
        if len(ask.vector):
            score += weight[TEXT]
        which[found], upper[found] = block, score
        found += 1
    return found


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


@njit(inline="always")
def _passes(col, ask, row):  # type: ignore[no-untyped-def]
    """Whether a row passes every filter, but for its distance."""
    word = col.word[row]
    if (word & ask.need) != ask.need or (word & ask.some) == 0:
        return False
    if ask.age >= 0 and col.min_age[row] > ask.age:
        return False
    avoided = (col.causes[row] & ask.avoid_causes) | (col.activities[row] & ask.avoid_activities)
    if avoided and not ((col.causes[row] & ask.wished_causes) | (col.activities[row] & ask.wished_activities)):
        return False
    if len(ask.shut):
        at = np.searchsorted(ask.shut, row)
        if at < len(ask.shut) and ask.shut[at] == row:
            return False
    return True


@njit(inline="always")
def _before_text(col, ask, weight, row, km, score):  # type: ignore[no-untyped-def]
    """Add to what a row scores by itself what speaks for the pair, in the order of `features.PAIR`."""
    word = col.word[row]
    score = _alike(col.causes[row], col.activities[row], 0, 0, 0, 0, ask, weight, score, 0)
    if ask.term_sum > 0.0:
        total, at, last = 0.0, col.term_starts[row], col.term_starts[row + 1]
        for place in range(len(ask.terms)):
            while at < last and col.term_ids[at] < ask.terms[place]:
                at += 1
            if at < last and col.term_ids[at] == ask.terms[place]:
                total += ask.term_rarity[place]
        score += weight[WORDS] * min(total / ask.term_sum, 1.0)
    if not ask.any_slots:
        score += weight[WINDOWS] * (_count(word & ask.named) / max(_count(word & SLOTS), 1.0))
    if ask.from_home:
        score += weight[NEAR] * (1.0 if word & REMOTE else 0.0)
    elif km == km:
        score += weight[NEAR] * (ask.scale / (ask.scale + km))
    score = _alike(0, 0, col.skills[row], 0, col.languages[row], 0, ask, weight, score, 1)
    if ask.commitment >= 0 and col.commitment[row] == ask.commitment:
        score += weight[COMMITMENT]
    score = _alike(0, 0, 0, col.costs[row], 0, col.access[row], ask, weight, score, 2)
    if len(ask.own):
        total = 0.0
        for place in range(len(ask.own)):
            if col.organisations[row] == ask.own[place]:
                total += ask.own_shares[place]
        score += weight[OWN] * min(total, 1.0)
    for place in range(len(ask.series)):
        if col.series[row] == ask.series[place]:
            score += weight[SERIES]
            break
    if len(ask.usual):
        largest = 0.0
        for slot in range(len(ask.usual)):
            if word >> slot & 1:
                largest = max(largest, ask.usual[slot])
        score += weight[USUAL] * min(largest, 1.0)
    return score


@njit(inline="always")
def _text(col, ask, row):  # type: ignore[no-untyped-def]
    total = np.int32(0)
    for place in range(len(ask.vector)):
        total += np.int32(col.vectors[row, place]) * np.int32(ask.vector[place])
    return min(max((np.float64(total) / (UNIT * UNIT) - TEXT_FLOOR) / ABOVE_TEXT, 0.0), 1.0)


@njit(cache=True, nogil=True)
def _search(col, ask, weight, alone_score, alone_most, top):  # type: ignore[no-untyped-def]
    """Return the best rows and their scores."""
    n = len(col.word)
    upward = np.maximum(weight, 0.0)
    which, upper = np.empty(len(col.block_word), np.int64), np.empty(len(col.block_word))
    size = _blocks(col, ask, upward, alone_most, which, upper)
    for at in range(size // 2 - 1, -1, -1):
        _sink(which, upper, at, size)
    rows, scores, held = np.empty(top, np.int64), np.empty(top), 0
    text_most = upward[TEXT]
    while size > 0 and (held < top or upper[0] >= scores[top - 1]):
        block = which[0]
        size -= 1
        which[0], upper[0] = which[size], upper[size]
        _sink(which, upper, 0, size)
        for row in range(block * BLOCK, min((block + 1) * BLOCK, n)):
            if not _passes(col, ask, row):
                continue
            km = np.nan
            if ask.placed:
                along, across, up = col.x[row] - ask.x, col.y[row] - ask.y, col.z[row] - ask.z
                km = EARTH_KM * np.sqrt(along * along + across * across + up * up)
            if ask.bounded and not km <= ask.reach and not col.word[row] & REMOTE:
                continue
            score = _before_text(col, ask, weight, row, km, alone_score[row])
            if len(ask.vector):
                if held == top and score + text_most < scores[top - 1]:
                    continue
                score += weight[TEXT] * _text(col, ask, row)
            # Kept in order, the best first and the lowest id first among equals.
            if held == top:
                last = scores[top - 1]
                if score < last or (score == last and col.ids[row] > col.ids[rows[top - 1]]):
                    continue
                held -= 1
            at = held
            while at > 0 and (
                score > scores[at - 1] or (score == scores[at - 1] and col.ids[row] < col.ids[rows[at - 1]])
            ):
                scores[at], rows[at] = scores[at - 1], rows[at - 1]
                at -= 1
            scores[at], rows[at] = score, row
            held += 1
    return rows[:held], scores[:held]
