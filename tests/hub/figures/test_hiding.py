"""Small numbers, and whatever lets them be worked out, are hidden."""

import pytest

from hub.figures import small_numbers


@pytest.mark.parametrize(("count", "shown"), [(0, "0"), (1, "<5"), (4, "<5"), (5, "5"), (1240, "1,240")])
def test_one_to_four_are_never_shown(count, shown):
    assert small_numbers.words(small_numbers.cells({"here": count})["here"]) == shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 9, "b": 8}, {"a": 9, "b": 8}),
        ({"a": 9, "b": 0}, {"a": 9, "b": 0}),
        ({"a": 20, "b": 8, "c": 3}, {"a": 20, "b": None, "c": None}),
        ({"a": 20, "b": 1, "c": 1}, {"a": None, "b": None, "c": None}),
        ({"a": 20, "b": 4, "c": 3}, {"a": 20, "b": None, "c": None}),
        ({"a": 20, "b": 9, "c": 1, "d": 2}, {"a": 20, "b": None, "c": None, "d": None}),
        ({"a": 3}, {"a": None}),
    ],
)
def test_what_the_sum_would_tell_is_hidden_too(counts, shown):
    assert small_numbers.parts(counts) == shown


def test_what_is_hidden_can_never_be_told_from_the_sum():
    for a in range(12):
        for b in range(12):
            for c in range(12):
                counts = {"a": a, "b": b, "c": c}
                shown = small_numbers.parts(counts)
                hidden = [key for key in counts if shown[key] is None]
                left = sum(counts.values()) - sum(count or 0 for count in shown.values())
                assert not any(small_numbers.is_small(count) for count in shown.values() if count is not None)
                assert (
                    not hidden
                    or len(hidden) == len([key for key in counts if counts[key]])
                    or (len(hidden) > 1 and left >= 5)
                )
