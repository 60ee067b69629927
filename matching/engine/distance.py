"""Great-circle distance, for reckoning; distances that are shown are made elsewhere."""

from typing import Final

import numpy as np
import numpy.typing as npt

EARTH_KM: Final = 6371.0088
"""IUGG mean radius, kilometres."""

Floats = npt.NDArray[np.float64]


def distance_km(here: Floats, there: Floats) -> Floats:
    """Return the great-circle distance from one place to many.

    Parameters
    ----------
    here, there : ndarray of shape (2,) and (n, 2)
        Latitude and longitude, degrees.

    Returns:
    -------
    ndarray of shape (n,)
        Kilometres, by the haversine formula on a sphere of radius 6371.0088 km. Where a position is nan, so is the distance.
    """
    lat, lon = np.radians(here)
    lats, lons = np.radians(there).T
    across = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    result: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(across, 1.0)))
    return result
