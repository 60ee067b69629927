"""From times to windows of the week. Local time decides, so a Tuesday evening stays one when the clocks change."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hub.taxonomy.codes import Slot

LOCAL: Final = ZoneInfo("Europe/London")
PARTS: Final = (6, 12, 18, 24)
"""Hours of the day at which morning, afternoon and evening begin, and evening ends."""


def covered(starts_at: datetime, ends_at: datetime | None) -> frozenset[Slot]:
    """Return the windows that hold an hour of a session, or half of it: 17:30 to 19:30 is an evening, and no afternoon.

    Times before 6 in the morning belong to no window. Without an end, only the window of the start counts.
    """
    start = starts_at.astimezone(LOCAL)
    end = max((ends_at or starts_at).astimezone(LOCAL), start + timedelta(minutes=1))
    enough = min(timedelta(hours=1), (end - start) / 2)
    found = set()
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= end:
        for part in range(3):
            opens = day.replace(hour=PARTS[part])
            closes = day.replace(hour=PARTS[part + 1]) if part < 2 else day + timedelta(days=1)
            if min(end, closes) - max(start, opens) >= enough:
                found.add(Slot(day.weekday() * 3 + part))
        day += timedelta(days=1)
    return frozenset(found)


def day_of(slot: int) -> int:
    """Return the weekday of a window, Monday 0."""
    return slot // 3


def part_of(slot: int) -> int:
    """Return the part of the day of a window: 0 morning, 1 afternoon, 2 evening."""
    return slot % 3
