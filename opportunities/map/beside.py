"""The map beside one page of the list: its address, what is on it, and the text below it.

The list puts the ids of its rows in the map's address, in order. So the numbers agree on both even if the data changes
in between. Rows that are no longer open are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.places import plane
from hub.places.distance import KM_PER_MILE, Point
from hub.places.locate import Located
from opportunities.map import drawing, pins, tiles
from opportunities.models import Opportunity
from opportunities.search.forms import Find

MOST: Final = 10
"""The largest number of rows on a map: a page of the list."""

NO_FILTERS: Final = ("page", "sort", "view", "rows", "first")
"""Query parameters that are not filters."""

FAR_KM: Final = 15.0
"""A visitor's position further than this from every pin is not on the map."""

DECIMALS: Final = 4
"""Decimals of a venue's degrees, as in the open API: about ten metres."""

Numbered = Sequence[tuple[int, Opportunity]]


@dataclass(frozen=True)
class Mapped:
    """The map, the text below it, and the credit of its tiles."""

    drawn: drawing.AreaMap
    notes: tuple[str, ...]
    credit: str


def address(query: QueryDict, rows: Sequence[Opportunity], *, first: int) -> str:
    """Return the address of the map for a page of the list: its filters, its rows, and the number of the first row."""
    filters = _filters(query)
    filters["rows"], filters["first"] = ".".join(str(row.pk) for row in rows), str(first)
    return f"{reverse('opportunities:map')}?{filters.urlencode(safe='.')}"


def numbers_asked(query: QueryDict) -> dict[int, int]:
    """Parse {id: number} from an address; ignore what cannot be parsed."""
    ids = [int(word) for word in query.get("rows", "").split(".")[:MOST] if word.isdecimal() and len(word) < 10]
    first = query.get("first", "")
    start = int(first) if first.isdecimal() and len(first) < 6 else 1
    return {pk: start + place for place, pk in enumerate(ids)}


def of(rows: Numbered, find: Find, query: QueryDict) -> Mapped | None:
    """Return the map of numbered rows, with venues loaded; nothing when there are none."""
    if not rows:
        return None
    things = [_thing(number, row) for number, row in rows]
    near: Located | None = find.asked.get("near")
    miles = find.miles if find.asked.get("within") else None
    here = _seen_from(near, things)
    parts = drawing.parts(things, here, km=miles * KM_PER_MILE if miles else drawing.walk_km())
    filters = _filters(query).urlencode()
    counts = reverse("opportunities:map_counts") + (f"?{filters}" if filters else "")
    words = [*_about_pins(things), *(_about_here(near, miles=miles) if near and here else ())]
    return Mapped(drawing.AreaMap(**parts, counts_url=counts), tuple(words), tiles.credit())


def _filters(query: QueryDict) -> QueryDict:
    left = query.copy()
    for name in NO_FILTERS:
        left.pop(name, None)
    return left


def _thing(number: int, row: Opportunity) -> pins.Thing:
    if row.venue is None:
        return pins.Thing(number, row.title, lang=row.lang)
    point = round(row.venue.lat, DECIMALS), round(row.venue.lon, DECIMALS)
    return pins.Thing(number, row.title, row.venue.name, plane.spot(point), row.lang)


def _seen_from(near: Located | None, things: Sequence[pins.Thing]) -> Point | None:
    """Return where somebody looks from, unless it is so far away that the map would show mostly the distance."""
    if near is None:
        return None
    spots = [thing.spot for thing in things if thing.spot is not None]
    here, far = plane.spot(near.point), FAR_KM * plane.units_per_km(near.lat)
    close = any(abs(spot.x - here.x) < far and abs(spot.y - here.y) < far for spot in spots)
    return near.point if close or (near.inside and not spots) else None


# -- Words -------------------------------------------------------------------------------------------------------------
def _about_pins(things: Sequence[pins.Thing]) -> list[str]:
    off = pins.nowhere(things)
    said = [_("Numbers match the list.")] if len(off) < len(things) else []
    if off:
        numbers = ", ".join(map(str, off))
        said.append(_("Done from home, so not on the map: %(numbers)s.") % {"numbers": numbers})
    return said


def _about_here(near: Located, *, miles: float | None) -> list[str]:
    said = [_("Yellow dot: %(place)s.") % {"place": near.name.replace(" ", "\u00a0")}]
    if miles is None:
        return [*said, _("Dashed ring: about %(minutes)d minutes’ walk.") % {"minutes": drawing.WALK_MINUTES}]
    ring = ngettext("Dashed ring: %(miles)s mile.", "Dashed ring: %(miles)s miles.", 1 if miles <= 1 else 2)
    return [*said, ring % {"miles": f"{miles:g}"}]
