"""Examples for fields where a place is typed: of the hub's own area, so that each is accepted and means something here."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.utils.functional import lazy

from hub.places import area as areas
from hub.places import tables
from hub.places.area import Area

LETTERS: Final = "AA"
"""The last two letters of an example. A postcode that is not known is found by what comes before them."""


NEAREST: Final = 500
"""How many places around the middle are looked at."""


@dataclass(frozen=True)
class Example:
    """A sector near the middle of the area, with a postcode in it, and the name of a place inside the area."""

    sector: tables.Sector
    place: str

    @property
    def postcode(self) -> str:
        """A whole postcode, which may not exist."""
        return f"{self.sector.sector}{LETTERS}"


def of(area: Area | None = None) -> Example:
    """Return the examples of an area (the hub's own where none is given): those nearest to its middle."""
    return _of(area or areas.hub())


@lru_cache(maxsize=32)
def _of(area: Area) -> Example:
    box = areas.bounds(area)
    lat, lon = (box.south + box.north) / 2, (box.west + box.east) / 2

    def off(row: Any) -> float:
        return float((row.lat - lat) ** 2 + ((row.lon - lon) * 0.6) ** 2)

    lived_in = sorted(areas.sectors(area), key=lambda row: -row.units)
    sector = min(lived_in[: len(lived_in) // 2 + 1], key=lambda row: (off(row), row.sector))
    around = sorted(tables.places(), key=lambda row: (off(row), row.name))[:NEAREST]
    place = next((place.name for place in around if _is_inside(place, area)), areas.called(area))
    return Example(sector, place)


def _is_inside(place: tables.Place, area: Area) -> bool:
    sector, _km = tables.nearest(place.lat, place.lon)
    return area.holds(district=sector.district, council_code=sector.council_code)


def _filled(words: Any) -> str:
    example = of()
    return str(words) % {"postcode": example.postcode, "place": example.place}


filled = lazy(_filled, str)
"""Fill `%(postcode)s` and `%(place)s` in a translatable text when it is shown."""
