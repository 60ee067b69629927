"""Counts of people as pages and files may show them: in fives, and nobody to four alike.

An exact count tells who is missing from the next one: of two periods, two services, two days. Counts in fives differ by
nothing or by five, whichever two of them are compared.
"""

from typing import Final

FEW: Final = 5
"""Counts below this are not shown; others are rounded to it."""
ENOUGH: Final = 10
"""A share of fewer means nothing, and could identify somebody."""


def shown(count: int) -> int | None:
    """Return a count in fives; None for one that is too small to show, nothing included."""
    return None if count < FEW else round(count / FEW) * FEW


def share(part: int, of: int) -> int | None:
    """Return a percentage of two counts as they are shown, or None of too few to say one."""
    whole = shown(of) or 0
    return round(100 * (shown(part) or 0) / whole) if whole >= ENOUGH else None


def tenths(percent: int) -> int:
    """Return a percentage as a number in ten, 1 to 9: of counts in fives nobody can say that it was all, or none."""
    return min(max(round(percent / 10), 1), 9)


def words(count: int | None) -> str:
    """Return a count as text: "<5" for a hidden one."""
    return f"<{FEW}" if count is None else f"{count:,}"
