"""One person's wants, prepared for one index: what filters and scores need, as plain numbers."""

from collections.abc import Callable, Iterable
from math import cos, isinf, radians, sin
from typing import Final, NamedTuple

import numpy as np

from matching.engine import masks
from matching.engine.arrays import Array
from matching.engine.columns import TERMS
from matching.engine.distance import chord_of
from matching.engine.index import MatchIndex
from matching.engine.masks import bits
from matching.engine.spec import PAIR, Feature, Kind
from matching.engine.wants import Wants

NEEDS: Final[dict[str, Callable[[Wants], int]]] = {
    "open": lambda wants: masks.OPEN,
    "places": lambda wants: masks.ROOM,
    "age": lambda wants: masks.fine_for(wants.age),
    "reach": lambda wants: masks.REMOTE if wants.from_home_only else 0,
    "time": lambda wants: 0,
    "checks": lambda wants: masks.CHECK_IN_TIME | (masks.NO_CHECK if wants.no_checks else 0),
    "access": lambda wants: (wants.access << masks.ACCESS_AT) & masks.ACCESS,
    "takes": lambda wants: (wants.avoid_takes << masks.SPARED_AT) & masks.SPARED,
    "exclusions": lambda wants: 0,
}
"""The bits of the mask that each filter needs, all of them. Of the windows, one of several is enough: `Query.some`."""

Parts = tuple[tuple[int, float], ...]


class Criterion(NamedTuple):
    """One feature that this query has something to compare with. What the fields mean depends on the feature's kind.

    Attributes:
    ----------
    wanted : int
        The codes or windows as a set (SHARE, ANY, WINDOWS), the value (EQUAL), or 1 for from home only (NEAR).
    enough : float
        What the sum is divided by (RARE_CODES, RARE_TERMS, SHARE), or the scale in kilometres (NEAR).
    parts : tuple of (int, float)
        Codes, terms, values or windows, each with what it adds, rising for codes and terms.
    most : float
        The highest value that any row can have.
    """

    feature: Feature
    wanted: int = 0
    enough: float = 1.0
    parts: Parts = ()
    most: float = 1.0


class Query(NamedTuple):
    """A person's wants, prepared for one index.

    Attributes:
    ----------
    need, some : int
        Bits of the mask that must all be there; bits of which one must be.
    ignore_filters : frozenset of str
        Filters that are not applied.
    home : tuple of three floats, or None
        Where the person starts from, on the unit sphere.
    reach : float
        How far they go, kilometres along a straight line; inf for anywhere.
    criteria : tuple of Criterion
        In the order of the features.
    vector : ndarray of float32, or None
    excluded_rows : ndarray of int32
        Rows that they never want to see, rising.
    """

    wants: Wants
    need: int
    some: int
    ignore_filters: frozenset[str]
    home: tuple[float, float, float] | None
    reach: float
    criteria: tuple[Criterion, ...]
    vector: Array | None
    excluded_rows: Array

    @property
    def limits_distance(self) -> bool:
        """Whether distance rules anything out, beyond what must be done from home."""
        return (
            self.home is not None
            and not isinf(self.reach)
            and "reach" not in self.ignore_filters
            and not self.wants.from_home_only
        )


def build_query(index: MatchIndex, wants: Wants, ignore_filters: Iterable[str] = (), required_bits: int = 0) -> Query:
    """Return a person's wants as a query of an index.

    `ignore_filters` are names of `FILTERS`; `required_bits` are bits of the mask that must be there as well. Raises ValueError for a
    position, term or vector that is impossible.
    """
    ignored = frozenset(ignore_filters)
    if wants.terms and not 0 <= min(wants.terms) <= max(wants.terms) < TERMS:
        raise ValueError(f"Terms have numbers below {TERMS}.")
    vector = _vector(index, wants)
    return Query(
        wants=wants,
        need=masks.union([required_bits, *[need(wants) for name, need in NEEDS.items() if name not in ignored]]),
        some=masks.ALL if "time" in ignored else windows(wants),
        ignore_filters=ignored,
        home=_home(wants),
        reach=wants.reach_km if isinf(wants.reach_km) else chord_of(wants.reach_km),
        criteria=_criteria(index, wants),
        vector=vector,
        excluded_rows=_excluded_rows(index, wants, ignored),
    )


def windows(wants: Wants) -> int:
    """Return the bits of the windows of which a row must have one; every bit for somebody who named none."""
    if not wants.slots and not wants.avoid_slots:
        return masks.ALL
    return suitable(wants)


def suitable(wants: Wants) -> int:
    """Return the windows that suit somebody, as a set."""
    return (wants.slots or masks.SLOTS) & masks.SLOTS & ~wants.avoid_slots


def _criteria(index: MatchIndex, wants: Wants) -> tuple[Criterion, ...]:
    """Return a criterion for each feature that the person said something about, and that some row can have."""
    said = vars(wants)
    found = [
        prepare(index, wants, feature)
        for feature, wanted, nothing, only_if, prepare in ASKED
        if said[wanted] != nothing and (not only_if or said[only_if])
    ]
    return tuple([one for one in found if one is not None])


