"""How far something is, in words that say no more than is known."""

import pytest

from hub.places import apart, tables
from hub.places.locate import Located, Precision
from hub.places.models import Venue

SW15_3 = tables.sectors()["SW15 3"]
SW18_2 = tables.sectors()["SW18 2"]
NORTH = 1 / 111.195
"""Degrees of latitude in a kilometre."""


def here(lat, lon, precision, sector="SW18 2"):
    return Located("Here", lat, lon, precision, inside=True, sector=sector)


def venue(lat, lon, sector):
    return Venue(name="Hall", lat=lat, lon=lon, sector=sector)


def middle(row):
    return venue(row.lat, row.lon, row.sector)


@pytest.mark.parametrize(
    ("km", "said"),
    [
        (0.64, "0.4 miles, about 10 minutes’ walk"),
        (3.7, "2.3 miles"),
        (0.05, "less than 0.1 miles, about 1 minute’s walk"),
    ],
)
def test_two_postcodes_are_said_exactly(km, said):
    near = here(51.45, -0.18, Precision.UNIT)
    assert apart.words(near, venue(51.45 + km * NORTH, -0.18, "SW18 2")) == said


def test_within_one_sector_only_its_width_is_known():
    near = here(SW15_3.lat, SW15_3.lon, Precision.SECTOR, "SW15 3")
    assert apart.words(near, middle(SW15_3)) == "in SW15 3, up to 3 miles"


def test_a_postcode_and_a_venue_known_by_its_sector():
    near = here(SW15_3.lat, SW15_3.lon, Precision.UNIT, "SW15 3")
    assert apart.words(near, middle(SW15_3)) == "in SW15 3, up to 2 miles"


def test_two_sectors_are_about_so_far():
    near = here(SW18_2.lat, SW18_2.lon, Precision.SECTOR)
    assert apart.words(near, middle(SW15_3)) == "about 2 miles"


def test_neighbours_are_at_most_so_far():
    near = here(51.45, -0.18, Precision.SECTOR)
    said = apart.words(near, venue(51.45 + 0.2 * NORTH, -0.18, "SW18 1"))
    assert said == "up to 1 mile"


@pytest.mark.parametrize("precision", [Precision.PLACE, Precision.WARD, Precision.DISTRICT])
def test_nobody_is_told_minutes_from_the_middle_of_a_place(precision):
    said = apart.words(here(51.45, -0.18, precision), venue(51.45, -0.18, "SW18 2"))
    assert "minute" not in said
    assert "." not in said


@pytest.mark.parametrize(("km", "said"), [(0.1, "about 1 mile"), (3.2, "about 2 miles"), (16.1, "about 10 miles")])
def test_about(km, said):
    assert apart.about(km) == said


@pytest.mark.parametrize(
    ("km", "said"), [(0.1, "up to 1 mile"), (1.7, "up to 2 miles"), (3.21, "up to 2 miles"), (3.23, "up to 3 miles")]
)
def test_up_to(km, said):
    assert apart.up_to(km) == said


def test_a_sector_reaches_as_far_as_its_furthest_unit():
    assert (SW15_3.reach_km, SW15_3.wide_km) == (2.84, 4.69)
    assert (SW18_2.reach_km, SW18_2.wide_km) == (0.87, 1.69)
    for row in tables.sectors().values():
        assert row.reach_km <= row.wide_km + 0.02 <= 2 * row.reach_km + 0.04, row
