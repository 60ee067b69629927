"""From the Ordnance Survey's National Grid to the latitude and longitude that maps and phones use.

Eastings and northings are unprojected on the Airy 1830 ellipsoid (inverse transverse Mercator), then moved to WGS84
by a Helmert transformation. Formulas and constants: Ordnance Survey, "A Guide to Coordinate Systems in Great
Britain", annexes B and C and section 6.6. The Helmert step is good to about 5 metres, enough for "0.4 miles".
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Ellipsoid:
    """A flattened globe: semi-major axis `a` and semi-minor axis `b`, metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """Eccentricity squared."""
        return 1 - (self.b / self.a) ** 2


AIRY: Final = Ellipsoid(6_377_563.396, 6_356_256.909)
WGS84: Final = Ellipsoid(6_378_137.0, 6_356_752.3142)

SCALE: Final = 0.9996012717  # on the central meridian
ORIGIN: Final = np.radians([49.0, -2.0])  # true origin: latitude, longitude
FALSE_EAST, FALSE_NORTH = 400_000.0, -100_000.0  # metres

# From OSGB36 to WGS84: metres, parts in a million, seconds of arc.
SHIFT: Final = np.array([446.448, -125.157, 542.060])
STRETCH: Final = -20.4894e-6
TURN: Final = np.radians(np.array([0.1502, 0.2470, 0.8421]) / 3600)


def to_wgs84(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Return WGS84 latitude and longitude in degrees of National Grid positions.

    `east` and `north` are metres, of any one shape; both answers have that shape. Good to about 5 m.
    """
    latitude, longitude = unproject(east, north)
    x, y, z = _helmert(*_cartesian(latitude, longitude, AIRY))
    latitude, longitude = _geodetic(x, y, z, WGS84)
    return np.degrees(latitude), np.degrees(longitude)


def unproject(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Return OSGB36 latitude and longitude in radians of National Grid positions in metres (guide, annex C.2)."""
    airy = AIRY
    phi = _foot(north)
    sin2, tan, sec = np.sin(phi) ** 2, np.tan(phi), 1 / np.cos(phi)
    nu = airy.a * SCALE / np.sqrt(1 - airy.e2 * sin2)
    rho = nu * (1 - airy.e2) / (1 - airy.e2 * sin2)
    ratio, t2, d = nu / rho, tan * tan, (east - FALSE_EAST) / nu
    eta2, d2, t4 = ratio - 1, d * d, t2 * t2
    latitude = phi - ratio * tan * d2 * (
        1 / 2
        - d2 / 24 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
        + d2 * d2 / 720 * (61 + 90 * t2 + 45 * t4)
    )  # fmt: skip
    longitude = ORIGIN[1] + sec * d * (
        1
        - d2 / 6 * (ratio + 2 * t2)
        + d2 * d2 / 120 * (5 + 28 * t2 + 24 * t4)
        - d2 * d2 * d2 / 5040 * (61 + 662 * t2 + 1320 * t4 + 720 * t2 * t4)
    )  # fmt: skip
    return latitude, longitude


def _foot(north: Floats) -> Floats:
    """Return the latitude, radians, at which the meridian arc from the true origin is as long as the northing says."""
    aim = np.asarray(north, dtype=np.float64) - FALSE_NORTH
    phi: Floats = ORIGIN[0] + aim / (AIRY.a * SCALE)
    for _ in range(4):  # each pass gains more than two digits; after four the error is below the guide’s 0.01 mm
        phi = phi + (aim - _arc(phi)) / (AIRY.a * SCALE)
    return phi


def _arc(phi: Floats) -> Floats:
    """Return the length in metres of the meridian from the true origin to latitude `phi`, radians (equation C3)."""
    n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
    less, more = phi - ORIGIN[0], phi + ORIGIN[0]
    parts: Floats = (
        (1 + n + 5 / 4 * (n**2 + n**3)) * less
        - (3 * n + 3 * n**2 + 21 / 8 * n**3) * np.sin(less) * np.cos(more)
        + 15 / 8 * (n**2 + n**3) * np.sin(2 * less) * np.cos(2 * more)
        - 35 / 24 * n**3 * np.sin(3 * less) * np.cos(3 * more)
    )
    return AIRY.b * SCALE * parts


def _cartesian(latitude: Floats, longitude: Floats, globe: Ellipsoid) -> tuple[Floats, Floats, Floats]:
    """Return x, y, z in metres of points on the ellipsoid (height is unknown, and does not matter here)."""
    nu = globe.a / np.sqrt(1 - globe.e2 * np.sin(latitude) ** 2)
    across = nu * np.cos(latitude)
    return across * np.cos(longitude), across * np.sin(longitude), (1 - globe.e2) * nu * np.sin(latitude)


def _helmert(x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats, Floats]:
    """Move points from OSGB36 to WGS84, all in metres (small angles: guide, section 6.2)."""
    scale, (rx, ry, rz) = 1 + STRETCH, TURN
    return (
        SHIFT[0] + scale * x - rz * y + ry * z,
        SHIFT[1] + rz * x + scale * y - rx * z,
        SHIFT[2] - ry * x + rx * y + scale * z,
    )


def _geodetic(x: Floats, y: Floats, z: Floats, globe: Ellipsoid) -> tuple[Floats, Floats]:
    """Return latitude and longitude in radians of x, y, z in metres (guide, annex B.2)."""
    across = np.hypot(x, y)
    latitude = np.arctan2(z, across * (1 - globe.e2))
    for _ in range(2):  # the first guess is off only by the height, so after two passes the error is below a millimetre
        sin = np.sin(latitude)
        latitude = np.arctan2(z + globe.e2 * globe.a / np.sqrt(1 - globe.e2 * sin**2) * sin, across)
    return latitude, np.arctan2(y, x)
