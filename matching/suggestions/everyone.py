"""Lists for everybody, in parts: a folder with a plan, a copy of the index, and one file of arrays for each part that is done.

A part is done by whoever comes first, on this machine or another that sees the folder, and its file appears whole or not at all. What was
done before a kill is not done again, and what comes out does not depend on who did it, nor on how often it was begun.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from django.utils.module_loading import import_string

from matching.engine import MatchIndex, Wants, Weights
from matching.engine.query import asked
from matching.engine.ranking import best
from matching.suggestions import learnt

SIZE: Final = 10
"""How many things a list has: what a message names, and some more for those that are gone by then."""
PLAN: Final = "plan.json"
INDEX: Final = "index"

People = tuple[npt.NDArray[Any], Sequence[Wants]]
"""Who they are, and what the engine may know of each."""
Source = Callable[["Plan", int], People]


@dataclass(frozen=True)
class Plan:
    """What is to be done: how many people in how many parts, who they are, by which weights.

    `source` is the dotted name of the function that gives the people of a part. `edges` are the keys between which parts lie, for a
    source that needs them. `at` is ISO 8601.
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
        """Write it down, whole or not at all."""
        _put(folder / PLAN, json.dumps(asdict(self), indent=1).encode())

    @classmethod
    def read(cls, folder: Path) -> "Plan":
        """Return the plan of a folder. Raises NoPlan where there is none, or none that can be read."""
        try:
            kept = json.loads((folder / PLAN).read_bytes())
            return cls(**kept | {"edges": tuple(kept["edges"])})
        except (OSError, ValueError, KeyError, TypeError) as wrong:
            raise NoPlan(f"There is no plan in {folder} that can be read.") from wrong


class NoPlan(Exception):
    """A folder has no plan."""


def begin(folder: Path, plan: Plan, index: MatchIndex) -> None:
    """Lay out a folder: the index as it is now, for all parts, and then the plan."""
    folder.mkdir(parents=True, exist_ok=True)
    index.save(folder / INDEX)
    plan.write(folder)


def file_of(folder: Path, part: int) -> Path:
    """Return where a part lies."""
    return folder / f"part-{part:05d}.npz"


def missing(folder: Path, plan: Plan) -> list[int]:
    """Return the parts that are still to be done."""
    done = {path.name for path in folder.glob("part-*.npz")}
    return [part for part in range(plan.parts) if file_of(folder, part).name not in done]


def do(folder: Path, part: int) -> int:
    """Make the lists of one part; return how many. Safe to do twice, at the same time even: the same wishes get the same lists."""
    plan = Plan.read(folder)
    if not 0 <= part < plan.parts:
        raise NoPlan(f"There is no part {part} in {folder}.")
    source: Source = import_string(plan.source)
    people, wants = source(plan, part)
    rows = np.full((len(people), plan.size), -1, dtype=np.int64)
    scores = np.zeros((len(people), plan.size), dtype=np.float32)
    index, weights = _index(folder), learnt.weights_of(plan.weights)
    for place, one in enumerate(wants):
        found, theirs = _search(index, one, weights, plan.size)
        rows[place, : len(found)] = index.ids[found]
        scores[place, : len(found)] = theirs
    _put(file_of(folder, part), people=people, opportunities=rows, scores=scores)
    return len(people)


def lists(
    folder: Path, plan: Plan
) -> Iterator[tuple[npt.NDArray[Any], npt.NDArray[np.int64], npt.NDArray[np.float32]]]:
    """Return people, ids of opportunities (-1 where a list is shorter) and scores, part by part. Shapes (n,), (n, size), (n, size)."""
    for part in range(plan.parts):
        with np.load(file_of(folder, part), allow_pickle=False) as arrays:
            yield arrays["people"], arrays["opportunities"], arrays["scores"]


_open: dict[Path, tuple[float, MatchIndex]] = {}


def _index(folder: Path) -> MatchIndex:
    """Map the folder's index, once a process."""
    path = folder / INDEX
    changed = path.stat().st_mtime
    if path not in _open or _open[path][0] != changed:
        _open.clear()
        _open[path] = (changed, MatchIndex.load(path))
    return _open[path][1]


def _fast() -> Callable[..., Any]:
    try:
        from matching.engine import compiled  # noqa: PLC0415 - optional, and a second to load
    except ImportError:
        return best
    return compiled.best


def _search(index: MatchIndex, wants: Wants, weights: Weights, size: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    rows, scores = _fast()(index, asked(index, wants), weights, size)
    return rows, scores


def _put(path: Path, content: bytes | None = None, **arrays: npt.NDArray[Any]) -> None:
    """Write a file beside its place and move it there: nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            if content is None:
                np.savez(file, **arrays)  # type: ignore[arg-type]
            else:
                file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
