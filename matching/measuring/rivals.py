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
from matching.engine.features import alone
from matching.engine.query import ALL, ENOUGH_CODES, Query, asked
from matching.engine.words import REMOTE, SLOTS

Answer = Callable[[Wants], list[int]]
KM_PER_DEGREE: Final = 111.2
TOP: Final = 20

COLUMNS: Final = {
    "id": "bigint primary key",
    **dict.fromkeys(("lat", "lon", "x", "y", "z"), "double precision"),
    **dict.fromkeys(("word", "causes", "activities", "skills", "access", "costs", "languages"), "bigint"),
    "min_age": "smallint",
    "commitment": "smallint",
    "alone": "double precision",
}
"""A row has the sum of what speaks for it whoever asks: nobody would have a database compute that for each question."""


def rows(index: MatchIndex) -> Iterator[tuple[Any, ...]]:
    """Yield what goes into the tables."""
    lat = np.degrees(np.arcsin(index.z))
    lon = np.degrees(np.arctan2(index.y, index.x))
    same = [getattr(index, name) for name in COLUMNS if name not in ("id", "lat", "lon", "alone")]
    columns = [index.ids, lat, lon, *same, alone(index, DEFAULT)]
    for values in zip(*(column.tolist() for column in columns), strict=True):
        yield tuple(None if value != value else value for value in values)


def _passing(query: Query, *, box: str) -> str:
    """Return the filters of a question."""
    wants = query.wants
    found = [f"(word & {query.need}) = {query.need}"]
    if query.some != ALL:
        found.append(f"(word & {query.some}) <> 0")
    if wants.age >= 0:
        found.append(f"min_age <= {wants.age}")
    if wants.avoid_causes or wants.avoid_activities:
        wished = f"(causes & {wants.causes}) <> 0 or (activities & {wants.activities}) <> 0"
        avoided = f"(causes & {wants.avoid_causes}) = 0 and (activities & {wants.avoid_activities}) = 0"
        found.append(f"(({avoided}) or {wished})")
    if query.bounds_reach and not wants.from_home_only:
        found.append(f"((word & {REMOTE}) <> 0 or ({box} and {_squared(query)} <= {query.reach**2!r}))")
    return " and ".join(found)


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


def _share(column: str, wanted: int, enough: int) -> str:
    least = _real(float(min(enough, wanted.bit_count())))
    return f"least(bit_count(({column} & {wanted})::bit(64)) / {least}, 1)"


def score(query: Query) -> str:
    """Return the sum of a pair, without text, as PostgreSQL computes it: the same parts in the same order as `features.PAIR`."""
    wants, about, weights = query.wants, query.about, DEFAULT
    parts = {}
    if "cause" in about:
        each = " + ".join(f"{_real(rarity)} * ((causes >> {bit}) & 1)" for bit, rarity in query.codes)
        parts["cause"] = f"least(({each}) / {_real(query.code_sum)}, 1)"
    parts["activity"] = _share("activities", wants.activities, ENOUGH_CODES)
    suit = f"bit_count((word & {(wants.slots or SLOTS) & SLOTS & ~wants.avoid_slots})::bit(64))"
    parts["slots"] = f"{suit} / greatest(bit_count((word & {SLOTS})::bit(64)), 1)::float8"
    scale = _real(wants.scale_km)
    parts["near"] = f"coalesce({scale} / ({scale} + {_real(EARTH_KM)} * sqrt({_squares(query)})), 0)"
    if wants.from_home_only:
        parts["near"] = f"((word & {REMOTE}) <> 0)::int"
    parts["language"] = f"((languages & {wants.speaks}) <> 0)::int"
    parts["skill"] = _share("skills", wants.skills, ENOUGH_CODES)
    parts["commitment"] = f"(commitment = {wants.commitment})::int"
    parts["costs"] = f"((costs & {wants.pays}) <> 0)::int"
    parts["company"] = f"bit_count((access & {wants.likes_access})::bit(64)) / {_real(wants.likes_access.bit_count())}"
    said = [f"{_real(getattr(weights, name))} * {part}" for name, part in parts.items() if name in about]
    return " + ".join(["alone", *said])


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
            cursor.execute(f"create index on opportunity (id) where (word & {REMOTE}) <> 0")
            cursor.execute("vacuum analyze opportunity")
            cursor.execute("set jit = off")  # it takes longer to compile than these take to run

    def answers(self, index: MatchIndex, statement: Callable[[Query], str]) -> Answer:
        """Return what asks the server."""

        def answer(wants: Wants) -> list[int]:
            with self.connection.cursor() as cursor:
                return [row[0] for row in cursor.execute(statement(asked(index, wants))).fetchall()]

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
    connection.execute(f"create index remote on opportunity (id) where (word & {REMOTE}) <> 0")
    connection.execute("analyze")

    def answer(wants: Wants) -> list[int]:
        query = asked(index, wants)
        box = "1"
        if not isinf(wants.reach_km):
            south, north, west, east = _edges(wants)
            box = f"lat between {south!r} and {north!r} and lon between {west!r} and {east!r}"
        statement = f"select id from opportunity where {_passing(query, box=box)} order by {_squared(query)} nulls last limit {TOP}"
        return [row[0] for row in connection.execute(statement)]

    return answer


def cosine(index: MatchIndex) -> Answer:
    """Return what multiplies one long vector of each by that of the asker: codes as ones, and the vector of the text."""
    sets = {"causes": 16, "activities": 16, "skills": 16, "word": 21}

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
            "word": [wants.slots],
        }
        text = np.array([wants.vector or (0,) * index.vectors.shape[1]], dtype=np.float32)
        alike = matrix @ whole(mine, text)[0]
        best = np.argpartition(-alike, TOP)[:TOP]
        return [int(index.ids[row]) for row in best[np.argsort(-alike[best])]]

    return answer


def als(index: MatchIndex, lists: list[list[int]]) -> Callable[[int], Any] | None:
    """Return what asks `implicit`'s factors for one person by number, learnt from lists of ids; None where it is not installed."""
    try:
        from implicit.als import AlternatingLeastSquares  # noqa: PLC0415 - a rival, not a dependency
        from scipy.sparse import csr_matrix  # noqa: PLC0415
        from threadpoolctl import threadpool_limits  # noqa: PLC0415
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
