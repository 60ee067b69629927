"""The index shared by all processes of a machine: a file, and a small one for additions.

The index lease holder writes both, and all processes map them. A process that finds no file, or one not checked for
some seconds, builds its own index (`columns.index`).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from django.conf import settings

from matching.engine import BadIndex, MatchIndex
from matching.engine.files import Head
from matching.suggestions import columns

Parts = tuple[MatchIndex, ...]

NEGLECTED: Final = 15
"""Seconds without a check by the lease holder after which a file is no longer used."""
TAIL: Final = ".tail"


@dataclass
class Reader:
    """One process's view of a file. It reads the head at each question, and maps what has changed."""

    path: Path
    clock: Callable[[], float] = time.time
    _head: Head | None = None
    _main: MatchIndex | None = None
    _tail: MatchIndex | None = None
    _written: int = 0
    _lock: Lock = field(default_factory=Lock)

    def parts(self) -> Parts | None:
        """Return the file and its additions; None where no file is kept up to date."""
        with self._lock:
            try:
                if self._head is None or self._head.replaced or not self._is_kept():
                    self._open()
                if not self._is_kept():
                    return None
                self._read_tail()
            except (BadIndex, OSError):
                self._head = None
                return None
            return tuple(part for part in (self._main, self._tail) if part is not None)

    @property
    def age(self) -> float | None:
        """How many seconds ago the index lease holder checked; None where no file is open."""
        return None if self._head is None else max(0.0, self.clock() - self._head.looked_at)

    def _is_kept(self) -> bool:
        return self._head is not None and self.clock() - self._head.looked_at <= NEGLECTED

    def _open(self) -> None:
        self._head = Head(self.path)
        self._main, self._tail, self._written = MatchIndex.load(self.path), None, 0
        if self._head.replaced:  # it was replaced between the two lines above
            self._head = Head(self.path)
            self._main = MatchIndex.load(self.path)

    def _read_tail(self) -> None:
        written = self._head.written if self._head else 0
        if written != self._written:
            self._tail, self._written = MatchIndex.load(tail_of(self.path)), written


def tail_of(path: Path) -> Path:
    """Return the path of the file of additions."""
    return path.with_name(path.name + TAIL)


def path() -> Path | None:
    """Return the path of this machine's file; None where it has none."""
    folder = settings.MATCH_INDEX_DIR
    return folder / "index" if folder else None


_readers: dict[Path, Reader] = {}


def _reader() -> Reader | None:
    where = path()
    return _readers.setdefault(where, Reader(where)) if where else None


def parts(*, at: datetime) -> Parts:
    """Return the open opportunities as one index or two; where both have one, the second counts."""
    reader = _reader()
    found = reader.parts() if reader else None
    return found or (columns.index(at=at),)


def age() -> float | None:
    """Return how many seconds ago this process's index was checked to be up to date; None when it has none yet."""
    reader = _reader()
    seconds = reader.age if reader else None
    return columns.age() if seconds is None or seconds > NEGLECTED else seconds
