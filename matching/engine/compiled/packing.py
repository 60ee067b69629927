"""Indexes and queries as plain arrays, for the compiled search. The order of every array follows `spec.SPEC` and the query's criteria."""

from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np

from matching.engine.arrays import Array, Floats
from matching.engine.features import base_scores
from matching.engine.index import BLOCK, MatchIndex
from matching.engine.masks import split
from matching.engine.pieces import Piece, certain, pieces, remote_planes, required
from matching.engine.query import Query
from matching.engine.spec import PAIR, Kind
from matching.engine.weights import Weights

READ_IN_PLACE: Final = frozenset({Kind.RARE_TERMS, Kind.WINDOWS, Kind.NEAR, Kind.LARGEST, Kind.TEXT})
"""Kinds that do not read a column of the table."""
TABLE: Final = (
    *("ids", "min_age", "max_age", "causes", "activities"),
    *sorted({one.column for one in PAIR if one.kind not in READ_IN_PLACE} - {"causes", "activities"}),
)
"""Columns of which the numbers of one row lie side by side: most of them are read together."""
TABLE_AT: Final = {name: place for place, name in enumerate(TABLE)}
AT_ID, AT_MIN_AGE, AT_MAX_AGE, AT_CAUSES, AT_ACTIVITIES = range(5)

REFINED: Final = (Kind.NEAR, Kind.WINDOWS, Kind.MEMBER, Kind.LARGEST, Kind.TEXT)
"""Kinds whose value the planes do not know, in the order in which they are computed: the cheapest first."""

NEED_A, NEED_B, SOME_A, SOME_B, AGE, AVOID_CAUSES, AVOID_ACTIVITIES, AVOIDS, LIMITED = range(9)
"""Places in `QueryArrays.whole`."""
X, Y, Z, REACH, CERTAIN = range(5)
"""Places in `QueryArrays.real`. X, Y and Z are columns of `IndexArrays.spots` and rows of `IndexArrays.blocks`, too."""
BASE, RADIUS = 3, 4
"""The same of the base score, and in `IndexArrays.blocks` of the largest one and the radius in kilometres."""
NUMBER, CRITERION = range(2)
"""Columns of `QueryArrays.piece`."""
KIND, COLUMN, WANTED, PARTS, PARTS_END, EARLY = range(6)
"""Columns of `QueryArrays.criteria`: parts are those from PARTS to PARTS_END; EARLY is 1 for a kind of REFINED."""
WEIGHT, ENOUGH, MOST = range(3)
"""Columns of `QueryArrays.worth`: MOST is the most that the criterion adds to a score."""


class IndexArrays(NamedTuple):
    """An index with weights.

    `table` is int64 of shape (n, columns) in the order of `TABLE`. `spots` is float64 of shape (n, 4): the position, and the base score.
    `blocks` is float64 of shape (5, m): the centre, the largest base score and the radius of each block. `remote` is
    the plane of what can be done from home, -1 if no row can. The others are columns of the index.
    """

    mask_a: Array
    mask_b: Array
    table: Array
    spots: Floats
    blocks: Floats
    remote: int
    planes: Array
    vectors: Array
    post_starts: Array
    post_rows: Array


class QueryArrays(NamedTuple):
    """A query of one index with weights.

    `part_code` of a term is the place of its plane among those that are made.

    `piece` has the number of a plane for each piece, or ~i for the plane i that is made for this query, and the place of its criterion.
    A plane is made of sources: numbers of planes, or ~t for the rows that have the term t.
    """

    whole: Array
    real: Floats
    all_of: Array
    any_of: Array
    criteria: Array
    worth: Floats
    part_code: Array
    part_worth: Floats
    early: Array
    piece: Array
    piece_value: Floats
    made_starts: Array
    made_sources: Array
    excluded: Array
    vector: Array


def packed_index(index: MatchIndex, weights: Weights) -> IndexArrays:
    """Return an index as arrays; computed once for an index and weights."""
    key = (IndexArrays, weights)
    if key not in index.prepared:
        base = base_scores(index, weights)
        base_most = np.maximum.reduceat(base, np.arange(0, len(index), BLOCK))
        columns = [name for name in IndexArrays._fields if hasattr(index, name)]
        arrays: dict[str, Any] = {name: np.asarray(getattr(index, name)) for name in columns}
        arrays |= {
            "table": np.column_stack([getattr(index, name).astype(np.int64) for name in TABLE]),
            "spots": np.column_stack([index.x, index.y, index.z, base]),
            "blocks": np.stack([index.block_x, index.block_y, index.block_z, base_most, index.block_km]),
            "remote": (*remote_planes(index), -1)[0],
        }
        index.prepared[key] = IndexArrays(**{name: _read_only(value) for name, value in arrays.items()})
    found: IndexArrays = index.prepared[key]
    return found


