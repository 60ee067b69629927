"""Days and times as people say them: "Tuesday 1 December", "6pm to 8pm".

Aware datetimes go in, local words come out. The names of days and months are Django's own, so they follow the reader's
language; only how they are put together is written here.
"""

from datetime import date as datetime_date
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import dates, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

LOCAL: Final = ZoneInfo("Europe/London")

DAY_BEGINS: Final = 8
DAY_ENDS: Final = 20
"""Between these hours people answer, and nobody is promised anything for the night."""
MORNING: Final = 9

AHEAD: Final = timedelta(days=334)
"""Eleven months: a date in the next ones needs no year."""
BACK: timedelta = timedelta(days=31)
"""Nor does one of the last month."""

DAYS: Final = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)
"""The days as they repeat, Monday first."""

PARTS: Final = (
    pgettext_lazy("part of the day", "Morning"),
    pgettext_lazy("part of the day", "Afternoon"),
    pgettext_lazy("part of the day", "Evening"),
)
SHORT_PARTS: Final = (
    pgettext_lazy("part of the day, short", "Morn"),
    pgettext_lazy("part of the day, short", "Aft"),
    pgettext_lazy("part of the day, short", "Eve"),
)


def _local(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time needs its zone before it can be said in local words.")
    return at.astimezone(LOCAL)


def by_day(at: datetime) -> datetime:
    """Return a time by which something can be promised: the full hour by day, and nine in the morning after a night."""
    local = _local(at)
    hour = local.replace(minute=0, second=0, microsecond=0)
    hour = hour if hour == local else hour + timedelta(hours=1)
    if DAY_BEGINS <= hour.hour <= DAY_ENDS:
        return hour
    morning = hour if hour.hour < DAY_BEGINS else hour + timedelta(days=1)
    return morning.replace(hour=MORNING)


def weekday(at: datetime) -> str:
    """Return the local day of the week: "Tuesday"."""
    return str(dates.WEEKDAYS[_local(at).weekday()])


def weekdays(at: datetime) -> str:
    """Return the local day of the week as it repeats: "Tuesdays"."""
    return str(DAYS[_local(at).weekday()])


def date(at: datetime) -> str:
    """Return the local date: "1 December". Its year is said where it is not plain: outside the next eleven months."""
    now = timezone.now()
    return short_date(at) if now - BACK <= at < now + AHEAD else far_day(at)


def short_date(at: datetime) -> str:
    """Return the local date without its weekday or year, for where the year stands beside it: "1 December"."""
    local = _local(at)
    return _("%(number)d %(month)s") % {"number": local.day, "month": dates.MONTHS_ALT[local.month]}


def day(at: datetime) -> str:
    """Return the local day and date: "Tuesday 1 December"."""
    return _("%(weekday)s %(date)s") % {"weekday": weekday(at), "date": date(at)}


def of(date_only: datetime_date) -> str:
    """Return a date without a time as day and date: "Tuesday 1 December"."""
    return day(datetime(date_only.year, date_only.month, date_only.day, 12, tzinfo=LOCAL))


def far_day(at: datetime) -> str:
    """Return the local date with its year, for what is far off: "1 December 2027"."""
    return _("%(date)s %(year)d") % {"date": short_date(at), "year": _local(at).year}


def long_date(date_only: datetime_date) -> str:
    """Return a date without a time, with its year: "2 November 2026"."""
    return far_day(datetime(date_only.year, date_only.month, date_only.day, 12, tzinfo=LOCAL))


def month(date_only: datetime_date) -> str:
    """Return the month and year of a date: "May 2027"."""
    return _("%(month)s %(year)d") % {"month": dates.MONTHS[date_only.month], "year": date_only.year}


def tile(at: datetime) -> str:
    """Return the short day and month under the number of a date tile: "Tue Nov"."""
    local = _local(at)
    month = str(dates.MONTHS_3[local.month]).capitalize()
    return _("%(weekday)s %(month)s") % {"weekday": dates.WEEKDAYS_ABBR[local.weekday()], "month": month}


def clock(at: datetime) -> str:
    """Return the local time on a twelve-hour clock: "6pm", "11:30am", "noon", "midnight"."""
    local = _local(at)
    if local.minute == 0 and local.hour in (0, 12):
        return _("noon") if local.hour else _("midnight")
    hour = local.hour % 12 or 12
    words = str(hour) if local.minute == 0 else f"{hour}:{local.minute:02}"
    return (_("%(hour)sam") if local.hour < 12 else _("%(hour)spm")) % {"hour": words}


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Return from when to when: "6pm to 8pm"."""
    return _("%(start)s to %(end)s") % {"start": clock(starts_at), "end": clock(ends_at)}


def stamp(at: datetime | None) -> str:
    """Return the local date with its year, and the time, for records: "1 December 2026, 6pm"; "" for None."""
    if at is None:
        return ""
    return _("%(date)s %(year)d, %(clock)s") % {"date": short_date(at), "year": _local(at).year, "clock": clock(at)}
