"""Positions: the guide's worked example, and places whose position anybody can look up."""

import numpy as np
import pytest

from hub.places import grid


def degrees(d, m, s):
    return d + m / 60 + s / 3600


class TestUnproject:
    def test_gives_the_position_of_the_guides_worked_example(self):
        latitude, longitude = grid.unproject(np.array([651409.903]), np.array([313177.270]))

        assert np.degrees(latitude[0]) == pytest.approx(degrees(52, 39, 27.2531), abs=2e-8)
        assert np.degrees(longitude[0]) == pytest.approx(degrees(1, 43, 4.5177), abs=2e-8)

    def test_puts_the_true_origin_where_it_was_defined(self):
        latitude, longitude = grid.unproject(np.array([400_000.0]), np.array([-100_000.0]))

        assert np.degrees([latitude[0], longitude[0]]) == pytest.approx([49, -2], abs=1e-9)


class TestToWgs84:
    @pytest.mark.parametrize(
        ("place", "east", "north", "lat", "lon"),
        [
            ("Caister water tower", 651409.903, 313177.270, 52.658007, 1.716073),  # the same guide, in ETRS89
            ("Greenwich, the old observatory", 538886, 177320, 51.4778, -0.0015),
            ("Ben Nevis, the summit", 216666, 771288, 56.7969, -5.0036),
            ("Land’s End", 134150, 25270, 50.0686, -5.7161),
        ],
    )
    def test_agrees_with_known_places_to_a_few_metres(self, place, east, north, lat, lon):
        found = grid.to_wgs84(np.array([float(east)]), np.array([float(north)]))

        metres = np.hypot(found[0][0] - lat, (found[1][0] - lon) * np.cos(np.radians(lat))) * 111_195
        assert metres < (6 if place.startswith("Caister") else 150), place

    def test_keeps_the_shape_it_was_given(self):
        lat, lon = grid.to_wgs84(np.full((3, 2), 530_000.0), np.full((3, 2), 180_000.0))

        assert lat.shape == lon.shape == (3, 2)

    def test_takes_no_positions_at_all(self):
        lat, lon = grid.to_wgs84(np.array([]), np.array([]))

        assert len(lat) == len(lon) == 0
