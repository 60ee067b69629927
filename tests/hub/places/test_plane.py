"""From the globe to a sheet and back, by Web Mercator."""

import math

import pytest

from hub.places import plane
from hub.places.plane import Sheet, Spot

WANDSWORTH = (51.4571, -0.1818)


class TestSpot:
    def test_is_where_web_maps_have_it(self):
        """By hand: x = 6378137 × λ; y = −6378137 × ln tan(π/4 + φ/2)."""
        spot = plane.spot(WANDSWORTH)

        assert spot.x == pytest.approx(-20237.9, abs=0.1)
        assert spot.y == pytest.approx(-6_378_137 * math.log(math.tan(math.pi / 4 + math.radians(51.4571) / 2)))

    def test_and_back(self):
        assert plane.point(plane.spot(WANDSWORTH)) == pytest.approx(WANDSWORTH)

    def test_a_kilometre_on_the_ground_is_longer_on_the_sheet(self):
        assert plane.units_per_km(51.4571) == pytest.approx(1604.9, abs=0.1)


class TestAround:
    def test_grows_the_side_that_is_too_short(self):
        sheet = plane.around([Spot(0, 0), Spot(100, 10)], ratio=0.5)

        assert (sheet.width, sheet.height) == (100, 200)
        assert (sheet.x, sheet.y) == (0, -95)

    def test_keeps_a_margin_and_a_least_size(self):
        assert plane.around([Spot(5, 5)], margin=2, least=10) == Sheet(0, 0, 10, 10)
        assert plane.around([Spot(0, 0), Spot(20, 20)], margin=2, least=10) == Sheet(-2, -2, 24, 24)

    def test_says_how_far_along_a_place_is(self):
        assert Sheet(10, 20, 200, 100).share(Spot(60, 45)) == (25, 25)
