"""The most that each row can score, in small whole numbers for all rows at once: what lets nearly all of them be left unlooked at.

Every part is rounded up, so a row can score less than it is given here, never more.
"""

from dataclasses import dataclass
from math import ceil, log2
from typing import Final

import numpy as np

from matching.engine import words
from matching.engine.columns import Array
from matching.engine.distance import EARTH_KM
from matching.engine.features import ROUNDING, alone, text_most
from matching.engine.index import BLOCK, MatchIndex
from matching.engine.planes import STEADY, bits, by_row
from matching.engine.query import ALL, ENOUGH_CODES, Query
from matching.engine.weights import Weights

MOST_UNITS: Final = 200
"""What all parts come to, before they are rounded: each rounds up by less than 1, and there are fewer than 55."""
STEPS: Final = 4
"""How many sizes a unit can have until it doubles: what is worked out once for a size is soon worked out for all."""

Part = tuple[Array, float]
"""A plane, and what a row that has its code gets for it."""


@dataclass(frozen=True)
class Upper:
    """What rows can score.

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
        """Return the largest number of units that at least so many rows have; 1 where there are not so many."""
        low, high = 1, 255
        while low < high:
            middle = (low + high + 1) // 2
            if np.count_nonzero(self.units >= middle) >= enough:
                low = middle
            else:
                high = middle - 1
        return low

    def reaching(self, score: float) -> int:
        """Return how many units a row must have to come up to a score."""
        return max(1, ceil((score - ROUNDING - self.base) / self.unit) + 1) if score > -np.inf else 1

    def rows(self, least: int, below: int = 256) -> Array:
        """Return the rows that have at least so many units, and fewer than some."""
        return np.flatnonzero((self.units >= least) & (self.units < below) if below < 256 else self.units >= least)


def upper(index: MatchIndex, query: Query, weights: Weights) -> Upper:
    """Return what each row can score at most."""
    groups = [(parts, most) for parts, most in _groups(index, query, weights) if most > 0]
    near, km = max(weights.near, 0.0), _km(index, query)
    score = alone(index, weights)
    low, high = float(score.min()), float(score.max())
    words_most = max(weights.words, 0.0) if "words" in query.about else 0.0
    total = high - low + near + words_most + sum(most for _parts, most in groups)
    unit = 2.0 ** (ceil(STEPS * log2(max(total, ROUNDING) / MOST_UNITS)) / STEPS)
    units = _alone_units(index, weights, low, unit).copy()
    if km is not None:
        scale = query.wants.scale_km
        units.reshape(-1, BLOCK)[:] += _units(np.nan_to_num(near * (scale / (scale + km))), unit)[:, None]
    for parts, most in groups:
        units += _capped(parts, most, unit)
    if words_most:
        units += _words(index, query, words_most, unit)
    units *= by_row(_able(index, query, km))
    return Upper(units, low + _certain(query, weights), unit)


def _units(values: Array | float, unit: float) -> Array:
    return np.ceil(np.asarray(values) / unit).astype(np.uint8)


def _alone_units(index: MatchIndex, weights: Weights, low: float, unit: float) -> Array:
    """Return what rows have by themselves; 1 for the least."""
    key = (weights, unit)
    if key not in index.prepared:
        units = np.zeros(BLOCK * len(index.block_x), dtype=np.uint8)
        units[: len(index)] = _units(alone(index, weights) - low, unit) + 1
        index.prepared[key] = units
    found: Array = index.prepared[key]
    return found


def _km(index: MatchIndex, query: Query) -> Array | None:
    """Return the least that a row of each block can be away, kilometres along a straight line; nan where none has a position."""
    if query.home is None or query.wants.from_home_only:
        return None
    x, y, z = query.home
    along, across, up = index.block_x - x, index.block_y - y, index.block_z - z
    middle = EARTH_KM * np.sqrt(along * along + across * across + up * up)
    return np.asarray(np.maximum(middle - index.block_km, 0.0))


def _groups(index: MatchIndex, query: Query, weights: Weights) -> list[tuple[list[Part], float]]:
    """Return the features that planes tell of: each with its parts, and the most that it comes to."""
    wants, about = query.wants, query.about
    found: list[tuple[list[Part], float]] = []
    if "cause" in about:
        each = [
            (index.plane("causes", bit), min(rarity / query.code_sum, 1.0) * weights.cause)
            for bit, rarity in query.codes
        ]
        found.append((each, weights.cause))
    for name, sets, wanted, enough in (
        ("activity", "activities", wants.activities, ENOUGH_CODES),
        ("skill", "skills", wants.skills, ENOUGH_CODES),
        ("company", "access", wants.likes_access, BLOCK),
    ):
        if name in about:
            weight = getattr(weights, name)
            share = weight / min(enough, wanted.bit_count())
            found.append(([(index.plane(sets, bit), share) for bit in bits(wanted)], weight))
    for name, sets, wanted in (
        ("language", "languages", wants.speaks),
        ("costs", "costs", wants.pays),
        ("commitment", "commitments", 1 << max(wants.commitment, 0)),
    ):
        if name in about:
            weight = getattr(weights, name)
            found.append(([(_any(index, sets, wanted), weight)], weight))
    if wants.from_home_only:
        found.append(([(index.plane("word", bits(words.REMOTE)[0]), weights.near)], weights.near))
    return found


def _any(index: MatchIndex, sets: str, wanted: int) -> Array:
    """Return which rows have any of some codes."""
    found = np.zeros(len(index.block_x), dtype=np.int64)
    for bit in bits(wanted):
        found |= index.plane(sets, bit)
    return found


def _capped(parts: list[Part], most: float, unit: float) -> Array:
    """Return what rows have of a feature."""
    values = [ceil(value / unit) for _plane, value in parts]
    kind = np.uint8 if sum(values) < 256 else np.uint16
    total: Array = np.zeros(BLOCK * len(parts[0][0]), dtype=kind)
    for (plane, _value), value in zip(parts, values, strict=True):
        total += by_row(plane) * kind(value)
    return np.asarray(np.minimum(total, kind(ceil(most / unit))).astype(np.uint8, copy=False))


def _words(index: MatchIndex, query: Query, most: float, unit: float) -> Array:
    total = np.zeros(BLOCK * len(index.block_x), dtype=np.uint16)
    for term, rarity in query.terms:
        rows = index.post_rows[index.post_starts[term] : index.post_starts[term + 1]]
        total[rows] += np.uint16(ceil(min(rarity / query.term_sum, 1.0) * most / unit))
    return np.minimum(total, np.uint16(_units(most, unit))).astype(np.uint8)


def _certain(query: Query, weights: Weights) -> float:
    """Return what any row may have of the features that no plane tells of."""
    wants = query.wants
    most = {
        "slots": 1.0,
        "own": min(sum(wants.own_shares), 1.0),
        "series": 1.0,
        "usual": max(wants.usual, default=0.0),
    }
    known: float = sum(max(getattr(weights, name), 0.0) * value for name, value in most.items() if name in query.about)
    return known + text_most(query, weights)


def _able(index: MatchIndex, query: Query, km: Array | None) -> Array:
    """Return which rows may pass, as a plane: what the bits of the word say, and how far the block is."""
    able = np.full(len(index.block_x), ALL, dtype=np.int64)
    able[-1:] = ALL if len(index) % BLOCK == 0 else (1 << len(index) % BLOCK) - 1
    for bit in bits(query.need & STEADY):
        able &= index.plane("word", bit)
    if query.some != ALL:
        able &= _any(index, "word", query.some)
    if query.bounds_reach and km is not None:
        near = np.nan_to_num(km, nan=np.inf) <= query.reach
        able &= np.where(near, ALL, index.plane("word", bits(words.REMOTE)[0]))
    return able
