"""Figures of ways of ranking, as tables and files, and bars while they are found."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from rich.progress import Progress

from matching.engine.judging import interval, ndcg

Floats = npt.NDArray[np.float64]
FIRST: Final = 5


def told(ranks: Floats, cold: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Return the figures of one way of ranking; nan where there is no list to tell of."""
    gains = ndcg(ranks)
    return {
        "ndcg10": _mean(gains),
        "recall5": _mean((ranks <= FIRST).astype(np.float64)),
        "mrr": _mean(1.0 / ranks),
        "cold_ndcg10": _mean(gains[cold]),
        "warm_ndcg10": _mean(gains[~cold]),
    }


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def difference(one: Floats, other: Floats, people: npt.NDArray[Any], seed: int = 1) -> tuple[float, float, float]:
    """Return by how much the mean nDCG@10 of one way is above another's, and its 95 % interval: a bootstrap by person."""
    return interval(ndcg(one) - ndcg(other), people, seed)


def table(methods: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures in lines."""
    names = ("ndcg10", "cold_ndcg10", "warm_ndcg10", "recall5", "mrr")
    lines = [f"{'':<18}" + "".join(f"{name:>13}" for name in names)]
    lines += [f"{way:<18}" + "".join(f"{figures[name]:>13.4f}" for name in names) for way, figures in methods.items()]
    return "\n".join(lines)


def write(path: Path | None, figures: Mapping[str, Any]) -> None:
    """Write figures as JSON, null for what is not a number; nothing without a path."""
    if path is not None:
        path.write_text(json.dumps(_plain(figures), indent=1) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return None if isinstance(value, float) and isnan(value) else value


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """Show bars while something goes on: what is given is told what is being done, and which share of it is behind."""
    with Progress() as bars:
        tasks: dict[str, Any] = {}

        def track(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=1.0)
            bars.update(tasks[what], completed=share)

        yield track
