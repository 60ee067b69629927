"""Small numbers are hidden, and so is whatever would let somebody work them out.

Counts of 1 to 4 could be somebody one knows. Where the sum of a row is shown as well, hiding one of its cells hides nothing; so the
smallest of the others go too, until what is hidden is at least two cells and at least five people.
"""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

FEW: Final = 5
"""Fewer than so many, and not none, are hidden."""

Key = TypeVar("Key", bound=Hashable)


def is_small(count: int) -> bool:
    """Whether a count must not be shown."""
    return 0 < count < FEW


def cells(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return counts of which no sum is shown: None for each that is hidden."""
    return {key: None if is_small(count) else count for key, count in counts.items()}


def parts(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """Return counts that add up to a number which is shown too: None for each that is hidden."""
    hidden = [key for key, count in counts.items() if is_small(count)]
    others = sorted((count, place, key) for place, (key, count) in enumerate(counts.items()) if count >= FEW)
    while hidden and others and (len(hidden) < 2 or sum(counts[key] for key in hidden) < FEW):
        hidden.append(others.pop(0)[2])
    return {key: None if key in hidden else count for key, count in counts.items()}


def words(count: int | None) -> str:
    """Return a count as it is shown."""
    return f"<{FEW}" if count is None else f"{count:,}"
