"""One person's wants, worked out against one index: what filters and scores need, as plain numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import cos, isinf, radians, sin
from typing import Any, Final

import numpy as np

from matching.engine import words
from matching.engine.columns import TERMS, Array
from matching.engine.distance import chord_of
from matching.engine.index import MatchIndex
from matching.engine.planes import bits
from matching.engine.wants import Wants

ENOUGH_CODES: Final = 2
ENOUGH_TERMS: Final = 3
"""Two causes, or three words, are as good as all of them: nobody is made to pay for saying much."""
ALL: Final = -1
"""A mask with every bit."""

NEEDS: Final[dict[str, Callable[[Wants], int]]] = {
    "open": lambda wants: words.OPEN,
    "places": lambda wants: words.ROOM,
    "age": lambda wants: words.fine_for(wants.age),
    "reach": lambda wants: words.REMOTE if wants.from_home_only else 0,
    "time": lambda wants: 0,
    "checks": lambda wants: words.CHECK_IN_TIME | (words.NO_CHECK if wants.no_checks else 0),
    "access": lambda wants: (wants.access << words.ACCESS_AT) & words.ACCESS,
    "exclusions": lambda wants: 0,
}
"""What of each filter is a matter of bits that must all be there. The windows are one bit of several: `some`."""


@dataclass(frozen=True)
class Query:
    """What is asked of an index.

    Attributes:
    ----------
    need, some : int
        Bits that must all be there; bits of which one must be.
    but : frozenset of str
        Filters that are left out.
    home : tuple of three floats, or None
        Where they start from, on the unit sphere.
    reach : float
        How far they go, kilometres along a straight line; inf for anywhere.
    codes : tuple of (int, float); code_sum : float
        The causes they wish for, as bit numbers with their rarity, rising; what is enough of it.
    terms, term_sum
        The same of their words.
    vector : ndarray of float32, or None
    shut : ndarray of int32
        Rows they ruled out.
    about : frozenset of str
        Features of a pair that something was said about.
    """

    wants: Wants
    need: int
    some: int
    but: frozenset[str]
    home: tuple[float, float, float] | None
    reach: float
    codes: tuple[tuple[int, float], ...]
    code_sum: float
    terms: tuple[tuple[int, float], ...]
    term_sum: float
    vector: Array | None
    shut: Array
    about: frozenset[str]

    @property
    def bounds_reach(self) -> bool:
        """Whether distance rules anything out."""
        return self.home is not None and not isinf(self.reach) and "reach" not in self.but


SAID: Final[dict[str, Callable[[Wants], Any]]] = {
    "cause": lambda wants: wants.causes,
    "activity": lambda wants: wants.activities,
    "words": lambda wants: wants.terms,
    "slots": lambda wants: wants.slots,
    "near": lambda wants: wants.from_home_only or wants.is_placed,
    "language": lambda wants: wants.needs_language,
    "skill": lambda wants: wants.skills,
    "commitment": lambda wants: wants.commitment >= 0,
    "costs": lambda wants: wants.costs_matter,
    "company": lambda wants: wants.likes_access,
    "own": lambda wants: wants.own_organisations,
    "series": lambda wants: wants.own_series,
    "usual": lambda wants: wants.usual,
}
"""What must have been said for a feature of a pair to speak at all; something has to have the causes and words, too."""


def asked(index: MatchIndex, wants: Wants, but: Iterable[str] = (), only: int = 0) -> Query:
    """Return a person's wants as a question to an index; `only` are bits that must be there besides.

    Raises ValueError for a position, word or vector that cannot be.
    """
    left_out = frozenset(but)
    home, vector = _home(wants), _vector(index, wants)
    if wants.terms and not 0 <= min(wants.terms) <= max(wants.terms) < TERMS:
        raise ValueError(f"Words have numbers below {TERMS}.")
    codes = tuple((bit, float(index.cause_rarity[bit])) for bit in bits(wants.causes))
    terms = tuple((term, float(index.term_rarity[term])) for term in wants.terms)
    code_sum, term_sum = _enough(codes, ENOUGH_CODES), _enough(terms, ENOUGH_TERMS)
    unheard = {name for name, enough in (("cause", code_sum), ("words", term_sum)) if not enough}  # nothing has any
    return Query(
        wants=wants,
        need=only | sum_of(need(wants) for name, need in NEEDS.items() if name not in left_out),
        some=ALL if "time" in left_out else windows(wants),
        but=left_out,
        home=home,
        reach=wants.reach_km if isinf(wants.reach_km) else chord_of(wants.reach_km),
        codes=codes,
        code_sum=code_sum,
        terms=terms,
        term_sum=term_sum,
        vector=vector,
        shut=_shut(index, wants, left_out),
        about=frozenset(name for name, said in SAID.items() if said(wants) and name not in unheard),
    )


def sum_of(masks: Iterable[int]) -> int:
    """Return what is in any of these masks."""
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def windows(wants: Wants) -> int:
    """Return the bits of the windows of which one must be there; every bit for somebody who named none."""
    if not wants.slots and not wants.avoid_slots:
        return ALL
    return (wants.slots or words.SLOTS) & words.SLOTS & ~wants.avoid_slots


def _home(wants: Wants) -> tuple[float, float, float] | None:
    if not wants.is_placed:
        return None
    if abs(wants.lat) > 90 or abs(wants.lon) > 180:
        raise ValueError(f"There is no place at latitude {wants.lat}, longitude {wants.lon}.")
    up, along = radians(wants.lat), radians(wants.lon)
    return cos(up) * cos(along), cos(up) * sin(along), sin(up)


def _enough(parts: tuple[tuple[int, float], ...], most: int) -> float:
    return sum(sorted((rarity for _part, rarity in parts), reverse=True)[:most])


def _vector(index: MatchIndex, wants: Wants) -> Array | None:
    if not wants.vector or not index.vectors.shape[1]:
        return None
    if len(wants.vector) != index.vectors.shape[1]:
        raise ValueError(f"The vector has {len(wants.vector)} numbers, those of the index {index.vectors.shape[1]}.")
    return np.array(wants.vector, dtype=np.float32)


def _shut(index: MatchIndex, wants: Wants, but: frozenset[str]) -> Array:
    if "exclusions" in but or not (wants.excluded_ids or wants.excluded_organisations):
        return np.zeros(0, dtype=np.int32)
    rows = index.rows_of(wants.excluded_ids)
    if wants.excluded_organisations:
        theirs = np.flatnonzero(np.isin(index.organisations, np.array(wants.excluded_organisations)))
        rows = np.union1d(rows, theirs)
    return rows.astype(np.int32)
