"""Speed of asking: the match list as a worker types, and a resident's own page, among 10,000 open opportunities and 50,000 residents.

On SQLite and on PostgreSQL (127.0.0.1:5432, user postgres, no password; BENCH_POSTGRES names another): each time a database and a
folder that are made for it and thrown away. `python -m tests.bench.asking sqlite` measures on one of them alone.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import sql

from tests.bench.serving import Times, ask, machine, server, table

ROUNDS = 100
WARM = 3
"""Rounds that are not counted: templates are read and the index is built in them."""
ANEW = 5
"""How often something changes, so that the index has to be built anew."""
POSTGRES = os.environ.get("BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
AIMS = {"match list": 300, "match list, known": 300, "own page": 150}
"""p95, milliseconds."""

WORDS = (
    "Bit of company.",
    "I like gardening and being outdoors.",
    "Something with my hands, I used to mend bikes.",
    "Reading with children, not too early.",
    "Cooking. Not shops.",
    "Anything with music, Tuesday evenings.",
    "Fixing things and a good cup of tea.",
    "Helping people who are new here.",
    "Computers and phones for older people.",
    "I'd rather not drive. Mornings, please.",
)
PLACES = (
    "SW18 2PU",
    "SW11 1AA",
    "SW12 9AA",
    "SW15 1AA",
    "SW17 0AA",
    "SW17 9AA",
    "SW19 6AA",
    "Tooting",
    "Balham",
    "SW15",
)
CHIPS = "talk cook garden fix sort greet teach tech drive organise write speak".split()
EASE = "step_free seating costs friend language children quiet no_check".split()


def typed(chance: random.Random) -> list[tuple[str, str]]:
    """Return the fields of a capture as one change sends them: never twice the same."""
    some = [("activities", value) for value in chance.sample(CHIPS, chance.randrange(3))]
    some += [("slots", str(value)) for value in chance.sample(range(21), chance.randrange(8))]
    some += [("ease", value) for value in chance.sample(EASE, chance.randrange(3))]
    some += [("travel", value) for value in chance.sample(["walk", "bus", "bicycle", "car"], chance.randrange(3))]
    far = chance.choice(["", "mile", "half_hour", "anywhere"])
    words = " ".join(chance.sample(WORDS, 2))
    return [
        ("unsorted", "nothing"),
        ("first_name", "Joan"),
        ("place", chance.choice(PLACES)),
        ("words", words),
        ("how_far", far),
        *some,
    ]


def measure(base: str, place: dict[str, Any]) -> Times:
    """Measure each page so many times, a different query each time; what is not an answer stops the bench."""
    chance, found = random.Random(1), Times()
    worker = {"Cookie": place["worker"], "X-CSRFToken": place["token"], "HX-Request": "true"}
    for number in range(WARM + ROUNDS):
        asked = {
            "match list": ask(base + place["capture"], headers=worker, fields=typed(chance)),
            "match list, known": ask(base + place["capture_of_known"], headers=worker, fields=typed(chance)),
            "own page": ask(base + "/me/", headers={"Cookie": place["residents"][number]}),
        }
        for name, (took, body) in asked.items():
            insist_answered(name, body)
            if number >= WARM:
                found.setdefault(name, []).append((took, len(body)))
    return found


MARKS = {"match list": b'id="matches"', "match list, known": b'id="matches"', "own page": b"Might suit you"}


def insist_answered(name: str, body: bytes) -> None:
    """Stop where what came back is not the page: a redirect to signing in is quick, and worth nothing."""
    if MARKS[name] not in body:
        raise RuntimeError(f"{name}: this is not the page that was asked for: {body[:300]!r}")


def measure_anew(base: str, place: dict[str, Any], environment: dict[str, str]) -> list[float]:
    """Return milliseconds of match lists asked for just after something changed: the index is built in that request."""
    chance, took = random.Random(2), []
    worker = {"Cookie": place["worker"], "X-CSRFToken": place["token"], "HX-Request": "true"}
    for _time in range(ANEW):
        filling("change", environment)
        time.sleep(6)  # MATCH_INDEX_SECONDS, and one more
        took.append(ask(base + place["capture"], headers=worker, fields=typed(chance))[0])
    return sorted(took)


def filling(what: str, environment: dict[str, str]) -> None:
    """Run the loader in a process of its own, which has these settings."""
    subprocess.run([sys.executable, "-m", "tests.bench.filling", what], env={**os.environ, **environment}, check=True)


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """Give the address of a new SQLite file."""
    yield f"sqlite:///{folder / 'bench.sqlite3'}"


@contextmanager
def postgresql(_folder: Path) -> Iterator[str]:
    """Make a PostgreSQL database, give its address, and drop it."""
    name = f"hub_bench_{os.getpid()}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield POSTGRES.rpartition("/")[0] + f"/{name}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


DATABASES = {"sqlite": sqlite, "postgresql": postgresql}


def on(name: str) -> None:
    """Make the place on one database, measure, and print."""
    with TemporaryDirectory(prefix="hub-bench-") as kept, DATABASES[name](Path(kept)) as address:
        told = Path(kept) / "place.json"
        environment = {
            "DATABASE_URL": address,
            "HUB_VAR": kept,
            "HUB_DEMO": "",
            "HUB_LIMITS": "false",
            "BENCH_PLACE": str(told),
        }
        filling("place", environment)
        place = json.loads(told.read_text())
        with server(environment) as base:
            found = measure(base, place)
            anew = measure_anew(base, place, environment)
    print(
        f"\nAsking, on {name}: {place['opportunities']} open opportunities, {place['people']} residents. {machine(ROUNDS)}"
    )
    print(table(found))
    print("aims, p95: " + ", ".join(f"{page} {most} ms" for page, most in AIMS.items()))
    print(f"match list when the index is built anew ({ANEW} times): {', '.join(f'{took:.0f}' for took in anew)} ms")


def main(names: list[str] | None = None) -> int:
    """Measure on each database."""
    for name in names or DATABASES:
        on(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
