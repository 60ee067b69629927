"""Speed over HTTP on this machine: the pages of the first path, from the demo place, each request a different query.

Run `make demo` once before, so that there is a place to measure. Nothing here passes or fails; it prints.
"""

import os
import platform
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROUNDS = 100
POSTCODES = (
    "SW18 2PU",
    "SW11 1AA",
    "SW12 9AA",
    "SW15 1AA",
    "SW17 0AA",
    "SW17 9AA",
    "SW19 6AA",
    "Tooting",
    "Balham",
    "Putney",
)


def addresses(chance: random.Random) -> dict[str, str]:
    """Return one address of each page, with a query of its own."""
    near = chance.choice(POSTCODES).replace(" ", "+")
    return {
        "home": "/",
        "list": "/opportunities/",
        "list near a place": f"/opportunities/?near={near}&within={chance.choice((1, 2, 5))}",
        "list with filters": f"/opportunities/?near={near}&day={chance.randrange(7)}&part={chance.randrange(3)}&access=step_free",
        "list by words": f"/opportunities/?words={chance.choice(('garden', 'lunch', 'read', 'repair', 'walk'))}",
        "opportunity": f"/opportunities/{chance.randrange(1, 60)}-x/",
        "groups": "/organisations/",
    }


def fetch(url: str) -> tuple[float, int]:
    """Return milliseconds and bytes of one request."""
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            size = len(answer.read())
    except urllib.error.HTTPError as refused:
        size = len(refused.read())
    return (time.perf_counter() - began) * 1000, size


def main() -> int:
    """Start a server on the demo place, measure, and print."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    environment = {**os.environ, "HUB_DEMO": "1", "HUB_LIMITS": "false"}
    server = subprocess.Popen([*command, "--log-level", "error"], env=environment, stderr=subprocess.DEVNULL)
    try:
        time.sleep(5)
        base, chance = f"http://127.0.0.1:{port}", random.Random(1)
        found: dict[str, list[tuple[float, int]]] = {}
        for _round in range(ROUNDS):
            for name, path in addresses(chance).items():
                found.setdefault(name, []).append(fetch(base + path))
    finally:
        server.terminate()
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {ROUNDS} rounds, one at a time"
    )
    print(f"{'page':<22}{'p50 ms':>8}{'p95 ms':>8}{'kB':>6}")
    for name, times in found.items():
        ordered = sorted(took for took, _size in times)
        size = max(size for _took, size in times) // 1000
        print(f"{name:<22}{ordered[len(ordered) // 2]:>8.0f}{ordered[int(len(ordered) * 0.95)]:>8.0f}{size:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
