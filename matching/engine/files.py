"""An index in one file that many processes map: a header, then each column as it is in memory.

    bytes  0–7   HUBMATCH
           8–15  version of the format
          16–23  0, or 1 once another file has replaced this one
          24–31  number of columns
          32–39  how many times the file beside it was written (the tail: rows that are new or changed since)
          40–47  when the process that keeps it up to date last looked, seconds since 1970
          48–55  fingerprint of the columns and of the layout of the masks
          56–63  unused
          64–    for each column, its length and width (1 for a plain one), to the next multiple of 64

The position of each column follows from the header, so a file that was cut short is recognised by its length alone. Every column begins at
a multiple of 64 bytes, so that what is mapped is aligned.
"""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import Array
from matching.engine.spec import LAYOUT

MAGIC: Final = b"HUBMATCH"
VERSION: Final = 8
"""Of the format, and of what the values mean; columns and layout have their fingerprint."""
EDGE: Final = 64
FIXED: Final = 64
DTypes = Mapping[str, type[np.generic]]


class BadIndex(Exception):
    """The file is not an index, is of another version, or is incomplete."""


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the columns as one file, atomically: nobody ever maps half of it."""
    with whole(path) as file:
        _put(file.write, _head(arrays))
        for array in arrays.values():
            _put(file.write, array.tobytes())


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to. It gets its name once all of it is on the disk, so that nobody ever sees half of it."""
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
    """The few numbers of a file that change while it is in use. Each is one aligned number, so it is never read half-written."""

    def __init__(self, path: Path, *, writing: bool = False) -> None:
        """Map the header of a file. Raises BadIndex for one that is too short."""
        if path.stat().st_size < FIXED:
            raise BadIndex(f"{path.name} is no index: it is shorter than a head.")
        self._numbers = np.memmap(path, dtype=np.int64, mode="r+" if writing else "r", shape=(FIXED // 8,))

    @property
    def replaced(self) -> bool:
        """Whether another file has replaced it."""
        return bool(self._numbers[REPLACED])

    @property
    def written(self) -> int:
        """How many times the file beside it was written."""
        return int(self._numbers[WRITTEN])

    @property
    def looked_at(self) -> int:
        """When the process that keeps it up to date last looked, seconds since 1970; 0 for never."""
        return int(self._numbers[LOOKED_AT])

    def note_replaced(self) -> None:
        """Note that another file has replaced it."""
        self._numbers[REPLACED] = 1

    def note_written(self) -> None:
        """Note that the file beside it was written once more."""
        self._numbers[WRITTEN] += 1

    def note_looked(self, seconds: int) -> None:
        """Note when the process that keeps it up to date looked."""
        self._numbers[LOOKED_AT] = seconds


REPLACED, WRITTEN, LOOKED_AT = 2, 4, 5


def read(path: Path, dtypes: DTypes, *, writing: bool = False) -> dict[str, Array]:
    """Map a file and return its columns, read-only unless `writing`. Raises BadIndex saying what is wrong with the file."""
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


def _fingerprint(dtypes: Mapping[str, npt.DTypeLike]) -> int:
    """Return a number that differs when a column, its type or the layout of the masks does."""
    columns = [(name, np.dtype(dtype).name) for name, dtype in dtypes.items()]
    return crc32(repr((columns, list(LAYOUT.values()))).encode())


def _head(arrays: Mapping[str, Array]) -> bytes:
    shapes = [(len(array), array.shape[1] if array.ndim > 1 else 1) for array in arrays.values()]
    fixed = np.zeros(FIXED // 8 - 1, np.int64)
    fixed[:3] = VERSION, 0, len(arrays)
    fixed[5] = _fingerprint({name: array.dtype for name, array in arrays.items()})
    return MAGIC + fixed.tobytes() + np.array(shapes, np.int64).tobytes()


def _understood(name: str, whole: Array, dtypes: DTypes) -> list[tuple[int, int]]:
    """Return the shapes in the header of a file, after checking that the file has them all."""
    if bytes(whole[: len(MAGIC)]) != MAGIC:
        raise BadIndex(f"{name} is no index: it does not begin as one does.")
    numbers = whole[len(MAGIC) : FIXED].view(np.int64).tolist()
    version, columns, fingerprint = numbers[0], numbers[2], numbers[5]
    if version != VERSION:
        raise BadIndex(f"{name} is of version {version}, and this code reads version {VERSION}.")
    if fingerprint != _fingerprint(dtypes) or columns != len(dtypes):
        raise BadIndex(f"{name} has other columns, or another layout of its masks, than this code reads.")
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
