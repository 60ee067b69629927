"""Repeating dates by the clock on the wall: every week over the nights when clocks change, fifths and last days. No database."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.taxonomy import slots
from hub.taxonomy.codes import Slot
from hub.taxonomy.slots import LOCAL
from opportunities import recurrence
from opportunities.recurrence import Often

WEEKLY = "FREQ=WEEKLY;BYDAY=TU"
BEFORE = datetime(2020, 1, 1, tzinfo=UTC)


def local(*parts):
    return datetime(*parts, tzinfo=LOCAL)


def run(rule, first, *, after=None, number=4, **limits):
    """The first starts of a run, as clocks in London show them."""
    found = recurrence.starts(rule, first, after=after or first - timedelta(days=1), **limits)
    return [f"{start.astimezone(LOCAL):%a %d %b %H:%M}" for start in islice(found, number)]


class TestRule:
    @pytest.mark.parametrize(
        ("often", "first", "rule"),
        [
            (Often.ONCE, local(2026, 12, 1, 18), ""),
            (Often.WEEKLY, local(2026, 12, 1, 18), "FREQ=WEEKLY;BYDAY=TU"),
            (Often.FORTNIGHTLY, local(2026, 12, 6, 18), "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU"),
            (Often.MONTHLY, local(2026, 12, 1, 18), "FREQ=MONTHLY;BYDAY=1TU"),
            (Often.MONTHLY, local(2026, 12, 7, 18), "FREQ=MONTHLY;BYDAY=1MO"),
            (Often.MONTHLY, local(2026, 12, 8, 18), "FREQ=MONTHLY;BYDAY=2TU"),
            (Often.MONTHLY, local(2026, 12, 28, 18), "FREQ=MONTHLY;BYDAY=4MO"),
            (Often.MONTHLY, local(2026, 12, 29, 18), "FREQ=MONTHLY;BYDAY=-1TU"),
            (Often.MONTHLY, local(2028, 2, 29, 18), "FREQ=MONTHLY;BYDAY=-1TU"),
            ("", local(2026, 12, 1, 18), ""),
            ("daily", local(2026, 12, 1, 18), ""),
        ],
    )
    def test_is_counted_from_the_first_start(self, often, first, rule):
        assert recurrence.rule_for(often, first) == rule

    def test_takes_the_weekday_in_london_and_not_in_utc(self):
        late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

        assert recurrence.rule_for(Often.WEEKLY, late) == "FREQ=WEEKLY;BYDAY=WE"

    @settings(max_examples=40, deadline=None)
    @given(st.sampled_from(list(Often)), st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))
    def test_is_read_back_as_it_was_chosen(self, often, naive):
        assert recurrence.often_of(recurrence.rule_for(often, naive.replace(tzinfo=UTC))) == often


class TestStarts:
    def test_stay_at_their_hour_when_summer_begins_and_ends(self):
        spring = run(WEEKLY, local(2026, 3, 24, 18), number=2)
        autumn = run(WEEKLY, local(2026, 10, 20, 18), number=2)

        assert spring == ["Tue 24 Mar 18:00", "Tue 31 Mar 18:00"]
        assert autumn == ["Tue 20 Oct 18:00", "Tue 27 Oct 18:00"]

    def test_at_an_hour_that_is_skipped_are_an_hour_later_that_night_alone(self):
        assert run("FREQ=WEEKLY;BYDAY=SU", local(2026, 3, 22, 1, 30), number=3) == [
            "Sun 22 Mar 01:30",
            "Sun 29 Mar 02:30",
            "Sun 05 Apr 01:30",
        ]

    def test_at_an_hour_that_comes_twice_are_once_that_night(self):
        found = list(islice(recurrence.starts("FREQ=WEEKLY;BYDAY=SU", local(2026, 10, 18, 1, 30), after=BEFORE), 3))

        assert [start.isoformat() for start in found] == [
            "2026-10-18T00:30:00+00:00",
            "2026-10-25T00:30:00+00:00",
            "2026-11-01T01:30:00+00:00",
        ]

    @pytest.mark.parametrize(
        ("after", "first"),
        [
            (datetime(2026, 10, 25, 0, 29, tzinfo=UTC), "2026-10-25T00:30:00+00:00"),
            (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-11-01T01:30:00+00:00"),
            (datetime(2026, 10, 25, 1, 29, tzinfo=UTC), "2026-11-01T01:30:00+00:00"),
        ],
    )
    def test_that_night_are_not_come_again_in_the_second_hour(self, after, first):
        found = recurrence.next_start("FREQ=WEEKLY;BYDAY=SU", local(2026, 10, 18, 1, 30), after=after)

        assert found.isoformat() == first

    @pytest.mark.parametrize(("minute", "day"), [(10, 29), (29, 29), (30, 5)])
    def test_at_a_skipped_hour_are_found_by_who_asks_in_the_hour_after_it(self, minute, day):
        asked = datetime(2026, 3, 29, 1, minute, tzinfo=UTC)

        found = recurrence.next_start("FREQ=WEEKLY;BYDAY=SU", local(2026, 3, 22, 1, 30), after=asked)

        assert found.day == day

    def test_of_a_fifth_weekday_are_the_last_of_each_month(self):
        assert run("FREQ=MONTHLY;BYDAY=-1TU", local(2028, 2, 29, 10)) == [
            "Tue 29 Feb 10:00",
            "Tue 28 Mar 10:00",
            "Tue 25 Apr 10:00",
            "Tue 30 May 10:00",
        ]

    def test_every_two_weeks_keep_their_week_over_the_year(self):
        assert run("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", local(2026, 12, 22, 18), number=3) == [
            "Tue 22 Dec 18:00",
            "Tue 05 Jan 18:00",
            "Tue 19 Jan 18:00",
        ]

    @pytest.mark.parametrize(
        ("seconds", "first"), [(-1, "Tue 01 Dec 18:00"), (0, "Tue 08 Dec 18:00"), (1, "Tue 08 Dec 18:00")]
    )
    def test_are_later_than_a_time_to_the_second(self, seconds, first):
        start = local(2026, 12, 1, 18)

        assert run(WEEKLY, start, after=start + timedelta(seconds=seconds), number=1) == [first]

    @pytest.mark.parametrize(("seconds", "number"), [(-1, 1), (0, 2), (1, 2)])
    def test_go_up_to_a_time_and_with_it(self, seconds, number):
        start = local(2026, 12, 1, 18)

        assert len(run(WEEKLY, start, until=start + timedelta(days=7, seconds=seconds))) == number

    @pytest.mark.parametrize(
        ("last_day", "number"), [(date(2026, 12, 7), 1), (date(2026, 12, 8), 2), (date(2026, 11, 30), 0)]
    )
    def test_go_up_to_their_last_day_and_with_it(self, last_day, number):
        assert len(run(WEEKLY, local(2026, 12, 1, 18), last_day=last_day)) == number

    def test_count_a_late_hour_by_the_day_in_london(self):
        late = local(2026, 6, 30, 0, 30)

        assert run("FREQ=WEEKLY;BYDAY=TU", late, last_day=date(2026, 6, 30)) == ["Tue 30 Jun 00:30"]

    def test_are_none_once_the_run_has_ended(self):
        start = local(2026, 12, 1, 18)

        assert recurrence.next_start(WEEKLY, start, after=start, last_day=date(2026, 12, 7)) is None

    @settings(max_examples=50, deadline=None)
    @given(
        st.sampled_from([Often.WEEKLY, Often.FORTNIGHTLY, Often.MONTHLY]),
        st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(
            lambda naive: naive.replace(second=0, microsecond=0)
        ),
        st.integers(0, 400),
    )
    def test_come_in_order_on_their_weekday_at_their_hour(self, often, naive, days):
        first = naive.replace(tzinfo=UTC)
        rule = recurrence.rule_for(often, first)
        after = first + timedelta(days=days)

        found = list(islice(recurrence.starts(rule, first, after=after), 3))

        assert found[0] > after
        assert all(sooner < later for sooner, later in pairwise(found))
        weekdays = {start.astimezone(LOCAL).weekday() for start in found}
        assert weekdays == {first.astimezone(LOCAL).weekday()}
        clock = first.astimezone(LOCAL).time()
        for start in found:
            shown = start.astimezone(LOCAL).time()
            assert shown == clock or clock.hour == 1  # the hour that is skipped or comes twice
        assert found[0] == recurrence.next_start(rule, first, after=after)


class TestEnd:
    first, first_end = local(2026, 3, 22, 23), local(2026, 3, 23, 3)

    def test_is_none_where_the_first_has_none(self):
        assert recurrence.end(local(2026, 3, 29, 18), first=self.first, first_end=None) is None

    @pytest.mark.parametrize(
        ("start", "ends"),
        [
            (local(2026, 3, 28, 23), "Sun 29 Mar 03:00"),
            (local(2026, 10, 24, 23), "Sun 25 Oct 03:00"),
            (local(2026, 6, 30, 23), "Wed 01 Jul 03:00"),
        ],
    )
    def test_is_at_the_hour_of_the_first_also_over_a_short_or_long_night(self, start, ends):
        found = recurrence.end(start, first=self.first, first_end=self.first_end)

        assert f"{found.astimezone(LOCAL):%a %d %b %H:%M}" == ends

    def test_is_as_long_after_as_the_first_where_the_clock_would_put_it_before(self):
        """From half past one, moved to half past two, to a quarter past two."""
        first, ends = local(2026, 3, 22, 1, 30), local(2026, 3, 22, 2, 15)
        start = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)

        found = recurrence.end(start, first=first, first_end=ends)

        assert found > start

    @settings(max_examples=60, deadline=None)
    @given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)), st.integers(1, 24 * 60), st.integers(0, 60))
    def test_is_always_after_the_start(self, naive, minutes, weeks):
        first = naive.replace(tzinfo=UTC)
        start = (first.astimezone(LOCAL) + timedelta(weeks=weeks)).astimezone(UTC)

        found = recurrence.end(start, first=first, first_end=first + timedelta(minutes=minutes))

        assert start < found <= start + timedelta(minutes=minutes + 60)


class TestLastStart:
    @pytest.mark.parametrize(
        ("by", "found"),
        [
            (local(2026, 12, 1, 17, 59), None),
            (local(2026, 12, 1, 18), local(2026, 12, 1, 18)),
            (local(2026, 12, 8, 17, 59), local(2026, 12, 1, 18)),
            (local(2026, 12, 8, 18), local(2026, 12, 8, 18)),
        ],
    )
    def test_is_the_one_that_has_begun(self, by, found):
        assert recurrence.last_start(WEEKLY, local(2026, 12, 1, 18), by=by) == found


class TestWindows:
    """The windows of the week that a session lights, by hand."""

    @pytest.mark.parametrize(
        ("starts", "ends", "windows"),
        [
            (local(2026, 12, 1, 18), local(2026, 12, 1, 20), {Slot.TUE_EVENING}),
            (local(2026, 12, 1, 11, 30), local(2026, 12, 1, 13), {Slot.TUE_AFTERNOON}),
            (local(2026, 12, 1, 11), local(2026, 12, 1, 13), {Slot.TUE_MORNING, Slot.TUE_AFTERNOON}),
            (local(2026, 12, 1, 11, 45), local(2026, 12, 1, 12, 15), {Slot.TUE_MORNING, Slot.TUE_AFTERNOON}),
            (local(2026, 12, 1, 10), local(2026, 12, 1, 12, 29), {Slot.TUE_MORNING}),
            (local(2026, 12, 1, 10), local(2026, 12, 1, 12, 59), {Slot.TUE_MORNING}),
            (local(2026, 12, 1, 10), local(2026, 12, 1, 13), {Slot.TUE_MORNING, Slot.TUE_AFTERNOON}),
            (local(2026, 12, 1, 5), local(2026, 12, 1, 6, 15), set()),
            (local(2026, 12, 1, 5), local(2026, 12, 1, 7), {Slot.TUE_MORNING}),
            (local(2026, 12, 6, 22), local(2026, 12, 7, 8), {Slot.SUN_EVENING, Slot.MON_MORNING}),
            (local(2026, 12, 1, 18), None, {Slot.TUE_EVENING}),
            (local(2026, 12, 1, 3), None, set()),
            (datetime(2026, 6, 30, 17, 0, tzinfo=UTC), None, {Slot.TUE_EVENING}),
            (datetime(2026, 12, 1, 17, 0, tzinfo=UTC), None, {Slot.TUE_AFTERNOON}),
        ],
    )
    def test_are_those_that_hold_an_hour_of_it_or_half(self, starts, ends, windows):
        assert slots.covered(starts, ends) == windows

    @settings(max_examples=40, deadline=None)
    @given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)), st.integers(1, 48 * 60))
    def test_of_one_by_day_are_one_or_more(self, naive, minutes):
        start = naive.replace(tzinfo=UTC)
        end = start + timedelta(minutes=minutes)
        hours = {(start + timedelta(minutes=step)).astimezone(slots.LOCAL).hour for step in range(0, minutes + 1, 15)}

        assert slots.covered(start, end) or min(hours) < slots.PARTS[0]

    @pytest.mark.parametrize("slot", list(Slot))
    def test_are_told_by_day_and_part(self, slot):
        assert slots.day_of(slot) * 3 + slots.part_of(slot) == slot
        assert (0 <= slots.day_of(slot) <= 6, 0 <= slots.part_of(slot) <= 2) == (True, True)
