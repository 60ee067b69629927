"""The hub's area: the postcode districts or councils that `settings.HUB_AREA` lists, and what is in it.

A sector or a unit is inside when its district ("SW18") or its council ("E09000032") is listed. Everything here takes an
Area, and uses the hub's own where none is given.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from hub.places import tables
from hub.places.distance import Box

HOW: Final = "List postcode districts (like SW18) or council codes (like E09000032), with commas between."


@dataclass(frozen=True)
class Area:
    """A set of postcode districts and council codes."""

    listed: frozenset[str]

    def holds(self, *, district: str, council_code: str) -> bool:
        """Whether something in this district and this council is inside."""
        return district in self.listed or council_code in self.listed


def of(names: Iterable[str]) -> Area:
    """Return the area of district or council codes as an operator writes them, in any case and with extra spaces."""
    return Area(frozenset("".join(name.split()).upper() for name in names if name.strip()))


def hub() -> Area:
    """Return the area that this hub serves."""
    return of(settings.HUB_AREA)


def sectors(area: Area | None = None) -> tuple[tables.Sector, ...]:
    """Return the postcode sectors inside the area, in order of their names."""
    return _sectors(area or hub())


def called(area: Area | None = None) -> str:
    """Return the name of the council that most of the area's sectors are in."""
    councils = Counter(sector.council_name for sector in sectors(area))
    return max(councils, key=lambda name: (councils[name], name), default="")


def name() -> str:
    """Return what people call the place that this hub serves: as the operator says, else the council's name."""
    return settings.HUB_PLACE or called()


def unknown(area: Area) -> list[str]:
    """Return what the area lists that is neither a postcode district nor a council of Great Britain, in order."""
    known = {name for row in tables.sectors().values() for name in (row.district, row.council_code)}
    return sorted(area.listed - known)


def trouble(area: Area) -> str:
    """Return what is wrong with an area, as a sentence; "" if it has names and all are known."""
    missing = unknown(area)
    if missing:
        return f"HUB_AREA lists what is not known: {', '.join(missing)}."
    return "" if area.listed else "HUB_AREA lists nothing."


def insist_known() -> None:
    """Raise ImproperlyConfigured when the hub's own area is unknown: no search would find anything."""
    if words := trouble(hub()):
        raise ImproperlyConfigured(f"{words} {HOW}")


def wards(area: Area | None = None) -> list[tuple[str, str]]:
    """Return code and name of each ward in the area, in order of names.

    A ward counts when its council or most of it is listed, or when a sector inside is mostly in it.
    """
    return list(_wards(area or hub()))


def bounds(area: Area | None = None) -> Box:
    """Return the box around the middles of the area's sectors, degrees.

    Raises ImproperlyConfigured when no sector is inside: HUB_AREA then names no district or council of Great Britain.
    """
    found = sectors(area)
    if not found:
        raise ImproperlyConfigured(
            "HUB_AREA names no postcode district (like SW18) or council code (like E09000032) that is known."
        )
    lats, lons = [sector.lat for sector in found], [sector.lon for sector in found]
    return Box(min(lats), min(lons), max(lats), max(lons))


@lru_cache(maxsize=32)
def _sectors(area: Area) -> tuple[tables.Sector, ...]:
    return tuple(
        sector
        for sector in tables.sectors().values()
        if area.holds(district=sector.district, council_code=sector.council_code)
    )


@lru_cache(maxsize=32)
def _wards(area: Area) -> tuple[tuple[str, str], ...]:
    found = {
        ward.code: ward.name
        for ward in tables.wards()
        if area.holds(district=ward.district, council_code=ward.council_code)
    }
    found |= {sector.ward_code: sector.ward_name for sector in _sectors(area) if sector.ward_code}
    return tuple(sorted(found.items(), key=lambda ward: (ward[1], ward[0])))
