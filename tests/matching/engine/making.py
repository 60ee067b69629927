"""Rows and indexes for tests: the plainest row there is, changed where a test says so, and random ones by seed."""

from math import inf, nan
from typing import Any

import numpy as np

from matching.engine import MatchIndex, Wants
from matching.engine.spec import COLUMNS

Row = dict[str, Any]

PLAIN: Row = {one.name: one.dtype(0).item() for one in COLUMNS if one.given and one.name != "ids"} | {
    "organisations": 1,
    "lat": 51.5,
    "lon": -0.1,
    "days_to_start": nan,
    "days_to_last": inf,
    "places_left": -1,
    "max_age": 999,
    "checks_weeks": -1,
    "commitment": -1,
    "open": True,
    "terms": (),
    "vector": (),
}
"""Nothing, wherever that is not said by another value than 0."""
FROM_HOME: Row = {"lat": nan, "lon": nan, "remote": True}
DEGREE_KM = 111.19508
"""One degree along a meridian: 6371.0088 km × π ÷ 180."""


def row(**changes: Any) -> Row:
    assert set(changes) <= {*PLAIN, "ids"}
    return PLAIN | changes


def columns_of(*rows: Row) -> dict[str, list[Any]]:
    """Return columns; ids count from 1 where a row has none of its own."""
    numbered = [{"ids": place, **one} for place, one in enumerate(rows, start=1)]
    columns: dict[str, list[Any]] = {name: [one[name] for one in numbered] for name in ("ids", *PLAIN)}
    terms = columns.pop("terms")
    starts = [sum(map(len, terms[:place])) for place in range(len(rows) + 1)]
    vectors = columns.pop("vector")
    wide = max(map(len, vectors), default=0)
    return columns | {
        "term_starts": starts,
        "term_ids": [term for found in terms for term in found],
        "vectors": np.array([vector or (0,) * wide for vector in vectors], dtype=np.int8).reshape(len(rows), wide),
    }


def index_of(*rows: Row) -> MatchIndex:
    return MatchIndex.build(columns_of(*rows))


def some(rng: np.random.Generator, size: int, most: int) -> int:
    """Return a mask with at most so many of `size` bits."""
    chosen = rng.choice(size, rng.integers(0, most + 1), replace=False)
    return sum(1 << int(bit) for bit in chosen)


def some_terms(rng: np.random.Generator, most: int) -> tuple[int, ...]:
    return tuple(sorted(int(term) for term in rng.choice(15, rng.integers(0, most + 1), replace=False)))


def some_vector(rng: np.random.Generator) -> tuple[int, ...]:
    """Return eight numbers of length 127, as near as whole numbers come to it."""
    free = rng.normal(size=8)
    return tuple(int(one) for one in np.round(127 * free / np.linalg.norm(free)))


def random_row(rng: np.random.Generator) -> Row:
    placed, remote = rng.random() < 0.85, rng.random() < 0.2
    return row(
        organisations=int(rng.integers(1, 7)),
        lat=51.5 + float(rng.normal()) * 0.05 if placed else nan,
        lon=-0.1 + float(rng.normal()) * 0.05 if placed else nan,
        remote=bool(remote),
        causes=some(rng, 14, 3),
        activities=some(rng, 17, 3),
        skills=some(rng, 14, 3),
        access=some(rng, 15, 10),
        access_no=some(rng, 18, 4),
        takes=some(rng, 7, 2),
        costs=some(rng, 9, 3),
        languages=some(rng, 6, 2),
        slots=some(rng, 21, 8),
        days_to_start=nan if rng.random() < 0.3 else int(rng.integers(0, 400)) / 8,
        days_to_last=inf if rng.random() < 0.5 else int(rng.integers(0, 60)),
        places_left=int(rng.integers(-1, 4)),
        min_age=int(rng.choice([0, 0, 16, 18])),
        max_age=int(rng.choice([999, 999, 25, 18])),
        checks=int(rng.choice([0, 0, 0, 1, 4])),
        checks_weeks=int(rng.choice([-1, 0, 2, 4])),
        commitment=int(rng.integers(-1, 4)),
        tiny=bool(rng.random() < 0.2),
        join_in=bool(rng.random() < 0.2),
        age_days=int(rng.integers(-8, 400)) / 8,
        open=bool(rng.random() < 0.9),
        series=int(rng.integers(0, 4)),
        next=bool(rng.random() < 0.4),
        **{one.name: int(rng.integers(0, 9)) / 8 for one in COLUMNS if one.share},
        terms=some_terms(rng, 6),
        vector=some_vector(rng),
    )


def random_rows(seed: int, n: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    ids = rng.permutation(1000)[:n]
    return [random_row(rng) | {"ids": int(number)} for number in ids]


def random_wants(seed: int) -> Wants:
    """Return somebody who said about half of what there is to say."""
    rng = np.random.default_rng([seed, 1])
    said: dict[str, Any] = {
        "reach_km": float(rng.choice([0.0, 3.0, 6.0, 12.0])),
        "causes": some(rng, 14, 4),
        "activities": some(rng, 17, 4),
        "skills": some(rng, 14, 4),
        "speaks": some(rng, 6, 3),
        "slots": some(rng, 21, 12),
        "avoid_causes": some(rng, 14, 2),
        "avoid_activities": some(rng, 17, 2),
        "avoid_slots": some(rng, 21, 6),
        "access": some(rng, 15, 1),
        "avoid_takes": some(rng, 7, 1),
        "likes_access": some(rng, 15, 3),
        "pays": 0b001111110,
        "charges": 0b110000000,
        "needs_language": True,
        "costs_matter": True,
        "no_checks": True,
        "age": int(rng.choice([15, 17, 40])),
        "commitment": int(rng.integers(0, 4)),
        "excluded_ids": tuple(int(one) for one in rng.integers(0, 1000, 40)),
        "excluded_organisations": (int(rng.integers(1, 7)),),
        "terms": some_terms(rng, 6),
        "vector": some_vector(rng),
        "scale_km": float(rng.choice([1.0, 3.0, 8.0])),
        "own_series": (int(rng.integers(1, 4)),),
        "usual": tuple(int(part) / 16 for part in rng.multinomial(16, [1 / 21] * 21)),
    }
    kept = {name: value for name, value in said.items() if rng.random() < 0.55}
    place = {"lat": 51.5, "lon": -0.1} if rng.random() < 0.8 else {}
    if rng.random() < 0.5:
        kept |= {"own_organisations": (int(rng.integers(1, 4)), int(rng.integers(4, 7))), "own_shares": (0.5, 0.25)}
    return Wants(**place, **kept)
