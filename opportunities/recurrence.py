"""Repeating dates, from a rule (RFC 5545) and a first start. The local clock time stays the same in summer and winter."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from dateutil.rrule import rrulestr
from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.taxonomy.slots import LOCAL

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Often(models.TextChoices):
    """How often something repeats, as organisers choose it."""

    ONCE = "once", _("Just once")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY = "monthly", _("Once a month, the same weekday")


def rule_for(often: str, starts_at: datetime) -> str:
    """Return the rule of a choice, counted from its first start; "" for a single date.

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
    """Return the choice from which `rule_for` made a rule."""
    if not rule:
        return Often.ONCE
    if "MONTHLY" in rule:
        return Often.MONTHLY
    return Often.FORTNIGHTLY if "INTERVAL=2" in rule else Often.WEEKLY


def starts(
    rule: str, first: datetime, *, after: datetime, until: datetime | None = None, last_day: date | None = None
) -> Iterator[datetime]:
    """Yield the starts (UTC) later than `after` and up to `until` (and not past `last_day`, local), in order.

    Without `until` and `last_day` there is no end. A local time skipped by the change to summer time becomes one hour
    later.
    """
    dates = rrulestr(rule, dtstart=_by_the_clock(first))
    # A local time skipped in the spring night becomes later: start an hour earlier, and compare in UTC.
    for naive in dates.xafter(_by_the_clock(after) - timedelta(hours=1), inc=True):
        start = naive.replace(tzinfo=LOCAL).astimezone(UTC)
        if (until is not None and start > until) or (last_day is not None and naive.date() > last_day):
            return
        if start > after:
            yield start


def next_start(rule: str, first: datetime, *, after: datetime, last_day: date | None = None) -> datetime | None:
    """Return the first start later than `after`, or None when the run has ended."""
    return next(starts(rule, first, after=after, last_day=last_day), None)


def end(start: datetime, *, first: datetime, first_end: datetime | None) -> datetime | None:
    """Return the end of a date (UTC), at the same local clock time as the first one's, or None if that has no end.

    If a change of the clocks would put the end before the start, the date has the duration of the first one.
    """
    if first_end is None:
        return None
    lasts = _by_the_clock(first_end) - _by_the_clock(first)
    ends = (_by_the_clock(start) + lasts).replace(tzinfo=LOCAL).astimezone(UTC)
    return ends if ends > start else start.astimezone(UTC) + (first_end.astimezone(UTC) - first.astimezone(UTC))


def _by_the_clock(moment: datetime) -> datetime:
    """Return local wall-clock time, without a zone."""
    return moment.astimezone(LOCAL).replace(tzinfo=None)


def last_start(rule: str, first: datetime, *, by: datetime) -> datetime | None:
    """Return the last start of a run at or before a time, or None when it has not begun."""
    found = rrulestr(rule, dtstart=_by_the_clock(first)).before(_by_the_clock(by), inc=True)
    return found.replace(tzinfo=LOCAL) if found else None
