"""An index in one file that many processes can map: a head, then each column as it lies in memory.

    bytes  0–7   HUBMATCH
           8–15  version of the format
          16–23  0, or 1 once another file has taken this one's place
          24–31  how many columns
          32–    for each column, its length and width (1 for a plain one), to the next multiple of 64

Where each column lies follows from the head, so a file that was cut short is known by its length alone. Every column begins at a
multiple of 64 bytes, so that what is mapped is aligned.
"""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from matching.engine.columns import Array

MAGIC: Final = b"HUBMATCH"
VERSION: Final = 3
EDGE: Final = 64
FIXED: Final = 32
DTypes = Mapping[str, type[np.generic]]


class BadIndex(Exception):
    """The file is no index, one of another version, or not a whole one."""


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the columns as one file. It takes its name when it is whole, so that nobody ever maps half of one."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            _put(file.write, _head(arrays))
            for array in arrays.values():
                _put(file.write, array.tobytes())
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def read(path: Path, dtypes: DTypes) -> dict[str, Array]:
    """Map a file read-only and return its columns. Raises BadIndex saying what is wrong with it."""
    if path.stat().st_size < FIXED:  # nothing so short can be mapped safely, least of all an empty file
        raise BadIndex(f"{path.name} is no index: it is shorter than a head.")
    whole = np.memmap(path, dtype=np.uint8, mode="r")
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
    return MAGIC + np.array([VERSION, 0, len(arrays)], np.int64).tobytes() + np.array(shapes, np.int64).tobytes()


def _understood(name: str, whole: Array, dtypes: DTypes) -> list[tuple[int, int]]:
    """Return the shapes that the head of a file promises, once it is sure that they are there."""
    if bytes(whole[: len(MAGIC)]) != MAGIC:
        raise BadIndex(f"{name} is no index: it does not begin as one does.")
    version, _replaced, columns = whole[len(MAGIC) : FIXED].view(np.int64).tolist()
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
