"""The parts of a query that bit planes know of: which rows have a part, and the most that it adds to their score."""

from collections.abc import Callable
from typing import Final, NamedTuple

from matching.engine import masks
from matching.engine.index import MatchIndex
from matching.engine.masks import bits
from matching.engine.planes import FIRST
from matching.engine.query import Criterion, Query
from matching.engine.spec import CHANGING, HALF, MASK_COLUMNS, Kind
from matching.engine.weights import Weights


class Piece(NamedTuple):
    """One part of a criterion.

    A row has it if it is in any of some planes (by their numbers), or if it has a term (-1 for none). `criterion` is the place of the
    criterion in the query. The pieces of one criterion together never add more than its weight.
    """

    criterion: int
    value: float
    planes: tuple[int, ...]
    term: int = -1


def pieces(index: MatchIndex, query: Query, weights: Weights) -> list[Piece]:
    """Return all pieces, in the order of their criteria.

    Pieces that no row has are left out, and so are criteria with a weight that is not above 0: they add nothing.
    """
    found: list[Piece] = []
    for place, criterion in enumerate(query.criteria):
        pieces_of = PIECES.get(criterion.feature.kind)
        weight = getattr(weights, criterion.feature.name)
        if pieces_of is not None and weight > 0:
            found += pieces_of(index, criterion, place, weight)
    return found


def certain(query: Query, weights: Weights) -> float:
    """Return the most that any row can get for the criteria that have no pieces and do not depend on the position."""
    left = (one for one in query.criteria if one.feature.kind not in PIECES)
    return sum((max(float(getattr(weights, one.feature.name)), 0.0) * one.most for one in left), 0.0)


class Required(NamedTuple):
    """What planes say of the filters: a row must be in all of the planes `all_of`, and in one of `any_of` (None: no such condition).

    `possible` is False if no row has one of the bits.
    """

    possible: bool
    all_of: list[int]
    any_of: list[int] | None


def required(index: MatchIndex, query: Query) -> Required:
    """Return what planes say of the filters of a query; nothing of the bits that change in place."""
    all_of = mask_planes(index, query.need & ~CHANGING)
    any_of = None if query.some == masks.ALL else [one for one in mask_planes(index, query.some) if one >= 0]
    return Required(-1 not in all_of, all_of, any_of)


def mask_planes(index: MatchIndex, mask: int) -> list[int]:
    """Return the numbers of the planes of some bits of the mask; -1 for one that no row has."""
    numbers = index.plane_numbers
    return [numbers[PLACES[bit]] for bit in bits(mask)]


PLACES: Final = tuple(FIRST[name] + bit for name in MASK_COLUMNS for bit in range(HALF))
"""Where the plane of each bit of the mask stands in `plane_of`."""


def remote_planes(index: MatchIndex) -> list[int]:
    """Return the plane of what can be done from home; nothing if no row can."""
    return [number for number in mask_planes(index, masks.REMOTE) if number >= 0]


def _rare_codes(index: MatchIndex, criterion: Criterion, place: int, weight: float) -> list[Piece]:
    numbers, first = index.plane_numbers, FIRST[criterion.feature.column]
    return [
        Piece(place, min(rarity / criterion.enough, 1.0) * weight, (numbers[first + bit],))
        for bit, rarity in criterion.parts
        if numbers[first + bit] >= 0
    ]


def _rare_terms(_index: MatchIndex, criterion: Criterion, place: int, weight: float) -> list[Piece]:
    return [
        Piece(place, min(rarity / criterion.enough, 1.0) * weight, (), term)
        for term, rarity in criterion.parts
        if rarity > 0
    ]


def _share(index: MatchIndex, criterion: Criterion, place: int, weight: float) -> list[Piece]:
    value = weight / criterion.enough
    return [Piece(place, value, (number,)) for number in _planes(index, criterion, criterion.wanted)]


def _any(index: MatchIndex, criterion: Criterion, place: int, weight: float) -> list[Piece]:
    numbers = _planes(index, criterion, criterion.wanted)
    return [Piece(place, weight, tuple(numbers))] if numbers else []


def _equal(index: MatchIndex, criterion: Criterion, place: int, weight: float) -> list[Piece]:
    numbers = _planes(index, criterion, 1 << criterion.wanted)
    return [Piece(place, weight, tuple(numbers))] if numbers else []


def _near(index: MatchIndex, criterion: Criterion, place: int, weight: float) -> list[Piece]:
    """Return a piece for somebody who only does things from home. For others the position of the block says it."""
    numbers = remote_planes(index) if criterion.wanted else []
    return [Piece(place, weight, tuple(numbers))] if numbers else []


def _planes(index: MatchIndex, criterion: Criterion, codes: int) -> list[int]:
    numbers, first = index.plane_numbers, FIRST[criterion.feature.column]
    return [numbers[first + bit] for bit in bits(codes) if numbers[first + bit] >= 0]


PIECES: Final[dict[Kind, Callable[[MatchIndex, Criterion, int, float], list[Piece]]]] = {
    Kind.RARE_CODES: _rare_codes,
    Kind.RARE_TERMS: _rare_terms,
    Kind.SHARE: _share,
    Kind.ANY: _any,
    Kind.EQUAL: _equal,
    Kind.NEAR: _near,
}
"""How each kind comes in pieces. Of the other kinds, every row is taken to have the most that any row can have."""
