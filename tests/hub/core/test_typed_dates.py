"""Dates as people type them, and the day that each means: a table written by hand. Today is Monday 30 November 2026."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from hub.core import typed_dates

TODAY = date(2026, 11, 30)
FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-01", FIRST),
        ("2026–12–01", FIRST),
        ("2026/12/1", FIRST),
        ("2026-12-01T18:00", FIRST),
        ("1 12 2026", FIRST),
        ("1/12/2026", FIRST),
        ("01/12/2026", FIRST),
        ("1.12.26", FIRST),
        ("1-12-26", FIRST),
        ("1‑12‑26", FIRST),
        ("01122026", FIRST),
        ("1\u00a012\u00a02026\u200b", FIRST),
        ("\uff11/\uff11\uff12/\uff12\uff10\uff12\uff16", FIRST),
        ("\u202a1/12/2026\u202c", FIRST),
        ("1 December 2026", FIRST),
        ("1 december, 2026", FIRST),
        ("1 Dec 26", FIRST),
        ("1 Dec. 2026", FIRST),
        ("1Dec2026", FIRST),
        ("1st December 2026", FIRST),
        ("the 1st of December", FIRST),
        ("Tuesday 1 December 2026", FIRST),
        ("Tues 1st Dec", FIRST),
        ("Tue, 1/12/26", FIRST),
        ("December 1, 2026", FIRST),
        ("Dec 1st", FIRST),
        ("1 Rhagfyr 2026", FIRST),
        ("1af o Ragfyr 2026", FIRST),
        ("dydd Mawrth 1 Rhagfyr", FIRST),
        ("2 Mawrth", date(2027, 3, 2)),
        ("22nd Sept 2027", date(2027, 9, 22)),
        ("1 12", FIRST),
        ("30 11", TODAY),
        ("29 November", date(2027, 11, 29)),
        ("29 Feb", date(2028, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", FIRST),
        ("yfory", FIRST),
        ("31.12.2026", date(2026, 12, 31)),
    ],
)
def test_a_date(typed, meant):
    assert typed_dates.read(typed, today=TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "This is not a date"),
        ("soon", "This is not a date"),
        ("Tuesday", "This is not a date"),
        ("1", "This is not a date"),
        ("December", "This is not a date"),
        ("December 2026", "This is not a date"),
        ("1 2 3 4", "This is not a date"),
        ("1 12 026", "This is not a date"),
        ("1 Decembre Januar 2026", "This is not a date"),
        ("12/25/2026", "Write the day first, like 25/12/2026"),
        ("2026-13-01", "no such month"),
        ("31 November 2026", "This month has no such day"),
        ("29 Feb 2027", "This month has no such day"),
        ("30 Feb", "This month has no such day"),
        ("0 12 2026", "This month has no such day"),
        ("1 12 1926", "Look at the year again"),
        ("1 12 2226", "Look at the year again"),
        ("Monday 1 December 2026", "1 December 2026 is a Tuesday"),
        ("Friday 1/12", "1 December 2026 is a Tuesday"),
    ],
)
def test_what_is_wrong_with_a_date(typed, words):
    with pytest.raises(ValidationError, match=words):
        typed_dates.read(typed, today=TODAY)
