"""Speed over HTTP on this machine, each request a different query. Nothing here passes or fails; it prints.

First the pages of the first path, from the demo place (run `make demo` once before, so that there is one); then every kind of page
(`whole`) and asking (`asking`), in a place of 10,000 open opportunities and 50,000 residents that is made for it and thrown away.
"""

import random
import sys

from tests.bench import asking, whole
from tests.bench.serving import Times, fetch, machine, server, table

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


def first_path() -> None:
    """Start a server on the demo place, measure, and print."""
    chance, found = random.Random(1), Times()
    with server({"HUB_DEMO": "1", "HUB_LIMITS": "false"}) as base:
        for _round in range(ROUNDS):
            for name, path in addresses(chance).items():
                found.setdefault(name, []).append(fetch(base + path))
    print(machine(ROUNDS))
    print(table(found))


def main() -> int:
    """Measure all of it."""
    first_path()
    whole.main()
    return asking.main()


if __name__ == "__main__":
    sys.exit(main())
