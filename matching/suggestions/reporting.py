"""Output of long commands: progress bars, and figures as JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import Any

from rich.progress import Progress

Track = Callable[[str, float], None]
"""Called with the current activity and the share that is done."""


def write_figures(path: Path | None, figures: Mapping[str, Any]) -> None:
    """Write figures as JSON, null for NaN; do nothing without a path."""
    if path is not None:
        path.write_text(json.dumps(_plain(figures), indent=1) + "\n", encoding="utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in value.items()}
    return None if isinstance(value, float) and isnan(value) else value


@contextmanager
def progress() -> Iterator[Track]:
    """Show progress bars during a block; yield the function that updates them."""
    with Progress() as bars:
        tasks: dict[str, Any] = {}

        def track(what: str, share: float) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=1.0)
            bars.update(tasks[what], completed=share)

        yield track
