"""Lists for everybody, in parts: a folder with a plan, a copy of the index, and one file of arrays for each finished part.

Any process can take the next part, on this machine or another that shares the folder. Its file is written atomically.
Parts finished before a kill are not repeated. The result does not depend on who made it or how often it was restarted.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.utils.module_loading import import_string

from matching.engine import MatchIndex, Wants
from matching.engine.files import whole
from matching.engine.query import build_query
from matching.engine.ranking import fastest
from matching.suggestions import learnt

SIZE: Final = 10
"""The length of a list: what a message names, and some spares for those gone by then."""
PLAN: Final = "plan.json"
INDEX: Final = "index"
KEPT: Final = "matching.suggestions.services.everyone.kept"
"""The source of lists for people whose preference is kept."""

People = tuple[npt.NDArray[Any], Sequence[Wants]]
"""The people, and the wants of each."""
Source = Callable[["Plan", int], People]


@dataclass(frozen=True)
class Plan:
    """The plan of a run: how many people in how many parts, who they are, by which weights.

    `source` is the dotted name of the function that gives the people of a part. `edges` are the keys between parts, for
    a source that needs them. `at` is ISO 8601.
    """

    source: str
    people: int
    parts: int
    each: int
    size: int
    at: str
    weights: dict[str, float]
    edges: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Write the plan atomically."""
        with whole(folder / PLAN) as file:
            file.write(json.dumps(asdict(self), indent=1).encode())

    @classmethod
    def read(cls, folder: Path) -> "Plan":
        """Return the plan of a folder. Raises NoPlan where it is missing or unreadable."""
        try:
            kept = json.loads((folder / PLAN).read_bytes())
            return cls(**kept | {"edges": tuple(kept["edges"])})
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise NoPlan(f"There is no plan in {folder} that can be read.") from wrong


def root() -> Path | None:
    """Return the directory of the folders; None where none are made."""
    folder: Path | None = settings.MATCH_LISTS_DIR
    return folder


class NoPlan(Exception):
    """A folder has no plan."""


def begin(folder: Path, plan: Plan, index: MatchIndex) -> None:
    """Prepare a folder: first the index as it is now, for all parts, and then the plan."""
    folder.mkdir(parents=True, exist_ok=True)
    index.save(folder / INDEX)
    plan.write(folder)


def file_of(folder: Path, part: int) -> Path:
    """Return the path of a part's file."""
    return folder / f"part-{part:05d}.npz"


def missing(folder: Path, plan: Plan) -> list[int]:
    """Return the parts that are still to be done."""
    done = {path.name for path in folder.glob("part-*.npz")}
    return [part for part in range(plan.parts) if file_of(folder, part).name not in done]


def do(folder: Path, part: int) -> int:
    """Make the lists of one part; return how many. Safe to run twice, even at once: equal preferences get equal lists."""
    plan = Plan.read(folder)
    if not 0 <= part < plan.parts:
        raise NoPlan(f"There is no part {part} in {folder}.")
    source: Source = import_string(plan.source)
    people, wants = source(plan, part)
    rows = np.full((len(people), plan.size), -1, dtype=np.int64)
    scores = np.zeros((len(people), plan.size), dtype=np.float32)
    index, weights, search = _index(folder), learnt.weights_of(plan.weights), fastest()
    for place, one in enumerate(wants):
        found, theirs = search(index, build_query(index, one), weights, plan.size)
        rows[place, : len(found)] = index.ids[found]
        scores[place, : len(found)] = theirs
    with whole(file_of(folder, part)) as file:
        np.savez(file, people=people, opportunities=rows, scores=scores)
    return len(people)


def lists(
    folder: Path, plan: Plan
) -> Iterator[tuple[npt.NDArray[Any], npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
    """Yield people, ids (-1 where a list is shorter) and scores, part by part. Shapes (n,), (n, size), (n, size)."""
    for part in range(plan.parts):
        with np.load(file_of(folder, part), allow_pickle=False) as arrays:
            yield arrays["people"], arrays["opportunities"], arrays["scores"]


def folders(where: Path) -> list[tuple[Path, Plan]]:
    """Return the folders of lists for real people with their plans, oldest first; unreadable ones are skipped."""
    found = []
    for path in sorted(where.glob(f"*/{PLAN}")):
        try:
            plan = Plan.read(path.parent)
        except NoPlan:
            continue
        if plan.source == KEPT:
            found.append((path.parent, plan))
    return found


def last_lists() -> dict[UUID, list[int]]:
    """Return the newest finished lists: ids of opportunities by person, best first; empty where there are none."""
    where = root()
    for folder, plan in reversed(folders(where)) if where else ():
        if not missing(folder, plan):
            return by_person(folder, plan)
    return {}


def by_person(folder: Path, plan: Plan) -> dict[UUID, list[int]]:
    """Return the lists of a folder for real people: ids of opportunities by person, best first."""
    return {
        UUID(one.decode()): [pk for pk in row if pk >= 0]
        for whose, rows, _scores in lists(folder, plan)
        for one, row in zip(whose, rows.tolist(), strict=True)
    }


_open: dict[Path, tuple[float, MatchIndex]] = {}


def _index(folder: Path) -> MatchIndex:
    """Map the folder's index, once per process."""
    path = folder / INDEX
    changed = path.stat().st_mtime
    if path not in _open or _open[path][0] != changed:
        _open.clear()
        _open[path] = (changed, MatchIndex.load(path))
    return _open[path][1]
