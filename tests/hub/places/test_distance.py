"""Distances, in numbers and in words."""

import pytest
from django.utils import translation

from hub.places import distance

CLAPHAM, BALHAM = (51.4641, -0.1703), (51.4433, -0.1525)


class TestMiles:
    def test_agrees_with_a_known_distance(self):
        london, edinburgh = (51.5074, -0.1278), (55.9533, -3.1883)

        assert distance.miles(london, edinburgh) == pytest.approx(332, abs=1)

    def test_is_the_same_there_and_back(self):
        assert distance.miles(CLAPHAM, BALHAM) == pytest.approx(distance.miles(BALHAM, CLAPHAM))

    def test_is_nothing_to_where_one_is(self):
        assert distance.kilometres(CLAPHAM, CLAPHAM) == 0


class TestWords:
    @pytest.mark.parametrize(
        ("km", "said"),
        [
            (0.0, "less than 0.1 miles, about 1 minute’s walk"),
            (0.05, "less than 0.1 miles, about 1 minute’s walk"),
            (0.2, "0.1 miles, about 3 minutes’ walk"),
            (0.64, "0.4 miles, about 10 minutes’ walk"),
            (1.6, "1.0 miles, about 26 minutes’ walk"),
            (1.61, "1.0 miles"),
            (3.7, "2.3 miles"),
            (1609.344, "1000.0 miles"),
        ],
    )
    def test_gives_miles_and_under_a_mile_the_walk(self, km, said):
        with translation.override("en-gb"):
            assert distance.words(km) == said


class TestBox:
    @pytest.mark.parametrize("lat", [50.0, 55.0, 60.8])
    @pytest.mark.parametrize("km", [0.5, 5, 50])
    def test_never_leaves_out_a_place_within_reach(self, lat, km):
        edges = distance.box(lat, -2.0, km)

        for there in [(edges.north, -2.0), (edges.south, -2.0), (lat, edges.east), (lat, edges.west)]:
            assert km <= distance.kilometres((lat, -2.0), there) < 1.03 * km + 0.1
