"""The map beside the list, as the server draws it: land, names, and a pin for each number of the page.

The drawing (`world`) is as large as the area and is cropped to the visible part (`view`), which holds every pin of the
page. All positions are percentages of it, so that pin heads and letters keep their size at any map width, and so that a
script can lay the same drawing over an operator's tiles.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Self

from hub.design.components import Part
from hub.places import area as areas
from hub.places import outlines, plane
from hub.places.area import Area
from hub.places.distance import BEND, KM_PER_HOUR, Point
from hub.places.plane import Sheet, Spot
from opportunities.map import names, pins, tiles

RATIO: Final = 9 / 11
"""Width to height of the static map; `map.css` has the same value."""

LEAST_KM: Final = 2.6
"""The least visible width, km."""

ALL: Final = 0.7
"""Where this share of the area is visible, show all of it."""

WALK_MINUTES: Final = 15
FINE: Final = 2_400
"""The resolution of lines: units from side to side."""


@dataclass(frozen=True)
class Land:
    """The outlines of the area as SVG paths, drawn once for all pages."""

    world: Sheet
    width: int
    height: int
    shapes: tuple[tuple[str, str], ...]
    between: str
    rim: str
    around: str
    open: str = ""


@dataclass(frozen=True)
class Here:
    """Where somebody looks from, and half the width and height of the ring around it, all in percent of the drawing."""

    x: float
    y: float
    ring_x: float
    ring_y: float


@dataclass(frozen=True)
class AreaMap(Part):
    """The map beside the list: the area, its names, a pin for each number, and where somebody looks from."""

    land: Land
    view: Sheet
    pinned: tuple[pins.Pin, ...] = ()
    written: tuple[names.Name, ...] = ()
    here: Here | None = None
    counts_url: str = ""
    template_name = "components/area_map.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add how the drawing is placed in the visible part, and the script's data for tiles."""
        world, view = self.land.world, self.view
        tile_address = tiles.address()
        return {
            **super().get_context_data(),
            "left": round(100 * (world.x - view.x) / view.width, 2),
            "top": round(100 * (world.y - view.y) / view.height, 2),
            "across": round(100 * world.width / view.width, 2),
            "down": round(100 * world.height / view.height, 2),
            "world_box": _box(world),
            "view_box": _box(view),
            "tiles": tile_address,
            "tiles_in_one_file": tiles.in_one_file(tile_address),
        }

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return the hub's own area with five pins, two at one place, and a visitor's position nearby."""
        middles = [shape.middle for shape in outlines.of().shapes][:40:7] or [Spot(0, 0)]
        things = [pins.Thing(number + 1, "Sort food", "Riverside Hall", spot) for number, spot in enumerate(middles)]
        things.append(pins.Thing(len(things) + 1, "Lay tables", "Riverside Hall", middles[0]))
        return (cls(**parts(things, plane.point(middles[0]), km=1.0)),)


def parts(things: Sequence[pins.Thing], here: Point | None, *, km: float) -> dict[str, Any]:
    """Return the parts of a map: things, and where somebody looks from with a ring of so many kilometres."""
    area = areas.hub()
    drawn = land(area)
    view = _view(things, here, drawn.world)
    found = pins.pins(things, world=drawn.world, view=view)
    at = drawn.world.share(plane.spot(here)) if here else None
    return {
        "land": drawn,
        "view": view,
        "pinned": found,
        "written": names.written(area, world=drawn.world, view=view, beside=found, here=at),
        "here": _here(here, drawn.world, km=km) if here else None,
    }


# -- What is seen ------------------------------------------------------------------------------------------------------
def _view(things: Sequence[pins.Thing], here: Point | None, world: Sheet) -> Sheet:
    """Return the visible part: all pins, and the visitor's position within walking distance; the whole area without either."""
    spots = [thing.spot for thing in things if thing.spot is not None]
    if here:
        off = walk_km() * plane.units_per_km(here[0])
        at = plane.spot(here)
        spots += [Spot(at.x - off, at.y - off), Spot(at.x + off, at.y + off)]
    if not spots:
        return world
    least = LEAST_KM * plane.units_per_km(plane.point(spots[0])[0])
    tight = plane.around(spots, least=least, ratio=RATIO)
    above = (pins.STEM + pins.HEAD) / pins.WIDE * tight.width
    spots += [Spot(spot.x, spot.y - above) for spot in spots]
    view = plane.around(spots, margin=0.1 * tight.width, least=least, ratio=RATIO)
    nearly_all = ALL * world.width <= view.width <= world.width and all(world.holds(spot) for spot in spots)
    return world if nearly_all else view


def walk_km() -> float:
    """Return how far one walks in so many minutes, in a straight line."""
    return WALK_MINUTES / 60 * KM_PER_HOUR / BEND


def _here(point: Point, world: Sheet, *, km: float) -> Here:
    at, off = world.share(plane.spot(point)), km * plane.units_per_km(point[0])
    return Here(round(at.x, 2), round(at.y, 2), round(100 * off / world.width, 2), round(100 * off / world.height, 2))


def _box(sheet: Sheet) -> str:
    """Return south, west, north and east of a rectangle, degrees."""
    north, west = plane.point(Spot(sheet.x, sheet.y))
    south, east = plane.point(Spot(sheet.x + sheet.width, sheet.y + sheet.height))
    return ",".join(f"{edge:.6f}" for edge in (south, west, north, east))


# -- The land ----------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=8)
def land(area: Area) -> Land:
    """Return the lines of an area."""
    outline = outlines.of(area)
    spots = outline.spots or [Spot(0, 0)]
    snug = plane.around(spots, least=1)
    world = plane.around(spots, margin=0.04 * max(snug.width, snug.height), ratio=RATIO)
    scale = FINE / world.width

    def corner(spot: Spot) -> tuple[int, int]:
        return round((spot.x - world.x) * scale), round((spot.y - world.y) * scale)

    def lines(found: Sequence[outlines.Line]) -> str:
        return "".join(_path([corner(spot) for spot in line]) for line in found)

    def rings(found: Iterable[Sequence[Spot]]) -> str:
        return "".join(_path([corner(spot) for spot in ring]) + "z" for ring in found)

    return Land(
        world=world,
        width=FINE,
        height=round(world.height * scale),
        shapes=tuple((shape.name, rings([shape.corners, *shape.more])) for shape in outline.shapes),
        between=lines(outline.between),
        rim=lines(outline.rim),
        around=rings(outline.around),
        open=rings(outline.open),
    )


def _path(corners: Sequence[tuple[int, int]]) -> str:
    """Return corners as an SVG path, each but the first relative to the one before."""
    x, y = corners[0]
    said = [f"M{x} {y}l"]
    for to_x, to_y in corners[1:]:
        said.append(f"{to_x - x} {to_y - y} ")
        x, y = to_x, to_y
    return "".join(said).replace(" -", "-").rstrip()
