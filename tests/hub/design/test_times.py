"""Days and times as people say them, on both sides of a change of clocks."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from hub.design import times

WINTER = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)
SUMMER = datetime(2026, 7, 7, 17, 0, tzinfo=UTC)


class TestClock:
    @pytest.mark.parametrize(
        ("hour", "minute", "words"),
        [
            (0, 0, "midnight"),
            (0, 30, "12:30am"),
            (9, 0, "9am"),
            (11, 30, "11:30am"),
            (12, 0, "noon"),
            (12, 5, "12:05pm"),
            (18, 0, "6pm"),
            (23, 59, "11:59pm"),
        ],
    )
    def test_says_the_time_as_people_do(self, hour, minute, words):
        assert times.clock(WINTER.replace(hour=hour, minute=minute)) == words

    def test_is_local_in_summer(self):
        assert times.clock(SUMMER) == "6pm"

    def test_refuses_a_time_without_its_zone(self):
        with pytest.raises(ValueError, match="zone"):
            times.clock(datetime(2026, 12, 1, 18, 0))


class TestByDay:
    """Nobody is promised anything for the night."""

    @pytest.mark.parametrize(
        ("hour", "minute", "words"),
        [
            (3, 0, "9am on 1"),
            (7, 59, "8am on 1"),
            (8, 0, "8am on 1"),
            (12, 53, "1pm on 1"),
            (18, 0, "6pm on 1"),
            (19, 1, "8pm on 1"),
            (20, 53, "9am on 2"),
            (23, 30, "9am on 2"),
        ],
    )
    def test_is_the_full_hour_or_the_morning(self, hour, minute, words):
        promised = times.by_day(WINTER.replace(hour=hour, minute=minute))

        assert f"{times.clock(promised)} on {promised.day}" == words

    def test_is_local_in_summer(self):
        assert times.clock(times.by_day(SUMMER.replace(hour=20))) == "9am"


class TestDay:
    def test_has_weekday_number_and_month(self):
        assert times.day(WINTER) == "Tuesday 1 December"

    def test_is_the_local_day_when_utc_is_still_the_day_before(self):
        assert times.day(datetime(2026, 7, 6, 23, 30, tzinfo=UTC)) == "Tuesday 7 July"

    def test_follows_the_readers_language(self):
        with translation.override("cy"):
            assert "Rhagfyr" in times.date(WINTER)


class TestOthers:
    def test_hours_run_from_start_to_end(self):
        assert times.hours(WINTER, WINTER.replace(hour=20)) == "6pm to 8pm"

    def test_weekday_and_weekdays(self):
        assert (times.weekday(WINTER), times.weekdays(WINTER)) == ("Tuesday", "Tuesdays")

    def test_a_tile_is_short(self):
        assert times.tile(datetime(2026, 11, 24, 12, tzinfo=UTC)) == "Tue Nov"
