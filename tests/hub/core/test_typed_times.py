"""Times as people type them, and what each means: a table written by hand."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from hub.core import typed_times


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18:00", time(18)),
        ("18:00:00", time(18)),
        ("18.00", time(18)),
        ("18.30 hrs", time(18, 30)),
        ("1800", time(18)),
        ("18h00", time(18)),
        ("18 00", time(18)),
        ("18", time(18)),
        ("06:00", time(6)),
        ("0630", time(6, 30)),
        ("6pm", time(18)),
        ("6 pm", time(18)),
        ("6 PM", time(18)),
        ("6 p.m.", time(18)),
        ("6p", time(18)),
        ("6\u00a0pm\u200b", time(18)),
        ("\uff16pm", time(18)),
        ("6.30pm", time(18, 30)),
        ("6:30 pm", time(18, 30)),
        ("630pm", time(18, 30)),
        ("6-30pm", time(18, 30)),
        ("6am", time(6)),
        ("6 o'clock pm", time(18)),
        ("6 o’clock in the evening", time(18)),
        ("7 in the morning", time(7)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("12.30am", time(0, 30)),
        ("12", time(12)),
        ("9", time(9)),
        ("9.30", time(9, 30)),
        ("930", time(9, 30)),
        ("11:15", time(11, 15)),
        ("18.00pm", time(18)),
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("Midday", time(12)),
        ("midnight", time(0)),
        ("12 midnight", time(0)),
        ("24:00", time(0)),
        ("half six", time(18, 30)),
        ("half past six", time(18, 30)),
        ("half past 6", time(18, 30)),
        ("half past six am", time(6, 30)),
        ("half past six in the morning", time(6, 30)),
        ("half nine", time(9, 30)),
        ("half nine in the evening", time(21, 30)),
        ("quarter past seven", time(19, 15)),
        ("a quarter to seven", time(18, 45)),
        ("twenty-five to eight", time(7, 35)),
        ("quarter to one", time(12, 45)),
        ("six", time(18)),
        ("six o'clock", time(18)),
        ("six thirty", time(18, 30)),
        ("ten", time(10)),
        ("twelve", time(12)),
        ("hanner dydd", time(12)),
    ],
)
def test_a_time(typed, meant):
    assert typed_times.read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "This is not a time"),
        ("evening", "This is not a time"),
        ("6-8pm", "This is not a time"),
        ("1 2 3", "This is not a time"),
        ("quarter six", "This is not a time"),
        ("6", "Write it like 6am or 6pm"),
        ("6.30", "Write it like 6.30am or 6.30pm"),
        ("7:00", "Write it like 7am or 7pm"),
        ("25:00", "There is no such time"),
        ("18:75", "There is no such time"),
        ("18am", "There is no such time"),
    ],
)
def test_what_is_wrong_with_a_time(typed, words):
    with pytest.raises(ValidationError, match=words):
        typed_times.read(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8", time(20)),
        ("8:30", time(20, 30)),
        ("half eight", time(20, 30)),
        ("9 o'clock", time(21)),
        ("eleven", time(23)),
        ("08:00", time(8)),
        ("8am", time(8)),
        ("8 a.m.", time(8)),
        ("nine in the morning", time(9)),
        ("12", time(12)),
        ("midnight", time(0)),
        ("12:30am", time(0, 30)),
        ("18:00", time(18)),
    ],
)
def test_an_end_before_its_beginning_is_meant_later_where_that_can_be(typed, meant):
    assert typed_times.later(typed, typed_times.read(typed)) == meant
