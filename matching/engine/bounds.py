"""Upper bounds of the scores of all rows at once, in small whole numbers, so that nearly all rows need not be read.

Every part is rounded up: a row can score less than its bound, never more.
"""

from dataclasses import dataclass
from itertools import groupby
from math import ceil, log2
from typing import Final

import numpy as np

from matching.engine.arrays import Array
from matching.engine.distance import EARTH_KM
from matching.engine.features import ROUNDING, base_scores
from matching.engine.index import BLOCK, MatchIndex
from matching.engine.pieces import Piece, certain, pieces, remote_planes, required
from matching.engine.planes import by_row
from matching.engine.query import Query
from matching.engine.spec import Kind
from matching.engine.weights import Weights

MOST_UNITS: Final = 200
"""What all parts add up to before they are rounded. Each is rounded up by less than 1, and there are fewer than 55."""
STEPS: Final = 4
"""How many sizes a unit can have until it doubles: few, since some things are computed once for each size."""


@dataclass(frozen=True)
class UpperBounds:
    """What rows can score at most.

    Attributes:
    ----------
    units : uint8 of shape (64 m,)
        0 for a row that cannot pass; else a row scores no more than base + unit × (units − 1).
    base, unit : float
    """

    units: Array
    base: float
    unit: float

    def cut(self, enough: int) -> int:
        """Return the largest number of units that at least so many rows have; 1 if there are not so many."""
        low, high = 1, 255
        while low < high:
            middle = (low + high + 1) // 2
            if np.count_nonzero(self.units >= middle) >= enough:
                low = middle
            else:
                high = middle - 1
        return low

    def reaching(self, score: float) -> int:
        """Return how many units a row must have to reach a score."""
        return max(1, ceil((score - ROUNDING - self.base) / self.unit) + 1) if score > -np.inf else 1

    def rows(self, least: int, below: int = 256) -> Array:
        """Return the rows that have at least so many units, and fewer than some."""
        return np.flatnonzero((self.units >= least) & (self.units < below) if below < 256 else self.units >= least)


def upper_bounds(index: MatchIndex, query: Query, weights: Weights) -> UpperBounds:
    """Return what each row can score at most."""
    parts = [list(group) for _place, group in groupby(pieces(index, query, weights), lambda piece: piece.criterion)]
    most = [getattr(weights, query.criteria[group[0].criterion].feature.name) for group in parts]
    near, km = _near_most(query, weights), block_km(index, query)
    base = base_scores(index, weights)
    low, high = float(base.min()), float(base.max())
    unit = 2.0 ** (ceil(STEPS * log2(max(high - low + near + sum(most), ROUNDING) / MOST_UNITS)) / STEPS)
    units = _base_units(index, weights, low, unit).copy()
    if km is not None and near:
        scale = query.wants.scale_km
        units.reshape(-1, BLOCK)[:] += _units(np.nan_to_num(near * (scale / (scale + km))), unit)[:, None]
    for group, weight in zip(parts, most, strict=True):
        units += _capped(index, group, weight, unit)
    units *= by_row(_able(index, query, km))
    return UpperBounds(units, low + certain(query, weights), unit)


def _units(values: Array | float, unit: float) -> Array:
    return np.ceil(np.asarray(values) / unit).astype(np.uint8)


def _base_units(index: MatchIndex, weights: Weights, low: float, unit: float) -> Array:
    """Return the units of what does not depend on the person; 1 for the least."""
    key = (weights, unit)
    if key not in index.prepared:
        units = np.zeros(BLOCK * len(index.block_x), dtype=np.uint8)
        units[: len(index)] = _units(base_scores(index, weights) - low, unit) + 1
        index.prepared[key] = units
    found: Array = index.prepared[key]
    return found


def _near_most(query: Query, weights: Weights) -> float:
    """Return the most that distance can add."""
    near = (one.feature for one in query.criteria if one.feature.kind is Kind.NEAR)
    return float(sum(max(getattr(weights, feature.name), 0.0) for feature in near))


def block_km(index: MatchIndex, query: Query) -> Array | None:
    """Return the least distance to a row of each block, kilometres along a straight line; nan for a block without positions.

    Shape (m,); None if distance does not count for this query.
    """
    if query.home is None or query.wants.from_home_only:
        return None
    x, y, z = query.home
    along, across, up = index.block_x - x, index.block_y - y, index.block_z - z
    middle = EARTH_KM * np.sqrt(along * along + across * across + up * up)
    return np.asarray(np.maximum(middle - index.block_km, 0.0))


def _capped(index: MatchIndex, group: list[Piece], most: float, unit: float) -> Array:
    """Return the units of one criterion, from its pieces."""
    values = [ceil(piece.value / unit) for piece in group]
    kind = np.uint8 if sum(values) < 256 else np.uint16
    total: Array = np.zeros(BLOCK * len(index.block_x), dtype=kind)
    for piece, value in zip(group, values, strict=True):
        if piece.term >= 0:
            rows = index.post_rows[index.post_starts[piece.term] : index.post_starts[piece.term + 1]]
            total[rows] += kind(value)
        else:
            total += by_row(_any_of(index, piece.planes)) * kind(value)
    return np.asarray(np.minimum(total, kind(ceil(most / unit))).astype(np.uint8, copy=False))


def _any_of(index: MatchIndex, numbers: tuple[int, ...] | list[int]) -> Array:
    """Return which rows are in any of some planes, as a plane."""
    if len(numbers) == 1:
        return np.asarray(index.planes[numbers[0]])
    found = np.zeros(len(index.block_x), dtype=np.int64)
    for number in numbers:
        found |= index.planes[number]
    return found


def _able(index: MatchIndex, query: Query, km: Array | None) -> Array:
    """Return which rows may pass, as a plane: by the bits of the mask, and by the distance of the block."""
    needs = required(index, query)
    able = np.full(len(index.block_x), -1 if needs.possible else 0, dtype=np.int64)
    if len(index) % BLOCK:
        able[-1:] &= (1 << len(index) % BLOCK) - 1
    for number in needs.all_of:
        able &= index.planes[number]
    if needs.any_of is not None:
        able &= _any_of(index, needs.any_of)
    if query.limits_distance and km is not None:
        near = np.nan_to_num(km, nan=np.inf) <= query.reach
        able &= np.where(near, -1, _any_of(index, remote_planes(index)))
    return able
