"""Days, parts of the day and times by the clock, as people write them."""

import pytest

from matching.preferences import understanding

WEEKDAYS = {f"day:{day}" for day in range(5)}
HEARD = {
    "after six": {"part:2"},
    "from 5 onwards": {"part:2"},
    "between ten and two": {"part:0", "part:1"},
    "9.30ish": {"part:0"},
    "2pm": {"part:1"},
    "10am to 2pm": {"part:0", "part:1"},
    "before noon": {"part:0"},
    "half past 6 to quarter to nine": {"part:2"},
    "free half past 6 to quarter to nine on Wednesdays": {"day:2", "part:2"},
    "tuesdays n thursdays after half six": {"day:1", "day:3", "part:2"},
    "after half seven": {"part:2"},
    "until half past three": {"part:0", "part:1"},
    "from half past nine till quarter to twelve": {"part:0"},
    "from half ten to quarter to one": {"part:0", "part:1"},
    "between half one and half four": {"part:1"},
    "between half six and eight": {"part:2"},
    "7pm to 9": {"part:2"},
    "9 to 11pm": {"part:2"},
    "from 6 to 8 am": {"part:0"},
    "6 to 9am": {"part:0"},
    "10 to 2pm": {"part:0", "part:1"},
    "from 9 til 1": {"part:0", "part:1"},
    "sat am": {"day:5", "part:0"},
    "Sat am or Sun pm": {"day:5", "part:0", "day:6", "part:1"},
    "half an hour": set(),
    "the other half six of us know": set(),
    "6 to 9 of us": set(),
    "I am half Polish": set(),
    "a quarter to them and a quarter to us": set(),
    "Fridays I'm at the mosque from half twelve": {"day:4"},
    "Tuesday mornings": {"day:1", "part:0"},
    "any weekday": WEEKDAYS,
    "weekends": {"day:5", "day:6"},
    "Saturday or Sunday": {"day:5", "day:6"},
    "after work on a Thursday": {"day:3", "part:2"},
    "once the kids are in bed": {"part:2"},
    "I've my Fridays off": {"day:4"},
    "not Mondays": {"not:day:0"},
    "anything but evenings": {"not:part:2"},
    "Wednesdays are no good for me": {"not:day:2"},
    "any day except Friday": {"not:day:4"},
    "I work nights": set(),
    "I'm at work on Mondays": set(),
    "I'm at work all day but free in the evening": {"part:2"},
    "last Tuesday": set(),
    "good morning": set(),
    "20 minutes away": set(),
    "number 9": set(),
    "I was there in 1966": set(),
    "two of us": set(),
}


@pytest.mark.parametrize(("text", "keys"), HEARD.items(), ids=HEARD)
def test_when_they_can_and_cannot(text, keys):
    assert {one.key for one in understanding.hear(text) if one.code.startswith(("day:", "part:"))} == keys


@pytest.mark.parametrize(
    ("said", "wished", "refused"),
    [
        ("evenings not after nine", {"part:2"}, set()),
        ("Tuesday mornings not before ten", {"day:1", "part:0"}, set()),
        ("mornings but not before 10", {"part:0"}, set()),
        ("mornings, not after eleven", {"part:0"}, {"part:1", "part:2"}),
        ("I can't do before noon", set(), {"part:0"}),
        ("not between nine and five", set(), {"part:0", "part:1"}),
        ("nothing after six please", set(), {"part:2"}),
        ("nothing before ten", set(), set()),
        ("not Mondays except in the evening", set(), {"day:0"}),
        ("no evenings except Fridays", set(), {"part:2"}),
        ("any evening except Tuesday", {"part:2"}, {"day:1"}),
        ("mornings bar Wednesday", {"part:0"}, {"day:2"}),
    ],
)
def test_a_refused_time_refuses_no_more_than_it_takes(said, wished, refused):
    heard = understanding.hear(said)

    assert {one.code for one in heard if one.wished} == wished
    assert {one.code for one in heard if not one.wished} == refused
