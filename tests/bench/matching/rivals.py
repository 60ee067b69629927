"""What else one could use: a database that computes the same score, a database that sorts by distance, and two ways without a database.

Each is as its own people would set it up: tables with the indexes that help, statistics gathered, nothing written twice.
"""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import cos, isinf, radians
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import psycopg

from matching.engine import DEFAULT, MatchIndex, Wants
from matching.engine.distance import EARTH_KM
from matching.engine.features import base_scores
from matching.engine.masks import ALL, REMOTE, SLOTS, split
from matching.engine.query import Criterion, Query, build_query
from matching.engine.spec import MASK_COLUMNS, PAIR, Kind

Answer = Callable[[Wants], list[int]]
KM_PER_DEGREE: Final = 111.2
TOP: Final = 20

OF_CODES: Final = frozenset({Kind.RARE_CODES, Kind.SHARE, Kind.ANY, Kind.EQUAL})
COLUMNS: Final = {
    "id": "bigint primary key",
    **dict.fromkeys(("lat", "lon", "x", "y", "z"), "double precision"),
    **dict.fromkeys((*MASK_COLUMNS, *(one.column for one in PAIR if one.kind in OF_CODES)), "bigint"),
    "min_age": "smallint",
    "max_age": "smallint",
    "base": "double precision",
}
"""A row has the part of its score that does not depend on the person: nobody would have a database compute that for each question."""


def rows(index: MatchIndex) -> Iterator[tuple[Any, ...]]:
    """Yield what goes into the tables."""
    lat = np.degrees(np.arcsin(index.z))
    lon = np.degrees(np.arctan2(index.y, index.x))
    same = [getattr(index, name) for name in COLUMNS if name not in ("id", "lat", "lon", "base")]
    columns = [index.ids, lat, lon, *same, base_scores(index, DEFAULT)]
    for values in zip(*(column.tolist() for column in columns), strict=True):
        yield tuple(None if value != value else value for value in values)


def _passing(query: Query, *, box: str) -> str:
    """Return the filters of a question."""
    wants = query.wants
    found = [f"({name} & {half}) = {half}" for name, half in _halves(query.need)]
    if query.some != ALL:
        found.append(f"({_has(query.some)})")
    if wants.age >= 0:
        found.append(f"min_age <= {wants.age} and {wants.age} <= max_age")
    if wants.avoid_causes or wants.avoid_activities:
        found.append(f"(causes & {wants.avoid_causes}) = 0 and (activities & {wants.avoid_activities}) = 0")
    if query.limits_distance:
        found.append(f"({_has(REMOTE)} or ({box} and {_squared(query)} <= {query.reach**2!r}))")
    return " and ".join(found)


def _halves(mask: int) -> list[tuple[str, int]]:
    """Return the columns that a mask has bits of, with those bits."""
    return [(name, half) for name, half in zip(MASK_COLUMNS, split(mask), strict=True) if half]


def _has(mask: int) -> str:
    """Return whether a row has any bit of a mask."""
    return " or ".join(f"({name} & {half}) <> 0" for name, half in _halves(mask))


def _squared(query: Query) -> str:
    x, y, z = query.home or (0.0, 0.0, 0.0)
    return f"((x - {x!r}) * (x - {x!r}) + (y - {y!r}) * (y - {y!r}) + (z - {z!r}) * (z - {z!r})) * {EARTH_KM**2!r}"


def _edges(wants: Wants) -> tuple[float, float, float, float]:
    """Return south, north, west and east of a box that holds all that somebody would reach."""
    up = wants.reach_km / KM_PER_DEGREE * 1.01
    along = up / max(cos(radians(wants.lat)), 0.01)
    return wants.lat - up, wants.lat + up, wants.lon - along, wants.lon + along


def _real(value: float) -> str:
    return f"float8 '{value!r}'"


def _rare_codes(_query: Query, one: Criterion) -> str:
    each = " + ".join(f"{_real(rarity)} * (({one.feature.column} >> {bit}) & 1)" for bit, rarity in one.parts)
    return f"least(({each}) / {_real(one.enough)}, 1)"


def _share(_query: Query, one: Criterion) -> str:
    return f"least(bit_count(({one.feature.column} & {one.wanted})::bit(64)) / {_real(one.enough)}, 1)"


