"""Reading Ordnance Survey's Code-Point Open: every postcode of Great Britain, as arrays.

The zip holds about 120 files without headers under `Data/CSV/`, one per area, with ten columns: postcode, quality of
position, easting, northing, country, two health codes, county, district, ward. Lines are split by numpy, not by `csv`:
1.7 million of them take seconds instead of a quarter of a minute.
"""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hub.places import grid

COLUMNS: Final = 10
MARGIN: Final = 16  # zeros after the text, so that a window at its end stays inside
NO_POSITION: Final = 90  # the quality that means "not placed yet"
COMMA, NEWLINE, SPACE, ZERO, NINE = (ord(c) for c in ",\n 09")

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Codes = NDArray[np.bytes_]


class BadFile(Exception):
    """The file is not Code-Point Open, or is incomplete; the message says which part."""


@dataclass(frozen=True)
class Units:
    """Postcode units with a position, aligned arrays of shape (n,).

    `code` is without space ("SW182PU"); `lat` and `lon` are degrees, WGS84; codes are empty where OS gives none.
    """

    code: Codes
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    country: Codes
    council: Codes
    ward: Codes

    def __len__(self) -> int:
        return len(self.code)


class Archive:
    """One Code-Point Open zip. Raises BadFile when it is not one."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise BadFile(f"{path} cannot be opened as a zip file.") from error
        self.members = sorted(name for name in self.zip.namelist() if _is_data(name))
        if not self.members:
            raise BadFile(f"{path} holds no files under Data/CSV/.")

    def read(self) -> Iterator[Units]:
        """Yield the units of each file, in the order of file names."""
        for name in self.members:
            try:
                text = self.zip.read(name)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
                raise BadFile(f"{name} is damaged.") from error
            yield parse(text, name=name)


def _is_data(name: str) -> bool:
    return "Data/CSV/" in name and name.lower().endswith(".csv")


def parse(text: bytes, *, name: str = "the file") -> Units:
    """Return the units with a position in one file's text. Raises BadFile when a line has another format."""
    text = text.replace(b'"', b"").replace(b"\r", b"").rstrip(b"\n") + b"\n"
    raw = np.frombuffer(text + bytes(MARGIN), dtype=np.uint8)
    starts, ends = _cells(raw, name)
    has_position = _numbers(raw, starts[:, 1], ends[:, 1], name) != NO_POSITION
    starts, ends = starts[has_position], ends[has_position]
    east, north = (_numbers(raw, starts[:, column], ends[:, column], name) for column in (2, 3))
    lat, lon = grid.to_wgs84(east.astype(np.float64), north.astype(np.float64))
    country, council, ward = (_words(raw, starts[:, column], ends[:, column], 9) for column in (4, 8, 9))
    return Units(_postcodes(raw, starts[:, 0], ends[:, 0], name), lat, lon, country, council, ward)


def _cells(raw: Bytes, name: str) -> tuple[Ints, Ints]:
    """Return where each cell starts and ends, two arrays of shape (lines, COLUMNS)."""
    marks = np.flatnonzero((raw == COMMA) | (raw == NEWLINE))
    breaks = raw[marks] == NEWLINE
    expected = np.arange(1, len(marks) + 1) % COLUMNS == 0
    if len(marks) % COLUMNS or not np.array_equal(breaks, expected):
        raise BadFile(f"{name}: a line does not have {COLUMNS} columns.")
    ends = marks.reshape(-1, COLUMNS)
    starts = np.concatenate(([0], marks[:-1] + 1)).reshape(-1, COLUMNS)
    return starts, ends


def _windows(raw: Bytes, starts: Ints, ends: Ints, width: int) -> Bytes:
    """Return each cell's first `width` bytes, with 0 after its end: shape (n, width). `raw` ends in a MARGIN."""
    cells = np.lib.stride_tricks.sliding_window_view(raw, width)[starts]
    cells *= np.arange(width) < (ends - starts)[:, None]
    return cells


def _words(raw: Bytes, starts: Ints, ends: Ints, width: int) -> Codes:
    return _joined(_windows(raw, starts, ends, width))


def _joined(letters: Bytes) -> Codes:
    """Return rows of bytes, shape (n, width), as n byte strings."""
    return np.ascontiguousarray(letters).view(f"S{letters.shape[1]}").ravel()


def _numbers(raw: Bytes, starts: Ints, ends: Ints, name: str) -> Ints:
    """Return cells of digits as integers. Raises BadFile when one is empty, too long or not a number."""
    lengths = ends - starts
    if np.any((lengths < 1) | (lengths > 7)):
        raise BadFile(f"{name}: a position is not a number.")
    value = np.zeros(len(starts), dtype=np.int64)
    for place in range(int(lengths.max(initial=0))):
        digit = raw[starts + place].astype(np.int64)
        used = place < lengths
        if np.any(used & ((digit < ZERO) | (digit > NINE))):
            raise BadFile(f"{name}: a position is not a number.")
        value = np.where(used, 10 * value + digit - ZERO, value)
    return value


def _postcodes(raw: Bytes, starts: Ints, ends: Ints, name: str) -> Codes:
    """Return postcodes without the padding of some editions. Raises BadFile for an invalid one."""
    outward = _windows(raw, starts, ends - 3, 5)
    outward[outward == SPACE] = 0
    lengths = np.count_nonzero(outward, axis=1)
    if np.any((lengths < 2) | (lengths > 4)):
        raise BadFile(f"{name}: a postcode is not one.")
    inward = _windows(raw, ends - 3, ends, 3)
    letters = np.zeros((len(starts), 7), dtype=np.uint8)
    for length in (2, 3, 4):
        rows = np.flatnonzero(lengths == length)
        letters[rows, :length] = outward[rows, :length]
        letters[rows, length : length + 3] = inward[rows]
    return _joined(letters)
