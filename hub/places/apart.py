"""How far two places are apart, in words that say no more than is known.

A postcode unit is known to some metres. Of a sector, a ward or a named place only the middle is known, and anything in it
may be as far off as its edge: then no minutes and no tenths of a mile are said.
"""

from math import ceil
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.places import distance, tables
from hub.places.distance import KM_PER_MILE
from hub.places.locate import Located, Precision
from hub.places.models import Venue

ROUGH_KM: Final = {Precision.UNIT: 0.0, Precision.DISTRICT: 3.0, Precision.WARD: 1.0, Precision.PLACE: 1.0}
"""How far from its middle something in such a place may be, kilometres; a sector's is measured."""
SAME: Final = 1e-5
"""Degrees, about a metre: a venue this near the middle of its sector was placed by the sector alone."""


def words(near: Located, venue: Venue) -> str:
    """Return how far a venue is: "0.4 miles, about 10 minutes' walk", "about 2 miles", or "in SW15 3, up to 2 miles"."""
    km = distance.kilometres(near.point, venue.point)
    rough = _rough(near) + _rough_venue(venue)
    if rough == 0:
        return distance.words(km)
    sector = tables.sectors().get(venue.sector)
    if sector and near.sector == venue.sector and near.precision in (Precision.UNIT, Precision.SECTOR):
        most = min(km + rough, sector.wide_km)
        return _("in %(sector)s, %(far)s") % {"sector": venue.sector, "far": up_to(most)}
    return about(km) if 2 * km > rough else up_to(km + rough)


def about(km: float) -> str:
    """Return a rough distance: "about 2 miles"."""
    miles = max(1, round(km / KM_PER_MILE))
    return ngettext("about %d mile", "about %d miles", miles) % miles


def up_to(km: float) -> str:
    """Return the most that a distance can be: "up to 2 miles"."""
    miles = max(1, ceil(km / KM_PER_MILE))
    return ngettext("up to %d mile", "up to %d miles", miles) % miles


def _rough(near: Located) -> float:
    if near.precision is Precision.SECTOR:
        sector = tables.sectors().get(near.sector)
        return sector.reach_km if sector else ROUGH_KM[Precision.WARD]
    return ROUGH_KM[near.precision]


def _rough_venue(venue: Venue) -> float:
    sector = tables.sectors().get(venue.sector)
    if sector is None or abs(sector.lat - venue.lat) > SAME or abs(sector.lon - venue.lon) > SAME:
        return 0.0
    return sector.reach_km
