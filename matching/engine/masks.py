"""The mask of each row: all yes-or-no facts that decide whether it can be shown, so that a filter is two operations.

A mask is one whole number of 126 bits in Python, and two int64 columns in arrays. `spec.LAYOUT` says where each fact stands.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np

from matching.engine.arrays import Array
from matching.engine.spec import HALF, LAYOUT, MASK_COLUMNS

SLOTS: Final = LAYOUT["slots"].mask
ACCESS_AT: Final = LAYOUT["access"].at
ACCESS: Final = LAYOUT["access"].mask
SPARED_AT: Final = LAYOUT["spared"].at
SPARED: Final = LAYOUT["spared"].mask
AGES: Final = dict(zip((16, 18, 21), (1 << LAYOUT["ages"].at + place for place in range(3)), strict=True))
NO_CHECK: Final = LAYOUT["no_check"].mask
CHECK_IN_TIME: Final = LAYOUT["check_in_time"].mask
OPEN: Final = LAYOUT["open"].mask
ROOM: Final = LAYOUT["room"].mask
REMOTE: Final = LAYOUT["remote"].mask
TINY: Final = LAYOUT["tiny"].mask
JOIN_IN: Final = LAYOUT["join_in"].mask

ALL: Final = (1 << 2 * HALF) - 1
"""A mask with every bit."""
LOW: Final = (1 << HALF) - 1
DAYS_A_WEEK: Final = 7


def split(mask: int) -> tuple[int, int]:
    """Return a mask as its two halves."""
    return mask & LOW, mask >> HALF


def union(masks: Iterable[int]) -> int:
    """Return the bits that are in any of these masks."""
    whole = 0
    for mask in masks:
        whole |= mask
    return whole


def bits(mask: int) -> list[int]:
    """Return which bits of a mask are set, rising; a mask is not below 0."""
    found = []
    while mask > 0:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def has_all(rows: Any, mask: int) -> Array:
    """Return which rows have all bits of a mask; shape (k,). `rows` has the columns `MASK_COLUMNS`."""
    found: Array = np.ones(len(rows), dtype=np.bool_)
    for name, half in zip(MASK_COLUMNS, split(mask), strict=True):
        if half:
            found &= (getattr(rows, name) & np.int64(half)) == half
    return found


def has_any(rows: Any, mask: int) -> Array:
    """Return which rows have any bit of a mask; shape (k,)."""
    found: Array = np.zeros(len(rows), dtype=np.bool_)
    for name, half in zip(MASK_COLUMNS, split(mask), strict=True):
        if half:
            found |= (getattr(rows, name) & np.int64(half)) != 0
    return found


def built(given: dict[str, Array]) -> tuple[Array, Array]:
    """Return the masks of the rows of converted columns, as two halves; int64 of shape (n,)."""
    halves = np.zeros(len(given["ids"]), np.int64), np.zeros(len(given["ids"]), np.int64)
    _put(halves, "slots", given["slots"])
    _put(halves, "access", ~given["access_no"])
    _put(halves, "spared", ~given["takes"])
    _put(halves, "languages", given["languages"])
    _put(halves, "other_language", given["languages"] >> LAYOUT["languages"].count != 0)
    _put(halves, "ages", np.array([given["min_age"] < years for years in AGES]).T @ np.array([1, 2, 4]))
    no_check = given["checks"] == 0
    # An unknown duration is hoped for. Floats, since 16 bits would overflow.
    days = np.maximum(given["checks_weeks"], 0) * np.float32(DAYS_A_WEEK)
    _put(halves, "no_check", no_check)
    _put(halves, "check_in_time", no_check | (days <= given["days_to_last"]))
    _put(halves, "room", given["places_left"] != 0)
    for name in ("open", "remote", "tiny", "join_in"):
        _put(halves, name, given[name])
    return halves


def _put(halves: tuple[Array, Array], name: str, values: Array) -> None:
    """Put values where the layout has them; bits beyond its count are left out."""
    place = LAYOUT[name]
    half, at = divmod(place.at, HALF)
    halves[half][:] |= (values.astype(np.int64) & np.int64((1 << place.count) - 1)) << np.int64(at)


def fine_for(age: int) -> int:
    """Return the bit that says that somebody of an age may come, as far as a bit can say it; 0 for an age from 21 or unknown."""
    return next((bit for years, bit in AGES.items() if 0 <= age < years), 0)