NOTHING_SAID: Final = vars(Wants()) | {"scale_km": None}
"""The fields of wants where nothing was said. A scale says nothing, nor does its absence: there is always one."""


def _rare_codes(index: MatchIndex, wants: Wants, feature: Feature) -> Criterion | None:
    parts = tuple((bit, float(index.cause_rarity[bit])) for bit in bits(getattr(wants, feature.wanted)))
    return _rare(feature, parts)


def _rare_terms(index: MatchIndex, wants: Wants, feature: Feature) -> Criterion | None:
    return _rare(feature, tuple((term, float(index.term_rarity[term])) for term in getattr(wants, feature.wanted)))


def _rare(feature: Feature, parts: Parts) -> Criterion | None:
    """Return a criterion whose whole is the rarest few; None if no row has any of them."""
    enough = sum(sorted((rarity for _part, rarity in parts), reverse=True)[: feature.enough])
    return Criterion(feature, enough=enough, parts=parts) if enough else None


def _share(_index: MatchIndex, wants: Wants, feature: Feature) -> Criterion:
    wanted: int = getattr(wants, feature.wanted)
    count = wanted.bit_count()
    return Criterion(feature, wanted, float(min(feature.enough or count, count)))


def _wanted(_index: MatchIndex, wants: Wants, feature: Feature) -> Criterion:
    return Criterion(feature, getattr(wants, feature.wanted))


def _windows(_index: MatchIndex, wants: Wants, feature: Feature) -> Criterion:
    return Criterion(feature, suitable(wants))


def _near(_index: MatchIndex, wants: Wants, feature: Feature) -> Criterion | None:
    if not (wants.from_home_only or wants.is_placed):
        return None
    return Criterion(feature, int(wants.from_home_only), getattr(wants, feature.wanted))


def _member(_index: MatchIndex, wants: Wants, feature: Feature) -> Criterion:
    values = getattr(wants, feature.wanted)
    shares = getattr(wants, feature.shares) if feature.shares else (1.0,) * len(values)
    return Criterion(feature, parts=tuple(zip(values, shares, strict=True)), most=min(sum(shares), 1.0))


def _largest(_index: MatchIndex, wants: Wants, feature: Feature) -> Criterion | None:
    parts = tuple((slot, share) for slot, share in enumerate(getattr(wants, feature.wanted)) if share > 0)
    return Criterion(feature, parts=parts, most=min(max(share for _slot, share in parts), 1.0)) if parts else None


def _text(index: MatchIndex, wants: Wants, feature: Feature) -> Criterion | None:
    return Criterion(feature) if index.vectors.shape[1] else None


PREPARE: Final[dict[Kind, Callable[[MatchIndex, Wants, Feature], Criterion | None]]] = {
    Kind.RARE_CODES: _rare_codes,
    Kind.RARE_TERMS: _rare_terms,
    Kind.SHARE: _share,
    Kind.ANY: _wanted,
    Kind.EQUAL: _wanted,
    Kind.WINDOWS: _windows,
    Kind.NEAR: _near,
    Kind.MEMBER: _member,
    Kind.LARGEST: _largest,
    Kind.TEXT: _text,
}
"""How each kind is prepared; None if no row can have it."""
ASKED: Final = tuple((one, one.wanted, NOTHING_SAID[one.wanted], one.only_if, PREPARE[one.kind]) for one in PAIR)
"""The same feature by feature, for a query needs all of them."""


def _home(wants: Wants) -> tuple[float, float, float] | None:
    if not wants.is_placed:
        return None
    if abs(wants.lat) > 90 or abs(wants.lon) > 180:
        raise ValueError(f"There is no place at latitude {wants.lat}, longitude {wants.lon}.")
    up, along = radians(wants.lat), radians(wants.lon)
    return cos(up) * cos(along), cos(up) * sin(along), sin(up)


def _vector(index: MatchIndex, wants: Wants) -> Array | None:
    if not wants.vector or not index.vectors.shape[1]:
        return None
    if len(wants.vector) != index.vectors.shape[1]:
        raise ValueError(f"The vector has {len(wants.vector)} numbers, those of the index {index.vectors.shape[1]}.")
    return np.array(wants.vector, dtype=np.float32)


def _excluded_rows(index: MatchIndex, wants: Wants, ignored: frozenset[str]) -> Array:
    if "exclusions" in ignored or not (wants.excluded_ids or wants.excluded_organisations):
        return np.zeros(0, dtype=np.int32)
    rows = index.rows_of(wants.excluded_ids)
    if wants.excluded_organisations:
        theirs = np.flatnonzero(np.isin(index.organisations, np.array(wants.excluded_organisations)))
        rows = np.union1d(rows, theirs)
    return rows.astype(np.int32)
