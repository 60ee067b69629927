"""How well what people say is heard, and how well forty described people are met in the whole demo place: part of `make measure`.

`python -m tests.bench.people`. It builds a demo place of its own in a folder that it removes again (about a minute).
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parent.parent.parent
PEOPLE: Final = ROOT / "tests" / "matching" / "suggestions" / "people.yaml"
PREPARED: Final = ("migrate -v 0", "createcachetable -v 0", "begin_pages", "demo")


def main() -> None:
    """Build the place, suggest, and print how many are met."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "HUB_DEMO": "1", "HUB_VAR": folder}
        environment.pop("DATABASE_URL", None)
        seen = Path(folder) / "seen.json"
        for command in (*PREPARED, f"evaluate_suggestions --people {PEOPLE} --json {seen}"):
            subprocess.run(
                [sys.executable, "manage.py", *command.split()],
                cwd=ROOT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        found = json.loads(seen.read_text(encoding="utf-8"))
    for line in met(yaml.safe_load(PEOPLE.read_text(encoding="utf-8")), found):
        print(line)


def met(people: list[dict[str, Any]], found: dict[str, Any]) -> list[str]:
    """Return how many have something fitting first, something among the first three, nothing where nothing fits, and help."""
    fits = [fitting(one, found[one["id"]]) for one in people if "fitting" in one["expect"]]
    nothing = [found[one["id"]]["nothing_fits"] for one in people if "nothing" in one["expect"]]
    helped = [found[one["id"]]["help_first"] for one in people if "help" in one["expect"]]
    return [
        f"people: first fits {sum(three[:1] == [True] for three in fits)} of {len(fits)} (goal 27), "
        f"one of the first three {sum(map(any, fits))} (goal 30); "
        f"nothing fits and that is said {sum(nothing)} of {len(nothing)}, help first {sum(helped)} of {len(helped)}"
    ]


def fitting(one: dict[str, Any], seen: dict[str, Any]) -> list[bool]:
    """Return whether each of the first three is what a human called fitting."""
    titles = [row["title"] for row in seen["suggestions"][:3]]
    return [any(part in title for part in one["expect"]["fitting"]) for title in titles]


if __name__ == "__main__":
    main()