def _any(_query: Query, one: Criterion) -> str:
    return f"(({one.feature.column} & {one.wanted}) <> 0)::int"


def _equal(_query: Query, one: Criterion) -> str:
    return f"({one.feature.column} = {one.wanted})::int"


def _windows(_query: Query, one: Criterion) -> str:
    suit = f"bit_count((mask_a & {one.wanted})::bit(64))"
    return f"{suit} / greatest(bit_count((mask_a & {SLOTS})::bit(64)), 1)::float8"


def _near(query: Query, one: Criterion) -> str:
    if one.wanted:
        return f"({_has(REMOTE)})::int"
    scale = _real(one.enough)
    return f"coalesce({scale} / ({scale} + {_real(EARTH_KM)} * sqrt({_squares(query)})), 0)"


SQL: Final[dict[Kind, Callable[[Query, Criterion], str]]] = {
    Kind.RARE_CODES: _rare_codes,
    Kind.SHARE: _share,
    Kind.ANY: _any,
    Kind.EQUAL: _equal,
    Kind.WINDOWS: _windows,
    Kind.NEAR: _near,
}
"""Each kind as PostgreSQL computes it. The questions of the benchmark have neither words nor a history."""


def score(query: Query) -> str:
    """Return the score as PostgreSQL computes it: the same parts in the same order as `features.scored`.

    Raises KeyError for a query with a kind that is not in `SQL`.
    """
    parts = [
        f"{_real(getattr(DEFAULT, one.feature.name))} * {SQL[one.feature.kind](query, one)}" for one in query.criteria
    ]
    return " + ".join(["base", *parts])


def _squares(query: Query) -> str:
    x, y, z = (_real(value) for value in query.home or (0.0, 0.0, 0.0))
    return f"(x - {x}) * (x - {x}) + (y - {y}) * (y - {y}) + (z - {z}) * (z - {z})"


def same_score(query: Query) -> str:
    """Return the statement that gives PostgreSQL's list by the engine's own score."""
    passing = _passing(query, box=_postgres_box(query.wants))
    return f"select id from opportunity where {passing} order by {score(query)} desc, id limit {TOP}"


def _postgres_box(wants: Wants) -> str:
    if isinf(wants.reach_km):
        return "true"
    south, north, west, east = _edges(wants)
    return f"spot <@ box '({west!r},{south!r}),({east!r},{north!r})'"


def by_distance(query: Query) -> str:
    """Return the statement that gives PostgreSQL's list by filters and distance; where anything goes, by its index from the nearest on."""
    wants = query.wants
    passing = _passing(query, box=_postgres_box(wants))
    order = f"spot <-> point '({wants.lon!r},{wants.lat!r})'" if isinf(wants.reach_km) else _squared(query)
    return f"select id from opportunity where {passing} order by {order} limit {TOP}"