def _read_only(value: Any) -> Any:
    """Return an array as one that nothing may write to: numba would compile the search once for those and once for the others."""
    if isinstance(value, np.ndarray):
        value = value.view()
        value.flags.writeable = False
    return value


class Packed(NamedTuple):
    """A query as two arrays of all numbers, and the two arrays that a query has anyway.

    Few arrays, since to hand one over to compiled code takes about as long as to read a block. `unpacked` in `search` makes `QueryArrays`
    of it. `ints` begins with the lengths of its parts, then of those of `floats`; the parts follow.
    """

    ints: Array
    floats: Floats
    excluded: Array
    vector: Array


INT_PARTS: Final = 9
FLOAT_PARTS: Final = 4
NOWHERE: Final = (0.0, 0.0, 0.0)
NO_VECTOR: Final = np.zeros(0, dtype=np.float32)


def packed_query(index: MatchIndex, query: Query, weights: Weights) -> Packed | None:
    """Return a query as arrays; None if no row can pass."""
    needs = required(index, query)
    if not needs.possible:
        return None
    found = pieces(index, query, weights)
    rows, worth, codes, shares, early, terms = _criteria(query, weights)
    ints = (_whole(query), needs.all_of, needs.any_of or (), rows, codes, early, *_made(found, terms))
    real = (*(query.home or NOWHERE), query.reach, certain(query, weights))
    floats = (real, worth, shares, [one.value for one in found])
    return Packed(
        np.array([*map(len, ints), *map(len, floats), *chain.from_iterable(ints)], dtype=np.int64),
        np.array([*chain.from_iterable(floats)], dtype=np.float64),
        query.excluded_rows,
        NO_VECTOR if query.vector is None else query.vector,
    )


def _whole(query: Query) -> list[int]:
    """Return what the filters compare with; see NEED_A and the others."""
    wants = query.wants
    avoids = "exclusions" not in query.ignore_filters
    avoid_causes, avoid_activities = (wants.avoid_causes, wants.avoid_activities) if avoids else (0, 0)
    return [
        *split(query.need),
        *split(query.some),
        wants.age if "age" not in query.ignore_filters else -1,
        avoid_causes,
        avoid_activities,
        int(bool(avoid_causes | avoid_activities)),
        int(query.limits_distance),
    ]


def _criteria(
    query: Query, weights: Weights
) -> tuple[list[int], list[float], list[int], list[float], list[int], dict[int, int]]:
    """Return the numbers of `criteria`, `worth`, `part_code` and `part_worth`, the places of those to compute early, in their order, and
    for each term the place of its plane among those that are made: those of terms come first.
    """
    rows: list[int] = []
    worth: list[float] = []
    codes: list[int] = []
    shares: list[float] = []
    early: list[tuple[int, int]] = []
    terms: dict[int, int] = {}
    for place, (feature, wanted, enough, own_parts, most) in enumerate(query.criteria):
        weight, begin = getattr(weights, feature.name), len(codes)
        kind, column, order = HOW[feature.name]
        is_early = order >= 0 and not (kind == NEAR and wanted)
        for code, share in own_parts:
            codes.append(terms.setdefault(code, len(terms)) if kind == RARE_TERMS else code)
            shares.append(share)
        rows += (kind, column, wanted, begin, len(codes), is_early)
        worth += (weight, enough, weight * most if weight > 0 else 0.0)
        if is_early:
            early.append((order, place))
    early.sort()
    return rows, worth, codes, shares, [place for _order, place in early], terms


NEAR, RARE_TERMS = int(Kind.NEAR), int(Kind.RARE_TERMS)
HOW: Final = {
    one.name: (int(one.kind), TABLE_AT.get(one.column, -1), REFINED.index(one.kind) if one.kind in REFINED else -1)
    for one in PAIR
}
"""For each feature the number of its kind, the place of its column in the table, and when it is computed early; -1 for none."""


def _made(found: list[Piece], terms: dict[int, int]) -> tuple[list[int], list[int], list[int]]:
    """Return the numbers of `QueryArrays.piece`, and of which sources the planes are made that the index does not have."""
    numbers: list[int] = []
    starts = list(range(len(terms) + 1))
    sources = [~term for term in terms]
    for criterion, _value, planes, term in found:
        if term >= 0:
            numbers += (~terms[term], criterion)
        elif len(planes) == 1:
            numbers += (planes[0], criterion)
        else:
            numbers += (~(len(starts) - 1), criterion)
            sources += planes
            starts.append(len(sources))
    return numbers, starts, sources
