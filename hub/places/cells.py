"""Outlines from points: each postcode unit's cell (what is nearer to it than to any other), joined by ward.

No boundary is shipped or needed: wards meet half way between the last units on either side. Open ground (commons,
parks, the river) is where no unit lies near: the Delaunay triangles whose circle of corners is wider than `OPEN_M`.
Used when postcodes are loaded, never while a page is drawn: SciPy is slow to import.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Delaunay, Voronoi

OPEN_M: Final = 150.0
"""Ground this far from any postcode unit is open, metres."""
SMALLEST_M2: Final = 40_000.0
"""Open ground smaller than this is not drawn, square metres."""
ROUGH_M: Final = 12.0
"""How far a drawn line may be from the true one, metres."""
OUTSIDE: Final = -1

Line = list[tuple[float, float]]
Pair = tuple[int, int]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Rings of each label; lines between labels, and at the edge; rings of open ground. Metres, as the points."""

    rings: dict[int, list[Line]]
    between: list[Line]
    rim: list[Line]
    open: list[Line]


def draw(points: Floats, labels: Ints) -> Cells:
    """Draw points, shape (n, 2) in metres, by their labels, shape (n,); `OUTSIDE` is land beyond the edge."""
    points, labels = _apart(points, labels)
    lines = {pair: [_simple(line) for line in found] for pair, found in _lines(points, labels).items()}
    rings = {int(label): _rings(label, lines) for label in np.unique(labels) if label != OUTSIDE}
    inner = [line for pair, found in lines.items() if OUTSIDE not in pair for line in found]
    outer = [line for pair, found in lines.items() if OUTSIDE in pair for line in found]
    return Cells(rings, inner, outer, _open(points, labels))


def _apart(points: Floats, labels: Ints) -> tuple[Floats, Ints]:
    """Return points that differ by a metre at least; units of one building share one place."""
    _whole, first = np.unique(np.round(points).astype(np.int64), axis=0, return_index=True)
    first.sort()
    return points[first], labels[first]


def _lines(points: Floats, labels: Ints) -> dict[Pair, list[Line]]:
    """Return the lines between neighbouring cells of different labels, by the pair of labels."""
    far = 10 * np.ptp(points, axis=0).max() + 1
    middle = points.mean(axis=0)
    fence = middle + far * np.array([(-1, -1), (-1, 1), (1, -1), (1, 1)])
    cells = Voronoi(np.vstack([points, fence]))
    owner = np.concatenate([labels, np.full(len(fence), OUTSIDE)])
    sides = np.sort(owner[cells.ridge_points], axis=1)
    edges: defaultdict[Pair, list[Pair]] = defaultdict(list)
    for (one, other), (start, end) in zip(sides.tolist(), cells.ridge_vertices, strict=True):
        if one != other and start >= 0 and end >= 0:
            edges[one, other].append((start, end))
    at = cells.vertices
    return {pair: [[(at[n][0], at[n][1]) for n in chain] for chain in _chains(found)] for pair, found in edges.items()}


def _chains(edges: Iterable[Pair]) -> list[list[int]]:
    """Join edges end to end. A chain ends where it meets a fork or nothing; a closed one ends where it began."""
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        beside[start].append(end)
        beside[end].append(start)
    ends = [node for node, near in beside.items() if len(near) != 2]
    chains = []
    for start in (*ends, *list(beside)):
        while beside[start]:
            chains.append(_follow(start, beside, set(ends)))
    return chains


def _follow(start: int, beside: dict[int, list[int]], ends: set[int]) -> list[int]:
    chain = [start]
    while beside[chain[-1]]:
        here = chain[-1]
        following = beside[here].pop()
        beside[following].remove(here)
        chain.append(following)
        if following in ends or following == start:
            break
    return chain


def _rings(label: int, lines: dict[Pair, list[Line]]) -> list[Line]:
    """Join the lines around one label to closed rings, the longest first."""
    return _closed([line for pair, found in lines.items() if label in pair for line in found if len(line) > 1])


def _closed(lines: list[Line]) -> list[Line]:
    """Join lines end to end to closed rings, the largest first."""
    rings = [line for line in lines if line[0] == line[-1]]
    loose = [line for line in lines if line[0] != line[-1]]
    while loose:
        ring = loose.pop()
        while ring[0] != ring[-1] and (place := _next(ring[-1], loose)) is not None:
            line = loose.pop(place)
            ring = ring + (line[1:] if line[0] == ring[-1] else line[-2::-1])
        rings.append(ring)
    return sorted((ring for ring in rings if len(ring) > 3 and ring[0] == ring[-1]), key=lambda ring: -abs(_area(ring)))


def _next(end: tuple[float, float], lines: Sequence[Line]) -> int | None:
    return next((place for place, line in enumerate(lines) if end in (line[0], line[-1])), None)


def _open(points: Floats, labels: Ints) -> list[Line]:
    """Return the rings around open ground that touches the inside, larger first."""
    corners = Delaunay(points).simplices
    inside = (labels[corners] != OUTSIDE).any(axis=1)
    chosen = corners[inside & (_radius(points[corners]) > OPEN_M)]
    once: dict[Pair, int] = {}
    for triangle in np.sort(chosen, axis=1).tolist():
        for pair in ((triangle[0], triangle[1]), (triangle[0], triangle[2]), (triangle[1], triangle[2])):
            once[pair] = once.get(pair, 0) + 1
    edge = [pair for pair, count in once.items() if count == 1]
    rings = _closed([_simple([(points[n][0], points[n][1]) for n in chain]) for chain in _chains(edge)])
    return [ring for ring in rings if abs(_area(ring)) >= SMALLEST_M2]


def _radius(corners: Floats) -> Floats:
    """Return the radius of the circle through the corners of each triangle; `corners` has shape (n, 3, 2)."""
    one, two, three = corners[:, 0], corners[:, 1], corners[:, 2]
    a, b, c = (np.hypot(*(x - y).T) for x, y in ((two, three), (one, three), (one, two)))
    twice = np.abs((two - one)[:, 0] * (three - one)[:, 1] - (two - one)[:, 1] * (three - one)[:, 0])
    return np.asarray(a * b * c / np.maximum(2 * twice, 1e-9))


def _area(ring: Line) -> float:
    """Return the signed area of a closed ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _simple(line: Line, rough: float = ROUGH_M) -> Line:
    """Return a line with fewer corners, nowhere further off than `rough` (Douglas and Peucker, 1973). Its ends stay."""
    points = np.array(line)
    kept = np.zeros(len(points), dtype=bool)
    kept[[0, -1]] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        start, end = waiting.pop()
        off = _off(points[start : end + 1])
        if len(off) and off.max() > rough:
            middle = start + 1 + int(off.argmax())
            kept[middle] = True
            waiting += [(start, middle), (middle, end)]
    return [line[place] for place in np.flatnonzero(kept)]


def _off(points: Floats) -> Floats:
    """Return how far each point but the ends is from the straight line between the ends."""
    first, last, between = points[0], points[-1], points[1:-1]
    along = last - first
    length = float(np.hypot(*along))
    if length == 0:
        return np.asarray(np.hypot(*(between - first).T))
    return np.asarray(np.abs(along[0] * (between - first)[:, 1] - along[1] * (between - first)[:, 0]) / length)
