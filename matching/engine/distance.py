"""Distance on the sphere, for computing; distances that are shown are made elsewhere."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

EARTH_KM: Final = 6371.0088
"""IUGG mean radius, kilometres."""

Floats = npt.NDArray[np.float64]


def on_sphere(lat: Any, lon: Any) -> tuple[Floats, Floats, Floats]:
    """Return positions in degrees as points x, y, z of the unit sphere; nan where a position is nan. Shapes stay."""
    up, along = np.radians(lat), np.radians(lon)
    return np.cos(up) * np.cos(along), np.cos(up) * np.sin(along), np.sin(up)


def chord_of(km: float) -> float:
    """Return the length of the straight line through the earth between points with this distance over the surface; kilometres.

    From half the circumference on it is the diameter.
    """
    return float(2 * EARTH_KM * np.sin(min(km / EARTH_KM, np.pi) / 2))


def great_circle(chord: Any) -> Any:
    """Return the distance over the surface between points whose straight line has this length; kilometres."""
    return 2 * EARTH_KM * np.arcsin(np.minimum(np.asarray(chord) / (2 * EARTH_KM), 1.0))


def distance_km(here: Floats, there: Floats) -> Floats:
    """Return the great-circle distance from one place to many.

    Parameters
    ----------
    here, there : ndarray of shape (2,) and (n, 2)
        Latitude and longitude, degrees.

    Returns:
    -------
    ndarray of shape (n,)
        Kilometres, on a sphere of radius 6371.0088 km. Where a position is nan, so is the distance.
    """
    x, y, z = on_sphere(*here)
    others = on_sphere(*there.T)
    chord: Floats = EARTH_KM * np.sqrt((others[0] - x) ** 2 + (others[1] - y) ** 2 + (others[2] - z) ** 2)
    result: Floats = great_circle(chord)
    return result