class Postgres:
    """A server of our own, thrown away afterwards, or one that `BENCH_DATABASE_URL` names."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def fill(self, index: MatchIndex) -> None:
        """Make the table, with the indexes that an administrator would add."""
        names = ", ".join(COLUMNS)
        with self.connection.cursor() as cursor:
            cursor.execute("drop table if exists opportunity")
            cursor.execute(
                f"create unlogged table opportunity ({', '.join(f'{name} {kind}' for name, kind in COLUMNS.items())}, spot point)"
            )
            with cursor.copy(f"copy opportunity ({names}) from stdin") as copy:
                for row in rows(index):
                    copy.write_row(row)
            cursor.execute("update opportunity set spot = point(lon, lat) where lat is not null")
            cursor.execute("create index on opportunity using gist (spot)")
            cursor.execute(f"create index on opportunity (id) where {_has(REMOTE)}")
            cursor.execute("vacuum analyze opportunity")
            cursor.execute("set jit = off")  # it takes longer to compile than these take to run

    def answers(self, index: MatchIndex, statement: Callable[[Query], str]) -> Answer:
        """Return what asks the server."""

        def answer(wants: Wants) -> list[int]:
            with self.connection.cursor() as cursor:
                return [row[0] for row in cursor.execute(statement(build_query(index, wants))).fetchall()]

        return answer


@contextmanager
def postgres() -> Iterator[Postgres | None]:
    """Run with a PostgreSQL server; None where there is none on this machine."""
    if url := os.environ.get("BENCH_DATABASE_URL"):
        with psycopg.connect(url, autocommit=True) as connection:
            yield Postgres(connection)
        return
    programs = _programs()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        data = Path(folder) / "data"
        user = {"user": "postgres"} if os.geteuid() == 0 else {}  # it refuses to be run by root
        data.mkdir()
        if user:
            shutil.chown(folder, "postgres")
            shutil.chown(data, "postgres")
        quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **user}
        subprocess.run([programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "--no-sync"], **quiet)
        settings = f"-c listen_addresses='' -k {folder} -c fsync=off -c shared_buffers=512MB"
        subprocess.run([programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", settings, "start"], **quiet)
        try:
            with psycopg.connect(f"host={folder} user=bench dbname=postgres", autocommit=True) as connection:
                yield Postgres(connection)
        finally:
            with suppress(subprocess.CalledProcessError):
                subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)


def _programs() -> Path | None:
    """Return the folder of PostgreSQL's programs; Debian has one for each version."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def sqlite(index: MatchIndex) -> Answer:
    """Return what asks SQLite for filters and distance."""
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
    connection.execute(f"create table opportunity ({columns})")
    connection.executemany(f"insert into opportunity values ({', '.join('?' * len(COLUMNS))})", rows(index))
    connection.execute("create index spot on opportunity (lat, lon)")
    connection.execute(f"create index remote on opportunity (id) where {_has(REMOTE)}")
    connection.execute("analyze")

    def answer(wants: Wants) -> list[int]:
        query = build_query(index, wants)
        box = "1"
        if not isinf(wants.reach_km):
            south, north, west, east = _edges(wants)
            box = f"lat between {south!r} and {north!r} and lon between {west!r} and {east!r}"
        statement = f"select id from opportunity where {_passing(query, box=box)} order by {_squared(query)} nulls last limit {TOP}"
        return [row[0] for row in connection.execute(statement)]

    return answer


def cosine(index: MatchIndex) -> Answer:
    """Return what multiplies one long vector of each by that of the asker: codes as ones, and the vector of the text."""
    sets = {"causes": 16, "activities": 16, "skills": 16, "slots": 21}

    def whole(values: dict[str, Any], text: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        codes = [
            (np.asarray(values[name])[:, None] >> np.arange(many) & 1).astype(np.float32) for name, many in sets.items()
        ]
        joined = np.concatenate([*codes, text / 127.0], axis=1)
        return np.asarray(joined / np.maximum(np.linalg.norm(joined, axis=1, keepdims=True), 1e-9), dtype=np.float32)

    matrix = whole({name: getattr(index, name) for name in sets}, index.vectors.astype(np.float32))

    def answer(wants: Wants) -> list[int]:
        mine = {
            "causes": [wants.causes],
            "activities": [wants.activities],
            "skills": [wants.skills],
            "slots": [wants.slots],
        }
        text = np.array([wants.vector or (0,) * index.vectors.shape[1]], dtype=np.float32)
        alike = matrix @ whole(mine, text)[0]
        best = np.argpartition(-alike, TOP)[:TOP]
        return [int(index.ids[row]) for row in best[np.argsort(-alike[best])]]

    return answer


def als(index: MatchIndex, lists: list[list[int]]) -> Callable[[int], Any] | None:
    """Return what asks `implicit`'s factors for one person by number, learnt from lists of ids; None where it is not installed."""
    try:
        from implicit.als import AlternatingLeastSquares
        from scipy.sparse import csr_matrix
        from threadpoolctl import threadpool_limits
    except ImportError:
        return None
    pairs = [(person, index.row_of(pk)) for person, chosen in enumerate(lists) for pk in chosen]
    people, items = np.array(pairs).T if pairs else (np.zeros(0, int), np.zeros(0, int))
    chosen = csr_matrix((np.ones(len(people), np.float32), (people, items)), shape=(len(lists), len(index)))
    with threadpool_limits(1, "blas"):
        model = AlternatingLeastSquares(factors=32, iterations=5, random_state=1, num_threads=1)
        model.fit(chosen, show_progress=False)

    def answer(person: int) -> Any:
        return model.recommend(person, chosen[person], N=TOP, filter_already_liked_items=False)

    return answer


__all__ = ["Postgres", "als", "by_distance", "cosine", "postgres", "same_score", "sqlite"]
