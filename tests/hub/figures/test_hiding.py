"""Small numbers, and whatever lets them be worked out, are hidden."""

import pytest

from hub.figures import small_numbers


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "<5"),
        (1, "<5"),
        (4, "<5"),
        (5, "5"),
        (7, "5"),
        (8, "10"),
        (634, "635"),
        (635, "635"),
        (1240, "1,240"),
        (1242, "1,240"),
    ],
)
def test_counts_are_in_fives_and_nobody_reads_as_four(count, shown):
    assert small_numbers.words(small_numbers.shown(count)) == shown


@pytest.mark.parametrize(
    ("part", "of", "share"),
    [(3, 20, 0), (10, 20, 50), (12, 22, 50), (20, 20, 100), (19, 20, 100), (17, 20, 75), (5, 7, None), (8, 8, 100)],
)
def test_a_share_is_of_the_counts_that_are_shown(part, of, share):
    assert small_numbers.share(part, of) == share


def test_no_two_counts_differ_by_less_than_five():
    told = [small_numbers.shown(count) or 0 for count in range(200)]

    assert {later - before for later in told for before in told if later > before} == set(range(5, 201, 5))
