"""Which names are written on the map, and from which map size on: as many as fit, the best known first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from hub.places import area as areas
from hub.places import distance, gazetteer, outlines, plane, tables
from hub.places.area import Area
from hub.places.plane import Sheet, Spot
from opportunities.map import pins

SIZES: Final = (1, 2, 4)
"""How much larger than the static map it must be for each further set of names."""

MOST: Final = 140
"""The largest number of names considered."""

UNKNOWN: Final = 20_000
"""The population assumed for a place without a count in GeoNames; in cities those are large ones."""

LETTER: Final = 7.4
"""The approximate width of a letter, pixels."""

LINE: Final = 17
"""The height of a line, pixels."""

BESIDE: Final = (0, 18, -18)
"""Possible offsets of a name below its position, pixels, best first."""

EDGE: Final = 3
"""The margin between a name and the edge of the static map, pixels."""

SHAPE_WIDE: Final = 76
"""The width for the name of a shape and, below it, the count, pixels."""

DOT: Final = 9
"""The radius of the visitor's position, pixels."""


@dataclass(frozen=True)
class Name:
    """A name on the map.

    Its kind ("place", "beyond", "ward", "group", "shape"), its position (percent of the drawing), how far below it the
    text goes (pixels), and the map size from which it is shown.
    """

    text: str
    kind: str
    x: float
    y: float
    size: int = 0
    below: int = 0

    @property
    def base(self) -> int:
        """How far below its position the baseline of the text is, pixels."""
        return self.below + 5


Box = tuple[float, float, float, float]
"""The box of a name or a pin: left, top, right and bottom, pixels."""


def written(
    area: Area, *, world: Sheet, view: Sheet, beside: Sequence[pins.Pin] = (), here: Spot | None = None
) -> tuple[Name, ...]:
    """Return the names for the visible part (`view`) of a drawing (`world`), without covering pins and `here`."""
    left = [(name, pins.pixels(world, view, name.x, name.y)) for name in known(area, world)]
    pinned = [(pin, pins.pixels(world, view, pin.x, pin.y)) for pin in beside]
    dot = pins.pixels(world, view, *here) if here else None
    placed: list[tuple[Name, Spot]] = []
    for size, scale in enumerate(SIZES):
        taken = [_head(pin, at, scale) for pin, at in pinned]
        taken += [_around(dot, scale)] if dot else []
        taken += [_box(name, at, scale, name.below) for name, at in placed]
        rest = []
        for name, at in left:
            below = _room(name, at, size, taken, high=pins.WIDE / view.width * view.height)
            if below is None:
                rest.append((name, at))
            else:
                placed.append((replace(name, size=size, below=below), at))
                taken.append(_box(name, at, scale, below))
        left = rest
    return tuple(name for name, _at in placed)


def _room(name: Name, at: Spot, size: int, taken: Sequence[Box], *, high: float) -> int | None:
    """Return how far below its position a name fits, or None. On the static map all of it must be visible."""
    if name.kind == "shape" and size < len(SIZES) - 1:
        return None
    for below in BESIDE:
        left, top, right, bottom = _box(name, at, SIZES[size], below)
        if size == 0 and (left < EDGE or top < EDGE or right > pins.WIDE - EDGE or bottom > high - EDGE):
            continue
        if not any(left < box[2] and box[0] < right and top < box[3] and box[1] < bottom for box in taken):
            return below
    return None


def _head(pin: pins.Pin, at: Spot, scale: float) -> Box:
    x, y = at.x * scale, at.y * scale
    head_x, head_y, half = x + pin.head_x, y + pin.head_y, pin.half
    return min(head_x - half, x), min(head_y - pins.HEAD, y), max(head_x + half, x), max(head_y + pins.HEAD, y)


def _around(dot: Spot, scale: float) -> Box:
    x, y = dot.x * scale, dot.y * scale
    return x - DOT, y - DOT, x + DOT, y + DOT


def _box(name: Name, at: Spot, scale: float, below: int) -> Box:
    half, lines = (SHAPE_WIDE / 2, 2) if name.kind == "shape" else (LETTER * len(name.text) / 2 + 3, 1)
    x, top = at.x * scale, at.y * scale + below - LINE / 2
    return x - half, top, x + half, top + lines * LINE


@lru_cache(maxsize=8)
def known(area: Area, world: Sheet) -> tuple[Name, ...]:
    """Return the names on a drawing in order of priority: places, groups of shapes, wards, shapes."""
    outline = outlines.of(area)
    found = [
        *_places(area, world),
        *_named("group", _groups(outline.shapes)),
        *_named("ward", _wards(area) if not any(shape.ward for shape in outline.shapes) else []),
        *_named("shape", [(shape.name, shape.middle) for shape in outline.shapes]),
    ]
    seen: set[str] = set()
    kept = []
    for text, kind, spot in found:
        folded = gazetteer.fold(text)
        if folded not in seen and world.holds(spot):
            seen.add(folded)
            share = world.share(spot)
            kept.append(Name(text, kind, round(share.x, 2), round(share.y, 2)))
    return tuple(kept[:MOST])


def _named(kind: str, rows: Iterable[tuple[str, Spot]]) -> list[tuple[str, str, Spot]]:
    return [(text, kind, spot) for text, spot in rows]


def _places(area: Area, world: Sheet) -> list[tuple[str, str, Spot]]:
    """Return the places on the drawing: those inside the area first, then larger before smaller."""
    north, west = plane.point(Spot(world.x, world.y))
    south, east = plane.point(Spot(world.x + world.width, world.y + world.height))
    box = distance.Box(south, west, north, east)
    rows = [(row, _inside(row, area)) for row in tables.places() if box.holds(row.lat, row.lon)]
    rows.sort(key=lambda pair: (not pair[1], -(pair[0].population or UNKNOWN), pair[0].name))
    return [(row.name, "place" if inside else "beyond", plane.spot((row.lat, row.lon))) for row, inside in rows]


def _inside(row: tables.Place, area: Area) -> bool:
    sector, _km = tables.nearest(row.lat, row.lon)
    return area.holds(district=sector.district, council_code=sector.council_code)


def _groups(shapes: Sequence[outlines.Shape]) -> list[tuple[str, Spot]]:
    """Return each group with the middle of its shapes, larger groups first."""
    by_group: dict[str, list[Spot]] = {}
    for shape in shapes:
        by_group.setdefault(shape.group, []).append(shape.middle)
    ordered = sorted(by_group.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        (group, Spot(sum(spot.x for spot in spots) / len(spots), sum(spot.y for spot in spots) / len(spots)))
        for group, spots in ordered
    ]


def _wards(area: Area) -> list[tuple[str, Spot]]:
    inside = dict(areas.wards(area))
    return [(row.name, plane.spot((row.lat, row.lon))) for row in tables.wards() if row.code in inside]
