"""Hiding small numbers, and others from which they could be computed.

A count of 1 to 4 could identify people. Where the sum of a row is shown too, hiding one cell hides nothing; so the
smallest of the others are hidden too, until at least two cells and at least five people are hidden.
"""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

FEW: Final = 5
"""Counts from 1 to below this are hidden."""
ENOUGH: Final = 10
"""A share of fewer means nothing, and could identify somebody."""

Key = TypeVar("Key", bound=Hashable)


def is_small(count: int) -> bool:
    """Whether a count must not be shown."""
    return 0 < count < FEW


def cells(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return counts without a published sum: None for each hidden one."""
    return {key: None if is_small(count) else count for key, count in counts.items()}


def parts(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return counts with a published sum: None for each hidden one."""
    hidden = [key for key, count in counts.items() if is_small(count)]
    others = sorted((count, place, key) for place, (key, count) in enumerate(counts.items()) if count >= FEW)
    while hidden and others and (len(hidden) < 2 or sum(counts[key] for key in hidden) < FEW):
        hidden.append(others.pop(0)[2])
    return {key: None if key in hidden else count for key, count in counts.items()}


def share(part: int, of: int) -> int | None:
    """Return a percentage, or None of too few to say one."""
    return round(100 * part / of) if of >= ENOUGH else None


def tenths(percent: int) -> int:
    """Return a percentage as a number in ten. Only all is 10, and only none is 0."""
    if percent in (0, 100):
        return percent // 10
    return min(max(round(percent / 10), 1), 9)


def words(count: int | None) -> str:
    """Return a count as text: "<5" for a hidden one."""
    return f"<{FEW}" if count is None else f"{count:,}"
