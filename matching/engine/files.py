"""An index in one file that many processes can map: a head of 64 bytes, then each column as it lies in memory.

The head is the magic and three numbers: version, rows, terms. Where each column lies follows from these, so a file that was cut
short is known by its length alone. Every column begins at a multiple of 64 bytes, so that what is mapped is aligned.
"""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from matching.engine.columns import DTYPES, Array, lengths

MAGIC: Final = b"HUBMATCH"
VERSION: Final = 1
BLOCK: Final = 64


class BadIndex(Exception):
    """The file is no index, one of another version, or not a whole one."""


def write(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write the columns as one file. It takes its name when it is whole, so that nobody ever maps half of one."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            for block in (_head(arrays), *(arrays[name].tobytes() for name in DTYPES)):
                file.write(block.ljust(_up(len(block)), b"\0"))
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def read(path: Path) -> dict[str, Array]:
    """Map a file read-only and return its columns. Raises BadIndex saying what is wrong with it."""
    if path.stat().st_size < BLOCK:  # nothing so short can be mapped safely, least of all an empty file
        raise BadIndex(f"{path.name} is no index: it is shorter than a head.")
    whole = np.memmap(path, dtype=np.uint8, mode="r")
    n, terms = _understood(path.name, whole)
    arrays, at = {}, BLOCK
    for name, length in lengths(n, terms).items():
        size = length * np.dtype(DTYPES[name]).itemsize
        arrays[name] = whole[at : at + size].view(DTYPES[name])
        at += _up(size)
    return arrays


def _head(arrays: Mapping[str, Array]) -> bytes:
    return MAGIC + np.array([VERSION, len(arrays["ids"]), len(arrays["term_ids"])], dtype=np.int64).tobytes()


def _understood(name: str, whole: Array) -> tuple[int, int]:
    """Return how many rows and terms the head of a file promises, once it is sure that they are there."""
    if bytes(whole[: len(MAGIC)]) != MAGIC:
        raise BadIndex(f"{name} is no index: it does not begin as one does.")
    version, n, terms = whole[len(MAGIC) : len(MAGIC) + 24].view(np.int64).tolist()
    if version != VERSION:
        raise BadIndex(f"{name} is of version {version}, and this code reads version {VERSION}.")
    if min(n, terms) < 0 or len(whole) != _size(n, terms):
        raise BadIndex(f"{name} is not whole: it has {len(whole)} bytes.")
    return n, terms


def _size(n: int, terms: int) -> int:
    return BLOCK + sum(_up(length * np.dtype(DTYPES[name]).itemsize) for name, length in lengths(n, terms).items())


def _up(size: int) -> int:
    return -(-size // BLOCK) * BLOCK
