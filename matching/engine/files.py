"""An index in one file that many processes map: a head, then each column as it lies in memory.

    bytes  0–7   HUBMATCH
           8–15  version of the format
          16–23  0, or 1 once another file has taken this one's place
          24–31  how many columns
          32–39  how many times what lies beside it was written (the tail: rows that came or changed since)
          40–47  when its keeper last looked, seconds since 1970
          48–63  nothing
          64–    for each column, its length and width (1 for a plain one), to the next multiple of 64

Where each column lies follows from the head, so a file that was cut short is known by its length alone. Every column begins at a
multiple of 64 bytes, so that what is mapped is aligned.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

from matching.engine.arrays import Array

MAGIC: Final = b"HUBMATCH"
VERSION: Final = 5
EDGE: Final = 64
FIXED: Final = 64
DTypes = Mapping[str, type[np.generic]]


class BadIndex(Exception):
    """The file is no index, one of another version, or not a whole one."""


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the columns as one file. It takes its name when it is whole, so that nobody ever maps half of one."""
    with whole(path) as file:
        _put(file.write, _head(arrays))
        for array in arrays.values():
            _put(file.write, array.tobytes())


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write in that takes its name once all of it is on the disk: nobody ever sees half of it."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


class Head:
    """The few numbers of a file that change while it is in use. Each is one aligned word, so it is read whole or not at all."""

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        """Map the head of a file. Raises BadIndex for one that is too short."""
        if path.stat().st_size < FIXED:
            raise BadIndex(f"{path.name} is no index: it is shorter than a head.")
        self._words = np.memmap(path, dtype=np.int64, mode="r+" if writing else "r", shape=(FIXED // 8,))

    @property
    def replaced(self) -> bool:
        """Whether another file has taken its place."""
        return bool(self._words[REPLACED])

    @property
    def written(self) -> int:
        """How many times what lies beside it was written."""
        return int(self._words[WRITTEN])

    @property
    def looked_at(self) -> int:
        """When its keeper last looked, seconds since 1970; 0 for never."""
        return int(self._words[LOOKED_AT])

    def note_replaced(self) -> None:
        """Say that another file has taken its place."""
        self._words[REPLACED] = 1

    def note_written(self) -> None:
        """Say that what lies beside it was written once more."""
        self._words[WRITTEN] += 1

    def note_looked(self, seconds: int) -> None:
        """Say when its keeper looked."""
        self._words[LOOKED_AT] = seconds


REPLACED, WRITTEN, LOOKED_AT = 2, 4, 5


def read(path: Path, dtypes: DTypes, *, writing: bool = False) -> dict[str, Array]:
    """Map a file and return its columns, read-only unless for writing. Raises BadIndex saying what is wrong with it."""
    if path.stat().st_size < FIXED:  # nothing so short can be mapped safely, least of all an empty file
        raise BadIndex(f"{path.name} is no index: it is shorter than a head.")
    whole = np.memmap(path, dtype=np.uint8, mode="r+" if writing else "r")
    arrays: dict[str, Array] = {}
    at = _up(FIXED + 16 * len(dtypes))
    for (name, dtype), (length, width) in zip(dtypes.items(), _understood(path.name, whole, dtypes), strict=True):
        size = length * width * np.dtype(dtype).itemsize
        column = whole[at : at + size].view(dtype)
        arrays[name] = column.reshape(length, width) if name in WIDE else column
        at += _up(size)
    return arrays


WIDE: Final = ("vectors", "planes")
"""Columns with more than one number a row."""


def _put(write: Callable[[bytes], int], block: bytes) -> None:
    write(block)
    write(bytes(_up(len(block)) - len(block)))


def _head(arrays: Mapping[str, Array]) -> bytes:
    shapes = [(len(array), array.shape[1] if array.ndim > 1 else 1) for array in arrays.values()]
    fixed = np.zeros(FIXED // 8 - 1, np.int64)
    fixed[:3] = VERSION, 0, len(arrays)
    return MAGIC + fixed.tobytes() + np.array(shapes, np.int64).tobytes()


def _understood(name: str, whole: Array, dtypes: DTypes) -> list[tuple[int, int]]:
    """Return the shapes that the head of a file promises, once it is sure that they are there."""
    if bytes(whole[: len(MAGIC)]) != MAGIC:
        raise BadIndex(f"{name} is no index: it does not begin as one does.")
    version, _replaced, columns = whole[len(MAGIC) : len(MAGIC) + 24].view(np.int64).tolist()
    if version != VERSION or columns != len(dtypes):
        raise BadIndex(f"{name} is of version {version}, and this code reads version {VERSION}.")
    if len(whole) < FIXED + 16 * columns:
        raise BadIndex(f"{name} is not whole: it has {len(whole)} bytes.")
    shapes = whole[FIXED : FIXED + 16 * columns].view(np.int64).reshape(columns, 2)
    sizes = [np.dtype(dtype).itemsize for dtype in dtypes.values()]
    promised = _up(FIXED + 16 * columns) + sum(
        _up(int(length) * int(width) * size) for (length, width), size in zip(shapes, sizes, strict=True)
    )
    if (shapes < 0).any() or len(whole) != promised:
        raise BadIndex(f"{name} is not whole: it has {len(whole)} bytes.")
    return [(int(length), int(width)) for length, width in shapes]


def _up(size: int) -> int:
    return -(-size // EDGE) * EDGE
