"""Great-circle distances, against figures worked out by hand."""

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import distance_km
from tests.matching.engine.making import DEGREE_KM

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def between(here, *there):
    return distance_km(np.array(here), np.array(there).reshape(-1, 2))


class TestDistanceKm:
    def test_is_a_quarter_of_the_equator_to_ninety_degrees_east(self):
        assert between((0.0, 0.0), (0.0, 90.0))[0] == pytest.approx(10_007.5572, abs=1e-4)  # 6371.0088 × π ÷ 2

    def test_is_one_degree_along_a_meridian(self):
        assert between((51.0, 0.0), (52.0, 0.0))[0] == pytest.approx(DEGREE_KM, abs=1e-5)

    def test_is_half_as_far_along_the_sixtieth_parallel(self):
        assert between((60.0, 0.0), (60.0, 0.01))[0] == pytest.approx(DEGREE_KM / 200, rel=1e-6)  # cos 60° = ½

    def test_is_known_from_london_to_edinburgh(self):
        assert between((51.5074, -0.1278), (55.9533, -3.1883))[0] == pytest.approx(534, abs=1)

    def test_is_nothing_to_where_one_is_and_half_the_globe_to_the_other_side(self):
        assert between((51.5, -0.1), (51.5, -0.1), (-51.5, 179.9)).tolist() == pytest.approx([0, 20_015.1144])

    def test_is_nan_where_a_position_is_nan(self):
        assert np.isnan(between((51.5, -0.1), (nan, nan), (51.5, nan))).all()
        assert np.isnan(between((nan, nan), (51.5, -0.1))).all()

    def test_is_an_empty_array_to_nowhere(self):
        assert between((51.5, -0.1)).shape == (0,)

    @given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES, st.floats(-90, 90))
    def test_stays_the_same_when_the_map_is_turned(self, lat, lon, other_lat, other_lon, turn):
        still = between((lat, lon), (other_lat, other_lon))[0]

        turned = between((lat, lon + turn), (other_lat, other_lon + turn))[0]

        # At the far side of the globe the haversine is flat, and rounding shows from some metres up.
        assert turned == pytest.approx(still, rel=1e-9, abs=1e-2)
        assert 0 <= still < inf
