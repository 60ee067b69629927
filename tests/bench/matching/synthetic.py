"""Made-up opportunities and residents on real positions, for measuring speed. What they would like and offer is drawn, the same each time.

The shares are judgements of what a hub looks like; positions are postcode units, so they crowd where people live.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.db import DatabaseError

from hub.places import tables
from matching.engine import Wants
from matching.engine.columns import TERMS, Array

LONDON: Final = "E09"
"""Codes of London's boroughs begin so (ONS)."""
AREAS: Final = ("gb", "london")
STRAY: Final = 0.01
"""Degrees by which places are strewn round the middle of a sector, where postcode units are not loaded: about a kilometre."""

CAUSES, ACTIVITIES, SKILLS, COMMITMENTS, LANGUAGES, STEMS = 16, 14, 12, 6, 20, 4000
REMOTE, UNPLACED = 0.06, 0.02
REACH: Final = ((np.inf, 0.55), (5.5, 0.25), (2.75, 0.1), (1.6, 0.07), (0.0, 0.03))
"""How far people go, kilometres, and which share of them: most leave it open."""
SCALES: Final = (0.9, 2.0, 2.75, 3.75)


@dataclass(frozen=True)
class Places:
    """Positions of one area, degrees, and what they are."""

    lat: Array
    lon: Array
    what: str


def places(area: str) -> Places:
    """Return the positions of an area: postcode units where they are loaded, else the middles of sectors by how many units each has."""
    rows = _units(area)
    if len(rows):
        return Places(rows[:, 0], rows[:, 1], f"{len(rows):,} postcode units")
    chosen = [row for row in tables.sectors().values() if area == "gb" or row.council_code.startswith(LONDON)]
    count = np.array([row.units for row in chosen])
    rng = np.random.default_rng(7)
    lat = np.repeat([row.lat for row in chosen], count) + rng.normal(0, STRAY, count.sum())
    lon = np.repeat([row.lon for row in chosen], count) + rng.normal(0, STRAY * 1.6, count.sum())
    return Places(lat, lon, f"{len(chosen):,} postcode sectors")


def _units(area: str) -> Array:
    """Return latitude and longitude of postcode units; none where there is no database, or none is loaded."""
    from hub.places.models import Postcode

    units = Postcode.objects.filter(council_code__startswith=LONDON) if area == "london" else Postcode.objects.all()
    try:
        return np.array(list(units.order_by("pk").values_list("lat", "lon")), dtype=np.float64)
    except DatabaseError:
        return np.zeros(0)


def _few(rng: np.random.Generator, n: int, codes: int, shares: tuple[float, ...]) -> Array:
    """Return n sets of codes; a set has as many as drawn by shares (of 0, 1, 2 …), the first codes more often than the last."""
    odds = 1.0 / np.arange(2, codes + 2)
    found = np.zeros(n, dtype=np.int64)
    many = rng.choice(len(shares), n, p=shares)
    for place in range(1, len(shares)):
        found |= np.where(many >= place, np.int64(1) << rng.choice(codes, n, p=odds / odds.sum()), 0)
    return found


def _stems(rng: np.random.Generator, counts: Array) -> tuple[Array, Array]:
    """Return word stems as the index takes them, commoner ones more often."""
    odds = 1.0 / np.arange(10, STEMS + 10)
    drawn = rng.choice(STEMS, counts.sum(), p=odds / odds.sum()) * 251 % TERMS
    row = np.repeat(np.arange(len(counts)), counts)
    pairs = np.unique(np.column_stack([row, drawn]), axis=0)
    starts = np.concatenate([[0], np.cumsum(np.bincount(pairs[:, 0], minlength=len(counts)))])
    return starts, pairs[:, 1]


def unit_vectors(rng: np.random.Generator, topics: npt.NDArray[np.float32], n: int) -> Array:
    """Return n vectors of text of length 127, each round one of some topics, as int8."""
    noise = rng.normal(0, 1.0 / np.sqrt(topics.shape[1]), (n, topics.shape[1])).astype(np.float32)
    drawn = topics[rng.integers(0, len(topics), n)] + noise
    rounded: Array = np.rint(127 * drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.int8)
    return rounded


def _topics(width: int) -> npt.NDArray[np.float32]:
    drawn = np.random.default_rng(3).normal(0, 1, (300, width)).astype(np.float32)
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True)) if width else drawn


