"""The whole of the first path at size: every kind of page among 10,000 open opportunities and 50,000 residents, over HTTP.

One web process, one request at a time, a different query each time; the first of each page after the start apart (cold). Then sign-ups
at a rising rate, until the slowest twentieth takes more than half a second. `python -m tests.bench.whole sqlite` measures one database.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tests.bench import asking
from tests.bench.serving import Times, ask, machine, server


class Stays(HTTPRedirectHandler):
    """What is answered is what counts, not where it leads."""

    def redirect_request(self, *_args: Any) -> None:
        """Follow nothing."""


OPENER = build_opener(Stays)
ROUNDS = 100
MOST = {"search": 300, "insight": 300}
AIM = 150
"""p95 in milliseconds."""
RATES = (2, 5, 10, 15, 20, 30, 40, 60, 80)
SECONDS = 6
WARM = 5
"""Sign-ups that are not counted: templates are read in them."""
SLOW = 500
PLACES = ("SW18 2PU", "SW11 1AA", "SW12 9AA", "SW15 1AA", "SW17 0AA", "Tooting", "Balham", "Putney")
TYPED = (
    "gardning",
    "lunch",
    "bank account",
    "read with children",
    "mending bikes",
    "company",
    "charity",
    "choir",
    "flud",
    "insurance",
)


def addresses(chance: random.Random, place: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return one address of each page, with a query of its own and the cookie of whoever looks at it."""
    near = quote(chance.choice(PLACES))
    first, second = chance.sample(TYPED, 2)
    resident = chance.choice(place["residents"])
    days = chance.choice(("quarter", "month", "year"))
    return {
        "home": ("/", ""),
        "list, near": (f"/opportunities/?near={near}&within={chance.choice((1, 2, 5))}", ""),
        "list, day and access": (
            f"/opportunities/?day={chance.randrange(7)}&part={chance.randrange(3)}&access=step_free&near={near}",
            "",
        ),
        "list, words": (f"/opportunities/?words={quote(first.split()[0])}&page={chance.randint(1, 3)}", ""),
        "map data": (f"/opportunities/map/counts/?near={near}&day={chance.randrange(7)}", ""),
        "opportunity": (f"/opportunities/{chance.choice(place['ids'])}-x/", ""),
        "search": (f"/search/?q={quote(f'{first} {second}')}", ""),
        "own page": ("/me/", resident),
        "inbox": (place["inbox"], place["organiser"]),
        "insight": (f"/insight/?days={days}&n={chance.random()}", place["manager"]),
        "toolkit step": (chance.choice(place["steps"]), ""),
    }


def measure(base: str, place: dict[str, Any]) -> tuple[dict[str, float], Times]:
    """Return how long the first of each page took, and all the others."""
    chance, cold, found = random.Random(1), {}, Times()
    for number in range(ROUNDS + 1):
        asked = addresses(chance, place)
        for name, (path, cookie) in asked.items():
            took, body = ask(base + path, headers={"Cookie": cookie} if cookie else {})
            if b"</html>" not in body and not body.startswith(b"{"):
                raise RuntimeError(f"{name} {path}: this is no page: {body[:300]!r}")
            cold.setdefault(name, took)
            if number:
                found.setdefault(name, []).append((took, len(body)))
        worker = {"Cookie": place["worker"], "X-CSRFToken": place["token"], "HX-Request": "true"}
        took, body = ask(base + place["capture"], headers=worker, fields=asking.typed(chance))
        cold.setdefault("capture", took)
        if number:
            found.setdefault("capture", []).append((took, len(body)))
    return cold, found


