"""Projection to a plane: Web Mercator, as on every web map, so that our drawing fits an operator's tiles.

Units are metres at the equator; at 51° north 1.6 of them are one metre on the ground. North is up: y grows to the
south.
"""

import math
from typing import Final, NamedTuple

from hub.places.distance import Point

RADIUS: Final = 6_378_137.0
"""The radius of the sphere of Web Mercator (EPSG:3857), metres."""


class Spot(NamedTuple):
    """A point: x to the east, y to the south."""

    x: float
    y: float


class Sheet(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    def share(self, spot: Spot) -> Spot:
        """Return the position of a point along and down the rectangle, percent; outside it is below 0 or above 100."""
        return Spot(100 * (spot.x - self.x) / self.width, 100 * (spot.y - self.y) / self.height)

    def holds(self, spot: Spot) -> bool:
        """Whether a point is inside."""
        return self.x <= spot.x <= self.x + self.width and self.y <= spot.y <= self.y + self.height


def spot(point: Point) -> Spot:
    """Project a latitude and longitude."""
    lat, lon = point
    return Spot(RADIUS * math.radians(lon), -RADIUS * math.asinh(math.tan(math.radians(lat))))


def point(spot: Spot) -> Point:
    """Return the latitude and longitude of a point."""
    return math.degrees(math.atan(math.sinh(-spot.y / RADIUS))), math.degrees(spot.x / RADIUS)


def units_per_km(lat: float) -> float:
    """Return the length of a kilometre on the ground, in units, at a latitude."""
    return 1_000 / math.cos(math.radians(lat))


def around(spots: list[Spot], *, margin: float = 0, least: float = 0, ratio: float = 0) -> Sheet:
    """Return the smallest rectangle around points, with a margin on each side.

    It is at least `least` wide and high. `ratio`, width to height, is met by growing the side that is too short.
    """
    xs, ys = [one.x for one in spots], [one.y for one in spots]
    width = max(max(xs) - min(xs) + 2 * margin, least)
    height = max(max(ys) - min(ys) + 2 * margin, least)
    if ratio:
        width, height = max(width, height * ratio), max(height, width / ratio)
    middle = Spot((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return Sheet(middle.x - width / 2, middle.y - height / 2, width, height)
