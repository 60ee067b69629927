"""Dates as people type them: in figures, in words, with or without weekday and year, in English and Welsh.

The day comes before the month, as in Britain. A date without a year is the next such day to come. Times: `typed_times`.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import gettext as _

from hub.core import cleaning

YEARS: Final = range(2000, 2101)
LEAP: Final = 8
"""Years in which every day of the calendar comes at least once."""
MONTHS: Final = (
    ("january", "jan", "ionawr", "ion"),
    ("february", "feb", "chwefror", "chwef", "chw"),
    ("march", "mar", "mawrth", "maw", "fawrth"),
    ("april", "apr", "ebrill", "ebr"),
    ("may", "mai", "fai"),
    ("june", "jun", "mehefin", "meh", "fehefin"),
    ("july", "jul", "gorffennaf", "gorffenaf", "gorff", "gor", "orffennaf"),
    ("august", "aug", "awst", "aws"),
    ("september", "sept", "sep", "medi", "med", "fedi"),
    ("october", "oct", "hydref", "hyd"),
    ("november", "nov", "tachwedd", "tach", "dachwedd"),
    ("december", "dec", "rhagfyr", "rhag", "ragfyr"),
)
"""The months' names: English, short, Welsh, short (also as our pages show them), and as Welsh writes them after “o”."""
WEEKDAYS: Final = (
    ("monday", "mon", "llun"),
    ("tuesday", "tues", "tue", "dydd mawrth"),
    ("wednesday", "weds", "wed", "mercher"),
    ("thursday", "thurs", "thur", "thu", "iau"),
    ("friday", "fri", "gwener"),
    ("saturday", "sat", "sadwrn"),
    ("sunday", "sun", "sul"),
)
WITHOUT_MEANING: Final = frozenset({"the", "of", "on", "dydd", "y", "o", "ar"})
_ISO: Final = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[t ]\d\d:?\d\d.*)?")
_ENDING: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)\b")
_SIGN: Final = re.compile(r"\d+|[^\W\d_]+")


def read(text: str, *, today: date) -> date:
    """Return the day that somebody typed. Raises ValidationError with what is wrong, and an example that works."""
    typed = cleaning.code(text).casefold()
    if found := _ISO.fullmatch(typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    signs = _SIGN.findall(_ENDING.sub("", typed.replace("dydd mawrth", "tuesday")))
    weekday, words, numbers = _sorted(signs)
    near = {"today": 0, "heddiw": 0, "tomorrow": 1, "yfory": 1}
    if not numbers and len(words) == 1 and words[0] in near:
        return today + timedelta(days=near[words[0]])
    found_day = _in_figures(numbers, today) if not words else _with_month(words, numbers, today)
    if weekday is not None and found_day.weekday() != weekday:
        raise ValidationError(
            _("%(date)s is a %(weekday)s. Change the day or the date, so that they go together.")
            % {"date": formats.date_format(found_day, "j F Y"), "weekday": formats.date_format(found_day, "l")},
            code="weekday",
        )
    return found_day


def _sorted(signs: list[str]) -> tuple[int | None, list[str], list[str]]:
    """Return the weekday, the other words and the numbers."""
    weekdays = _numbered(WEEKDAYS, 0)
    weekday = next((weekdays[sign] for sign in signs if sign in weekdays), None)
    numbers = [sign for sign in signs if sign.isdigit()]
    words = [sign for sign in signs if not (sign.isdigit() or sign in weekdays or sign in WITHOUT_MEANING)]
    return weekday, words, numbers


def _numbered(names: tuple[tuple[str, ...], ...], first: int) -> Mapping[str, int]:
    return {name: number for number, same in enumerate(names, first) for name in same}


def _in_figures(numbers: list[str], today: date) -> date:
    """Return the day of "1 12 2026", "1/12", or eight figures in a row."""
    if len(numbers) == 1 and len(numbers[0]) == 8:
        numbers = [numbers[0][:2], numbers[0][2:4], numbers[0][4:]]
    if len(numbers) not in (2, 3):
        raise no_date()
    return _known(numbers[0], int(numbers[1]), numbers[2:], today)


def _with_month(words: list[str], numbers: list[str], today: date) -> date:
    """Return the day of "1 December 2026", or "December 1"."""
    month = _numbered(MONTHS, 1).get(words[0]) if len(words) == 1 else None
    if month is None or len(numbers) not in (1, 2):
        raise no_date()
    day, *year = sorted(numbers, key=len) if len(numbers[-1]) != 2 else numbers
    return _known(day, month, year, today)


def _known(day: str, month: int, year: list[str], today: date) -> date:
    if len(day) > 2 or not all(len(figures) in (2, 4) for figures in year):
        raise no_date()
    if not year:
        return _next(int(day), month, today)
    return _day(int(year[0]) + (2000 if len(year[0]) == 2 else 0), month, int(day))


def _next(day: int, month: int, today: date) -> date:
    """Return the next such day to come; today counts."""
    for year in range(today.year, today.year + LEAP + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise not_in_calendar(month)


def _day(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise not_in_calendar(month) from None
    if year not in YEARS:
        raise ValidationError(_("Look at the year again. It should be a date like 1 12 2026."), code="year")
    return found


def no_date() -> ValidationError:
    """Return the error for a text in which no date is read."""
    return ValidationError(
        _("This is not a date. It should have day, month and year, like 1 12 2026 or 1 December 2026."), code="date"
    )


def not_in_calendar(month: int) -> ValidationError:
    """Return the error for a day or a month that does not exist."""
    if not 1 <= month <= 12:
        return ValidationError(_("There is no such month. Write the day first, like 25/12/2026."), code="month")
    return ValidationError(_("This month has no such day. It should be a date like 30 11 2026."), code="day")