def table(cold: dict[str, float], found: Times, queries: dict[str, int]) -> str:
    """Return the figures of each page in lines; those over the aim are marked."""
    lines = [f"{'page':<22}{'cold ms':>8}{'p50 ms':>8}{'p95 ms':>8}{'queries':>8}{'kB':>6}"]
    for name, times in found.items():
        ordered = sorted(took for took, _size in times)
        high = ordered[int(len(ordered) * 0.95)]
        over = "  over the aim" if high > MOST.get(name, AIM) else ""
        size = max(size for _took, size in times) / 1000
        middle = ordered[len(ordered) // 2]
        lines.append(
            f"{name:<22}{cold[name]:>8.0f}{middle:>8.0f}{high:>8.0f}{queries.get(name, 0):>8}{size:>6.0f}{over}"
        )
    return "\n".join(lines)


def sign_up(base: str, place: dict[str, Any], number: int, took: list[tuple[float, bool]]) -> None:
    """Say yes as somebody new, as the form does."""
    join = place["joins"][number % len(place["joins"])]
    token = "b" * 32
    fields = [
        ("csrfmiddlewaretoken", token),
        ("name", f"Rate {number}"),
        ("kind", "email"),
        ("route", f"rate{number}-{os.getpid()}-{time.monotonic_ns()}@example.test"),
        ("session", str(join["session"])),
        ("agree", "on"),
        ("adult", "yes"),
    ]
    headers = {"Cookie": f"__Host-csrf={token}; csrftoken={token}", "Referer": base + "/", "Origin": base}
    request = Request(base + join["url"], data=urlencode(fields).encode(), headers=headers)
    began = time.perf_counter()
    try:
        with OPENER.open(request, timeout=60) as answer:
            answer.read()
        taken = False
    except HTTPError as leads_on:
        taken = leads_on.code == 302
    took.append(((time.perf_counter() - began) * 1000, taken))


def rising(base: str, place: dict[str, Any]) -> str:
    """Say yes more and more often; return the rate at which it gets slow."""
    lines, number = [f"{'a second':>9}{'p50 ms':>8}{'p95 ms':>8}{'taken':>7}"], WARM
    for first in range(WARM):
        sign_up(base, place, first, [])
    for rate in RATES:
        took: list[tuple[float, bool]] = []
        threads, began = [], time.monotonic()
        for which in range(rate * SECONDS):
            time.sleep(max(0.0, began + which / rate - time.monotonic()))
            threads.append(threading.Thread(target=sign_up, args=(base, place, number, took)))
            threads[-1].start()
            number += 1
        for thread in threads:
            thread.join()
        ordered = sorted(milliseconds for milliseconds, _taken in took)
        high = ordered[int(len(ordered) * 0.95)]
        taken = sum(was for _milliseconds, was in took)
        lines.append(f"{rate:>9}{ordered[len(ordered) // 2]:>8.0f}{high:>8.0f}{taken:>7}")
        if high > SLOW:
            break
    return "\n".join(lines)


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    """Do the clock's work beside the web process, as `manage.py serve` does."""
    command = [sys.executable, "manage.py", "run_due", "--loop"]
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def on(name: str) -> None:
    """Make the place on one database, measure, and print."""
    with TemporaryDirectory(prefix="hub-bench-") as kept, asking.DATABASES[name](Path(kept)) as address:
        told = Path(kept) / "place.json"
        environment = {
            "DATABASE_URL": address,
            "HUB_VAR": kept,
            "HUB_DEMO": "",
            "HUB_LIMITS": "false",
            "BENCH_PLACE": str(told),
        }
        asking.filling("place", environment)
        place = json.loads(told.read_text())
        command = [sys.executable, "-m", "tests.bench.filling", "counts"]
        counted = subprocess.run(command, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
        queries = json.loads(counted.stdout.strip().splitlines()[-1])
        with server(environment) as base:
            cold, found = measure(base, place)
        size = f"{place['opportunities']} open opportunities, {place['people']} residents"
        print(f"\nThe first path, on {name}: {size}. {machine(ROUNDS)}")
        print(table(cold, found, queries))
        with server(environment) as base, worker(environment):
            print(f"\nSign-ups, web process and clock, on {name}:")
            print(rising(base, place))


def main(names: list[str] | None = None) -> int:
    """Measure on each database."""
    for name in names or asking.DATABASES:
        on(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
