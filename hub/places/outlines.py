"""The hub's area as a drawing: its wards where postcode units are loaded (`services.drawings`), else its sectors.

Without units there is one shape for each postcode sector, computed only from the centres of sectors.
No boundaries are shipped. A shape is what is nearer to the centre of its sector than to that of any other in Great
Britain (its Voronoi cell), within a rim around all of them: the coast is not known here. So edges are rough, and the
pages say so. An area of more than `MOST` sectors is drawn by districts, or else by councils. Equal areas give equal
drawings.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from django.db import DatabaseError

from hub.places import area as areas
from hub.places import plane, tables
from hub.places.area import Area
from hub.places.models import Drawing
from hub.places.plane import Spot

MOST: Final = 250
"""The largest number of shapes, except for an area with still more councils."""

AROUND: Final = 80
"""The largest number of shapes of the land around, nearest first; they are coarser than those inside."""

SIDES: Final = 24
"""The sides of the polygon that approximates a circle."""

NOBODY: Final = -1
"""No neighbour beyond this edge."""

Group = Callable[[tables.Sector], str]
Edged = list[tuple[Spot, int]]
"""A polygon: each corner with the number of the neighbour beyond the edge that starts there."""


@dataclass(frozen=True)
class Shape:
    """A part of the area: its everyday `name` ("SW18 2" or a ward), its sectors or its ward, its corners in order.

    `more` are further rings of the same part: islands, and holes.
    """

    name: str
    group: str
    sectors: tuple[str, ...]
    middle: Spot
    corners: tuple[Spot, ...]
    more: tuple[tuple[Spot, ...], ...] = ()
    ward: str = ""


Line = tuple[Spot, ...]


@dataclass(frozen=True)
class Outline:
    """All shapes of an area by name; the lines between groups of them, and at the area's edge; the land around.

    `open` are the rings of open ground, which are known only where postcode units are loaded.
    """

    shapes: tuple[Shape, ...]
    between: tuple[Line, ...]
    rim: tuple[Line, ...]
    around: tuple[tuple[Spot, ...], ...]
    open: tuple[tuple[Spot, ...], ...] = ()

    @property
    def spots(self) -> list[Spot]:
        """Every corner."""
        return [corner for shape in self.shapes for corner in shape.corners]


@dataclass(frozen=True)
class _Site:
    name: str
    group: str
    inside: bool
    sectors: tuple[str, ...]
    middle: Spot


def of(area: Area | None = None) -> Outline:
    """Return the drawing of an area (the hub's own when none is given); empty where no sector is inside."""
    return _of(area or areas.hub())


@lru_cache(maxsize=8)
def _of(area: Area) -> Outline:
    return _from_units(area) or _from_sectors(area)


def _from_units(area: Area) -> Outline | None:
    """Return the drawing that was made when postcodes were loaded; None where there is none, or no table for it yet."""
    try:
        content = Drawing.objects.filter(pk=Drawing.key(area.listed)).values_list("content", flat=True).first()
    except DatabaseError:
        return None
    if content is None:
        return None
    rows = {row.code: row for row in tables.wards()}
    shapes = tuple(_ward(code, name, rings, rows.get(code)) for code, name, rings in content["wards"] if rings)
    _name, group = _level(area)
    middles = np.array([shape.middle for shape in shapes])
    lines = {kind: tuple(map(_spots, content[kind])) for kind in ("between", "rim", "open")}
    return Outline(shapes, lines["between"], lines["rim"], _around(middles, group), lines["open"])


def _ward(code: str, name: str, rings: list[list[int]], row: tables.Ward | None) -> Shape:
    first, *more = map(_spots, rings)
    middle = plane.spot((row.lat, row.lon)) if row else Spot(*np.mean(first, axis=0))
    return Shape(name, row.district if row else "", (), middle, first, tuple(more), ward=code)


def _spots(flat: list[int]) -> tuple[Spot, ...]:
    return tuple(Spot(x, y) for x, y in zip(flat[::2], flat[1::2], strict=True))


def _from_sectors(area: Area) -> Outline:
    inside = {sector.sector for sector in areas.sectors(area)}
    name, group = _level(area)
    sites = _sites(inside, name, group)
    middles = np.array([site.middle for site in sites]).reshape(-1, 2)
    own = sum(site.inside for site in sites)  # those inside come first
    rim = _rim(middles, own)
    shapes: list[Shape] = []
    lines: dict[str, list[Line]] = {"between": [], "rim": []}
    for number, site in enumerate(sites[:own]):
        edged = _cell(number, middles, rim)
        corners = tuple(corner for corner, _beyond in edged)
        shapes.append(Shape(site.name, site.group, site.sectors, site.middle, corners))
        for place, (corner, beyond) in enumerate(edged):
            if kind := _kind(number, beyond, sites):
                lines[kind].append((corner, corners[(place + 1) % len(corners)]))
    return Outline(tuple(shapes), tuple(lines["between"]), tuple(lines["rim"]), _around(middles[:own], group))


def _kind(number: int, beyond: int, sites: Sequence[_Site]) -> str:
    """Return what an edge separates, if it is drawn; "" for the second time that a shared edge occurs."""
    if beyond == NOBODY or not sites[beyond].inside:
        return "rim"
    return "between" if beyond > number and sites[beyond].group != sites[number].group else ""


def _around(inside: np.ndarray, group: Group) -> tuple[tuple[Spot, ...], ...]:
    """Return the land around some centres, nearest first. The area's own shapes are drawn on top of it."""
    if not len(inside):
        return ()
    middles = np.array([site.middle for site in _sites(set(), group, group)])
    centre, wide = inside.mean(axis=0), float(np.hypot(*np.ptp(inside, axis=0))) or plane.units_per_km(0)
    far = np.hypot(*(middles - centre).T)
    rim = _circle(Spot(*centre), 3 * wide)
    nearest = [int(number) for number in np.argsort(far, kind="stable")[:AROUND] if far[number] <= 1.2 * wide]
    return tuple(tuple(corner for corner, _beyond in _cell(number, middles, rim)) for number in nearest)


def _level(area: Area) -> tuple[Group, Group]:
    """Return how sectors form shapes, and shapes form groups: the finest division that has not too many."""
    levels: list[Group] = [
        lambda row: row.sector,
        lambda row: row.district,
        lambda row: row.council_name or row.council_code,
    ]
    own = areas.sectors(area)
    for level, finer in enumerate(levels[:-1]):
        if len({finer(row) for row in own}) <= MOST:
            return finer, levels[level + 1]
    return levels[-1], levels[-1]


def _sites(inside: set[str], name: Group, group: Group) -> list[_Site]:
    """Return the centres of shapes, those inside first, by name. Sectors with the same centre share a shape."""
    gathered: defaultdict[tuple[bool, str], list[tables.Sector]] = defaultdict(list)
    for row in tables.sectors().values():
        gathered[row.sector not in inside, name(row)].append(row)
    by_place: dict[tuple[bool, int, int], _Site] = {}
    for (outside, called), rows in sorted(gathered.items()):
        middle = _middle(rows)
        key = (outside, round(middle.x), round(middle.y))
        sectors = tuple(row.sector for row in rows)
        if known := by_place.get(key):
            by_place[key] = _Site(known.name, known.group, known.inside, known.sectors + sectors, known.middle)
        elif not (outside and (False, *key[1:]) in by_place):
            by_place[key] = _Site(called, group(rows[0]), not outside, sectors, middle)
    return list(by_place.values())


def _middle(rows: Sequence[tables.Sector]) -> Spot:
    """Return the centre of sectors, weighted by their postcode units."""
    spots = [plane.spot((row.lat, row.lon)) for row in rows]
    if len(spots) == 1:
        return spots[0]
    weights = [max(1, row.units) for row in rows]
    return Spot(*(float(np.average([one[axis] for one in spots], weights=weights)) for axis in (0, 1)))


def _rim(middles: np.ndarray, own: int) -> list[Spot]:
    """Return a convex line around the first `own` centres, about as far away as they are from one another."""
    off = [float(np.sort(np.hypot(*(middles - middles[number]).T))[:7][-1]) for number in range(own)]
    radius = float(np.median(off)) if off else 0.0
    return _hull([corner for middle in middles[:own] for corner in _circle(Spot(*middle), radius)])


def _circle(middle: Spot, radius: float) -> list[Spot]:
    turns = (2 * math.pi * side / SIDES for side in range(SIDES))
    return [Spot(middle.x + radius * math.cos(turn), middle.y + radius * math.sin(turn)) for turn in turns]


def _hull(spots: list[Spot]) -> list[Spot]:
    """Return the corners of the smallest convex polygon around places (Andrew's monotone chain)."""
    ordered = sorted(set(spots))
    return [*_chain(ordered), *_chain(ordered[::-1])]


def _chain(ordered: list[Spot]) -> list[Spot]:
    found: list[Spot] = []
    for spot in ordered:
        while len(found) > 1 and _turn(found[-2], found[-1], spot) <= 0:
            found.pop()
        found.append(spot)
    return found[:-1]


def _turn(one: Spot, two: Spot, three: Spot) -> float:
    return (two.x - one.x) * (three.y - one.y) - (two.y - one.y) * (three.x - one.x)


def _cell(number: int, middles: np.ndarray, rim: list[Spot]) -> Edged:
    """Return what is nearer to one centre than to any other: the rim, cut by the line half way to each."""
    here = Spot(*middles[number])
    far = np.hypot(*(middles - middles[number]).T)
    cell: Edged = [(corner, NOBODY) for corner in rim]
    for other in np.argsort(far, kind="stable")[1:]:
        if far[other] > 2 * max(math.dist(here, corner) for corner, _beyond in cell):
            break  # the line half way to this one, and to all later ones, lies outside
        cell = _cut(cell, here, Spot(*middles[other]), int(other))
    return cell


def _cut(cell: Edged, here: Spot, there: Spot, number: int) -> Edged:
    """Return the part of a convex polygon that is nearer to `here`; the new edge is marked with `there`."""
    across, down = there.x - here.x, there.y - here.y
    half = (there.x**2 + there.y**2 - here.x**2 - here.y**2) / 2
    beyond = [across * corner.x + down * corner.y - half for corner, _edge in cell]
    kept: Edged = []
    for place, (corner, edge) in enumerate(cell):
        following = (place + 1) % len(cell)
        this, then = beyond[place], beyond[following]
        if this <= 0:
            kept.append((corner, edge))
        if this < 0 < then:
            kept.append((_between(corner, cell[following][0], this, then), number))
        elif then < 0 < this:
            kept.append((_between(corner, cell[following][0], this, then), edge))
    return kept


def _between(one: Spot, other: Spot, this: float, then: float) -> Spot:
    share = this / (this - then)
    return Spot(one.x + share * (other.x - one.x), one.y + share * (other.y - one.y))


def named(sectors: Iterable[str], area: Area | None = None) -> dict[str, str]:
    """Return the name of the shape of each of these sectors; those outside are left out."""
    drawn = {sector: shape.name for shape in of(area).shapes for sector in shape.sectors}
    return {sector: drawn[sector] for sector in sectors if sector in drawn}
