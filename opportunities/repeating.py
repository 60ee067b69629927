"""Repeating dates, from a rule (RFC 5545) and a first start. The local clock time stays the same in summer and winter."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from dateutil.rrule import rrulestr
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.taxonomy.slots import LOCAL

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Often(models.TextChoices):
    """How often something is on, as an organiser says it."""

    ONCE = "once", _("Just once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Once a month, the same weekday")


def rule_for(often: str, starts_at: datetime) -> str:
    """Return the rule of a way of repeating, counted from its first start; an empty text for once.

    Monthly means the same weekday of the month ("the first Saturday"); a fifth one becomes the last.
    """
    local = starts_at.astimezone(LOCAL)
    day = DAYS[local.weekday()]
    nth = (local.day - 1) // 7 + 1
    return {
        Often.WEEKLY.value: f"FREQ=WEEKLY;BYDAY={day}",
        Often.FORTNIGHTLY.value: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        Often.MONTHLY.value: f"FREQ=MONTHLY;BYDAY={nth if nth < 5 else -1}{day}",
    }.get(often, "")


def often_of(rule: str) -> Often:
    """Return how an organiser would say a rule that `rule_for` made."""
    if not rule:
        return Often.ONCE
    if "MONTHLY" in rule:
        return Often.MONTHLY
    return Often.FORTNIGHTLY if "INTERVAL=2" in rule else Often.WEEKLY


def starts(
    rule: str, first: datetime, *, after: datetime, until: datetime, last_day: date | None = None
) -> Iterator[datetime]:
    """Yield the starts later than `after` and up to `until` (and not past `last_day`, local), in order."""
    naive_first = first.astimezone(LOCAL).replace(tzinfo=None)
    naive_after = after.astimezone(LOCAL).replace(tzinfo=None)
    naive_until = until.astimezone(LOCAL).replace(tzinfo=None)
    if last_day is not None:
        naive_until = min(naive_until, datetime.combine(last_day, time.max))
    for start in rrulestr(rule, dtstart=naive_first).between(naive_after, naive_until):
        yield start.replace(tzinfo=LOCAL)


def next_start(rule: str, first: datetime, *, after: datetime, last_day: date | None = None) -> datetime | None:
    """Return the first start later than `after`, or None when the run is over."""
    naive_after = after.astimezone(LOCAL).replace(tzinfo=None)
    found = rrulestr(rule, dtstart=first.astimezone(LOCAL).replace(tzinfo=None)).after(naive_after)
    if found is None or (last_day is not None and found.date() > last_day):
        return None
    return found.replace(tzinfo=LOCAL)


def last_start(rule: str, first: datetime, *, by: datetime) -> datetime | None:
    """Return the last start of a run at or before a time, or None when it has not begun."""
    naive_by = by.astimezone(LOCAL).replace(tzinfo=None)
    found = rrulestr(rule, dtstart=first.astimezone(LOCAL).replace(tzinfo=None)).before(naive_by, inc=True)
    return found.replace(tzinfo=LOCAL) if found else None