def opportunities(n: int, where: Places, *, width: int = 0, seed: int = 1) -> dict[str, Any]:
    """Return n made-up opportunities as columns (`engine.columns.GIVEN`), with vectors of text so wide."""
    rng = np.random.default_rng(seed)
    spot = rng.integers(0, len(where.lat), n)
    remote = rng.random(n) < REMOTE
    unplaced = remote & (rng.random(n) < 0.5)
    starts, terms = _stems(rng, rng.integers(8, 30, n))
    choice = rng.random(n) < 0.25
    days = np.where(choice, np.nan, rng.exponential(30, n))
    organisations = rng.integers(1, n // 8 + 2, n)
    checks = rng.choice(5, n, p=(0.7, 0.05, 0.1, 0.05, 0.1))
    return {
        "ids": np.arange(1, n + 1),
        "organisations": organisations,
        "series": np.where(rng.random(n) < 0.3, organisations * 10 + rng.integers(0, 3, n), 0),
        "lat": np.where(unplaced, np.nan, where.lat[spot]),
        "lon": np.where(unplaced, np.nan, where.lon[spot]),
        "remote": remote,
        "causes": _few(rng, n, CAUSES, (0.0, 0.6, 0.3, 0.1)),
        "activities": _few(rng, n, ACTIVITIES, (0.0, 0.6, 0.3, 0.1)),
        "skills": _few(rng, n, SKILLS, (0.6, 0.3, 0.1)),
        "access": rng.integers(0, 1 << 15, n) | rng.integers(0, 1 << 15, n),
        "takes": _few(rng, n, 7, (0.5, 0.3, 0.2)),
        "access_no": rng.integers(0, 1 << 15, n) & rng.integers(0, 1 << 15, n) & rng.integers(0, 1 << 15, n),
        "costs": _few(rng, n, 8, (0.3, 0.6, 0.1)),
        "languages": _few(rng, n, LANGUAGES, (0.9, 0.08, 0.02)),
        "slots": _few(rng, n, 21, (0.0, 0.5, 0.2, 0.15, 0.1, 0.05)),
        "days_to_start": days,
        "days_to_last": np.where(choice, np.inf, days + rng.exponential(60, n)),
        "places_left": rng.choice((-1, 0, 1, 3, 10), n, p=(0.3, 0.04, 0.06, 0.3, 0.3)),
        "min_age": rng.choice((0, 14, 16, 18, 21), n, p=(0.4, 0.05, 0.2, 0.3, 0.05)),
        "max_age": rng.choice((999, 25), n, p=(0.95, 0.05)),
        "checks": checks,
        "checks_weeks": np.where(checks > 0, rng.choice((-1, 2, 4, 8), n), -1),
        "commitment": rng.integers(-1, COMMITMENTS, n),
        "tiny": rng.random(n) < 0.15,
        "join_in": rng.random(n) < 0.2,
        "age_days": rng.exponential(40, n),
        "popular": np.minimum(1, rng.exponential(0.15, n)),
        "filling": np.minimum(1, rng.exponential(0.05, n)),
        "next": rng.random(n) < 0.125,
        "replies": rng.beta(8, 2, n),
        "price": np.minimum(1, rng.exponential(0.05, n)),
        "open": np.ones(n, dtype=np.bool_),
        "term_starts": starts,
        "term_ids": terms,
        "vectors": unit_vectors(rng, _topics(width), n) if width else np.zeros((n, 0)),
    }


@dataclass(frozen=True)
class Residents:
    """Made-up residents as columns, one value each; `wants` reads one of them."""

    columns: dict[str, Array]

    def __len__(self) -> int:
        return len(self.columns["lat"])

    def wants(self, row: int, *, words: bool = False) -> Wants:
        """Return one resident's wants, with their words or without."""
        one = {name: column[row].item() for name, column in self.columns.items() if column.ndim == 1}
        if words:
            starts = self.columns["terms"]
            one["terms"] = tuple(sorted({int(term) for term in starts[row] if term >= 0}))
            one["vector"] = tuple(int(value) for value in self.columns["vector"][row])
        return Wants(**one)


def residents(n: int, where: Places, *, width: int = 0, seed: int = 2) -> Residents:
    """Return n made-up residents."""
    rng = np.random.default_rng(seed)
    spot = rng.integers(0, len(where.lat), n)
    reach, shares = zip(*REACH, strict=True)
    odds = 1.0 / np.arange(10, STEMS + 10)
    terms = rng.choice(STEMS, (n, 5), p=odds / odds.sum()) * 251 % TERMS
    return Residents(
        {
            "lat": where.lat[spot],
            "lon": where.lon[spot],
            "reach_km": rng.choice(reach, n, p=shares),
            "scale_km": rng.choice(SCALES, n),
            "causes": _few(rng, n, CAUSES, (0.15, 0.35, 0.3, 0.2)),
            "activities": _few(rng, n, ACTIVITIES, (0.3, 0.4, 0.3)),
            "skills": _few(rng, n, SKILLS, (0.7, 0.2, 0.1)),
            "speaks": _few(rng, n, LANGUAGES, (0.85, 0.12, 0.03)),
            "slots": _few(rng, n, 21, (0.3, 0.1, 0.2, 0.2, 0.1, 0.1)),
            "avoid_causes": _few(rng, n, CAUSES, (0.95, 0.05)),
            "access": np.where(rng.random(n) < 0.1, np.int64(1) << rng.integers(0, 15, n), 0),
            "likes_access": np.where(rng.random(n) < 0.2, 3, 0),
            "pays": np.full(n, 3),
            "costs_matter": rng.random(n) < 0.15,
            "needs_language": rng.random(n) < 0.05,
            "no_checks": rng.random(n) < 0.1,
            "age": rng.choice((-1, 15, 17, 30), n, p=(0.85, 0.02, 0.03, 0.1)),
            "commitment": rng.integers(-3, COMMITMENTS, n).clip(-1),
            "terms": np.where(rng.random((n, 5)) < 0.6, terms, -1),
            "vector": unit_vectors(rng, _topics(width), n) if width else np.zeros((n, 0), dtype=np.int8),
        }
    )
