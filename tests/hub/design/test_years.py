"""A date says its year where it is not plain: outside the next eleven months, and more than a month ago."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.design import times

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(times, "BACK", timedelta(days=31))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((2026, 11, 30), "30 November"),
        ((2026, 12, 1), "1 December"),
        ((2027, 10, 29), "29 October"),
        ((2027, 10, 31), "31 October 2027"),
        ((2028, 1, 5), "5 January 2028"),
        ((2026, 11, 1), "1 November"),
        ((2026, 10, 20), "20 October 2026"),
        ((2020, 2, 29), "29 February 2020"),
    ],
)
def test_a_date(day, said):
    assert times.date(datetime(*day, 12, tzinfo=UTC)) == said


def test_a_day_says_the_same():
    assert times.day(datetime(2027, 12, 1, 12, tzinfo=UTC)) == "Wednesday 1 December 2027"
    assert times.day(datetime(2026, 12, 1, 12, tzinfo=UTC)) == "Tuesday 1 December"


def test_no_date_says_it_twice():
    far = datetime(2030, 12, 1, 18, tzinfo=UTC)
    assert times.far_day(far) == "1 December 2030"
    assert times.stamp(far) == "1 December 2030, 6pm"
    assert times.long_date(far.date()) == "1 December 2030"
