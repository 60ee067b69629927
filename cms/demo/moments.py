"""Times in the demo content, counted from the day it is loaded, so that it is current on that day."""

import random
from datetime import date, datetime, time, timedelta

from cms.demo.content.dates import Dates
from hub.taxonomy.slots import LOCAL
from opportunities.recurrence import Often


def on(day: date, clock: str = "10:00") -> datetime:
    """Return a local clock time on a day."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=LOCAL)


def first_day(dates: Dates, *, today: date, shown: date) -> date:
    """Return the first day of some dates: after today for one date or a course, after `shown` for what repeats."""
    if dates.day > 6:
        return today + timedelta(days=dates.day - 6)
    after = today if dates.often == Often.ONCE or dates.runs else shown
    return after + timedelta(days=(dates.day - after.weekday() - 1) % 7 + 1, weeks=dates.week)


def last_day(dates: Dates, first: date) -> date | None:
    """Return the last day of a course; None for what goes on."""
    return first + timedelta(weeks=dates.runs - 1) if dates.runs else None


def between(earliest: datetime, latest: datetime, chance: random.Random) -> datetime:
    """Return a moment between two, to the minute, in waking hours: a night is moved to the following day."""
    minutes = max(int((latest - earliest).total_seconds() // 60), 1)
    found = (earliest + timedelta(minutes=chance.randrange(minutes))).astimezone(LOCAL)
    if found.hour < 8:
        found = found.replace(hour=9 + found.hour)
    return max(min(found, latest), earliest).replace(second=0, microsecond=0)


def awake(at: datetime) -> datetime:
    """Return a time, moved to the evening before if it is at night."""
    local = at.astimezone(LOCAL)
    return local - timedelta(hours=local.hour + 2) if local.hour < 7 else local
