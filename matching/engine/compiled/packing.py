"""Indexes and queries as plain arrays, for the compiled search. The order of every array follows `spec.SPEC` and the query's criteria."""

from typing import Final, NamedTuple

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
    *("ids", "min_age", "causes", "activities"),
    *sorted({one.column for one in PAIR if one.kind not in READ_IN_PLACE} - {"causes", "activities"}),
)
"""Columns of which the numbers of one row lie side by side: most of them are read together."""
TABLE_AT: Final = {name: place for place, name in enumerate(TABLE)}
AT_ID, AT_MIN_AGE, AT_CAUSES, AT_ACTIVITIES = range(4)

REFINED: Final = (Kind.NEAR, Kind.WINDOWS, Kind.MEMBER, Kind.LARGEST, Kind.TEXT)
"""Kinds whose value the planes do not know, in the order in which they are computed: the cheapest first."""

NEED_A, NEED_B, SOME_A, SOME_B, AGE, AVOID_CAUSES, AVOID_ACTIVITIES, CAUSES, ACTIVITIES, AVOIDS, LIMITED = range(11)
"""Places in `QueryArrays.whole`."""
X, Y, Z, REACH, CERTAIN = range(5)
"""Places in `QueryArrays.real`. X, Y and Z are columns of `IndexArrays.spots`, too."""
BASE = 3
"""Column of `IndexArrays.spots`."""
NUMBER, CRITERION = range(2)
"""Columns of `QueryArrays.piece`."""
KIND, COLUMN, WANTED, PARTS, PARTS_END, EARLY = range(6)
"""Columns of `QueryArrays.criteria`: parts are those from PARTS to PARTS_END; EARLY is 1 for a kind of REFINED."""
WEIGHT, ENOUGH, MOST = range(3)
"""Columns of `QueryArrays.worth`: MOST is the most that the criterion adds to a score."""


class IndexArrays(NamedTuple):
    """An index with weights.

    `table` is int64 of shape (n, columns) in the order of `TABLE`. `spots` is float64 of shape (n, 4): the position, and the base score.
    `base_most` is the largest base score of each block. `remote` has the plane of what can be done from home, if any row can. The others
    are columns of the index.
    """

    mask_a: Array
    mask_b: Array
    table: Array
    spots: Floats
    base_most: Floats
    remote: Array
    block_x: Floats
    block_y: Floats
    block_z: Floats
    block_km: Floats
    planes: Array
    vectors: Array
    term_starts: Array
    term_ids: Array
    post_starts: Array
    post_rows: Array


class QueryArrays(NamedTuple):
    """A query of one index with weights.

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
        built = {
            "table": np.column_stack([getattr(index, name).astype(np.int64) for name in TABLE]),
            "spots": np.column_stack([index.x, index.y, index.z, base]),
            "base_most": np.maximum.reduceat(base, np.arange(0, len(index), BLOCK)),
            "remote": np.array(remote_planes(index), dtype=np.int64),
        }
        index.prepared[key] = IndexArrays(
            **{name: built[name] if name in built else np.asarray(getattr(index, name)) for name in IndexArrays._fields}
        )
    found: IndexArrays = index.prepared[key]
    return found


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
    rows, worth, parts, early = _criteria(query, weights)
    numbers, starts, sources = _made(found)
    codes = [code for code, _share in parts]
    ints = (_whole(query), needs.all_of, needs.any_of or [], rows, codes, early, numbers, starts, sources)
    real = (*(query.home or NOWHERE), query.reach, certain(query, weights))
    floats = (real, worth, [share for _code, share in parts], [one.value for one in found])
    lengths = [len(part) for part in (*ints, *floats)]
    return Packed(
        np.array([number for part in (lengths, *ints) for number in part], dtype=np.int64),
        np.array([number for part in floats for number in part], dtype=np.float64),
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
        wants.causes,
        wants.activities,
        int(bool(avoid_causes | avoid_activities)),
        int(query.limits_distance),
    ]


def _criteria(query: Query, weights: Weights) -> tuple[list[int], list[float], list[tuple[int, float]], list[int]]:
    """Return the numbers of `criteria` and `worth`, the parts, and the places of those to compute early, in their order."""
    rows: list[int] = []
    worth: list[float] = []
    parts: list[tuple[int, float]] = []
    early: list[tuple[int, int]] = []
    for place, (feature, wanted, enough, own_parts, most) in enumerate(query.criteria):
        weight, begin = getattr(weights, feature.name), len(parts)
        kind, column, order = HOW[feature.name]
        is_early = order >= 0 and not (kind == Kind.NEAR and wanted)
        parts += own_parts
        rows += (kind, column, wanted, begin, len(parts), is_early)
        worth += (weight, enough, weight * most if weight > 0 else 0.0)
        if is_early:
            early.append((order, place))
    early.sort()
    return rows, worth, parts, [place for _order, place in early]


HOW: Final = {
    one.name: (int(one.kind), TABLE_AT.get(one.column, -1), REFINED.index(one.kind) if one.kind in REFINED else -1)
    for one in PAIR
}
"""For each feature the number of its kind, the place of its column in the table, and when it is computed early; -1 for none."""


def _made(found: list[Piece]) -> tuple[list[int], list[int], list[int]]:
    """Return the numbers of `QueryArrays.piece`, and of which sources the planes are made that the index does not have."""
    numbers: list[int] = []
    starts: list[int] = [0]
    sources: list[int] = []
    for piece in found:
        if len(piece.planes) == 1 and piece.term < 0:
            numbers += (piece.planes[0], piece.criterion)
            continue
        numbers += (~(len(starts) - 1), piece.criterion)
        sources += [~piece.term] if piece.term >= 0 else piece.planes
        starts.append(len(sources))
    return numbers, starts, sources
