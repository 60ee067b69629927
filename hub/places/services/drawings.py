"""Drawing an area from its postcode units, once, when they are loaded: pages only read the drawing."""

from datetime import datetime
from typing import Any, Final

import numpy as np

from hub.places import area as areas
from hub.places import cells, plane, tables
from hub.places.area import Area
from hub.places.distance import Box
from hub.places.models import Drawing, Postcode

FEWEST: Final = 100
"""With fewer units inside, the drawing from sectors is as good."""
AROUND: Final = 0.03
"""Degrees beyond the middles of the area's sectors that units are taken from: two to three kilometres."""


def make(area: Area | None = None, *, at: datetime) -> bool:
    """Draw an area (the hub's own when none is given) in place of its old drawing; return whether there are units enough."""
    area = area or areas.hub()
    key = Drawing.key(area.listed)
    content = _content(area)
    if content is None:
        Drawing.objects.filter(pk=key).delete()
        return False
    Drawing.objects.update_or_create(pk=key, defaults={"content": content, "made_at": at})
    return True


def _content(area: Area) -> dict[str, Any] | None:
    box = areas.bounds(area)
    wide = Box(box.south - AROUND, box.west - 2 * AROUND, box.north + AROUND, box.east + 2 * AROUND)
    rows = Postcode.objects.filter(lat__range=(wide.south, wide.north), lon__range=(wide.west, wide.east))
    units = list(rows.order_by("pk").values_list("code", "lat", "lon", "council_code", "ward_code"))
    inside = [area.holds(district=code[:-3], council_code=council) for code, _lat, _lon, council, _ward in units]
    if sum(inside) < FEWEST:
        return None
    wards = sorted({unit[4] for unit, own in zip(units, inside, strict=True) if own})
    number = {ward: place for place, ward in enumerate(wards)}
    labels = [number[unit[4]] if own else cells.OUTSIDE for unit, own in zip(units, inside, strict=True)]
    scale = plane.units_per_km((box.south + box.north) / 2) / 1000
    spots = np.array([plane.spot((lat, lon)) for _code, lat, lon, _council, _ward in units]) / scale
    drawn = cells.draw(spots, np.array(labels))
    names = tables.names()

    def flat(lines: list[cells.Line]) -> list[list[int]]:
        return [[round(part * scale) for spot in line for part in spot] for line in lines]

    return {
        "wards": [[ward, names.get(ward, ward), flat(drawn.rings.get(number[ward], []))] for ward in wards],
        "between": flat(drawn.between),
        "rim": flat(drawn.rim),
        "open": flat(drawn.open),
    }
