"""Distances between places, in kilometres for computing and in words for people.

Distances that are shown are geodesic (geopy, WGS84). Walking: the straight line × 1.3, since streets bend, at 4.8 km an
hour, as the design document says. Lists are narrowed by `box` first, which both databases can do by index.
"""

from typing import Final, NamedTuple

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from geopy.distance import geodesic

KM_PER_MILE: Final = 1.609344
BEND: Final = 1.3
KM_PER_HOUR: Final = 4.8
KM_PER_DEGREE: Final = 110.57  # of latitude where a degree is shortest on WGS84, so that a box is never too small

Point = tuple[float, float]  # latitude, longitude, degrees


class Box(NamedTuple):
    """Edges in degrees: `filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))`."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a position is inside or on the edge."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def kilometres(here: Point, there: Point) -> float:
    """Return the geodesic distance between two (latitude, longitude) pairs in kilometres."""
    return float(geodesic(here, there).km)


def miles(here: Point, there: Point) -> float:
    """Return the geodesic distance between two (latitude, longitude) pairs in miles."""
    return kilometres(here, there) / KM_PER_MILE


def walking_minutes(km: float) -> int:
    """Return the approximate walking time for a straight line of so many kilometres; at least one minute."""
    return max(1, round(km * BEND / KM_PER_HOUR * 60))


def words(km: float) -> str:
    """Return a distance in words: "2.3 miles", or "0.4 miles, about 10 minutes’ walk" under a mile."""
    far = km / KM_PER_MILE
    tenths = _("%(miles)s miles") % {"miles": number_format(round(far, 1), 1)}  # number_format alone truncates
    said = tenths if far >= 0.05 else _("less than 0.1 miles")
    if far >= 1:
        return said
    minutes = walking_minutes(km)
    walk = ngettext("about %(count)d minute’s walk", "about %(count)d minutes’ walk", minutes) % {"count": minutes}
    return _("%(distance)s, %(walk)s") % {"distance": said, "walk": walk}


def box(lat: float, lon: float, km: float) -> Box:
    """Return a box, degrees, that contains all places within so many kilometres (and a few more in its corners)."""
    up = km / KM_PER_DEGREE
    across = up / max(0.01, float(np.cos(np.radians(min(89.0, abs(lat) + up)))))
    return Box(lat - up, lon - across, lat + up, lon + across)
