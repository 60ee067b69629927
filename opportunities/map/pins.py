"""Numbered pins: things at one place share a pin, and no two pins overlap. No queries, no templates.

A pin's point stays where the thing is; its head, which carries the number, moves aside. Sizes are pixels on a map that
is `WIDE` across, the narrowest size drawn; on a wider map the heads are only further apart.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hub.places.plane import Sheet, Spot

WIDE: Final = 288
"""The width of the narrowest map, pixels."""

HEAD: Final = 14
"""Half the height of a pin's head."""

STEM: Final = 27
"""From a pin's point up to the middle of its head."""

AIR: Final = 5
"""The space between two heads, and between a head and the edge of the map."""

ROUNDS: Final = 80
"""The most rounds of moving heads apart. Ten heads, the most on a map, come to rest within it."""

NAMED: Final = 2
"""How many runs of numbers ("3", "5–8") a pin shows; beyond that, the count of other numbers."""


@dataclass(frozen=True)
class Thing:
    """A numbered thing of the list, with the name and position of its place, or without a place."""

    number: int
    title: str
    place: str = ""
    spot: Spot | None = None
    lang: str = ""


@dataclass(frozen=True)
class Pin:
    """A pin: the numbers on it, its name for readers, its point (percent of the drawing), its head (pixels from the point)."""

    numbers: tuple[int, ...]
    label: str
    x: float
    y: float
    head_x: float = 0.0
    head_y: float = -STEM
    lang: str = ""

    @property
    def words(self) -> str:
        """The text on its head."""
        runs = _runs(self.numbers)
        said = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs[:NAMED])
        more = sum(last - first + 1 for first, last in runs[NAMED:])
        return f"{said} +{more}" if more else said

    @property
    def half(self) -> float:
        """Half the width of its head."""
        return max(HEAD, 7 + 4.25 * len(self.words))

    @property
    def first(self) -> int:
        """The number of the card it leads to."""
        return self.numbers[0]

    @property
    def all_numbers(self) -> str:
        """Its numbers separated by spaces, for the script."""
        return " ".join(map(str, self.numbers))

    @property
    def shape(self) -> str:
        """The outline as an SVG path: a rounded head, and a wedge from it to the point."""
        x, y, flat = self.head_x, self.head_y, self.half - HEAD
        far = math.hypot(x, y) or 1.0
        side = Spot(-y / far * (HEAD - 4), x / far * (HEAD - 4))
        wedge = f"M0 0L{x - side.x:.1f} {y - side.y:.1f}L{x + side.x:.1f} {y + side.y:.1f}z"
        arc = f"a{HEAD} {HEAD} 0 0 1 0 {2 * HEAD}h{-2 * flat:.1f}a{HEAD} {HEAD} 0 0 1 0 {-2 * HEAD}z"
        return f"{wedge}M{x - flat:.1f} {y - HEAD:.1f}h{2 * flat:.1f}{arc}"


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and last of each run of three or more consecutive numbers; other numbers stay single."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    long = [[run] if run[1] - run[0] != 1 else [(run[0], run[0]), (run[1], run[1])] for run in runs]
    return [run for parts in long for run in parts]


def gathered(things: Iterable[Thing]) -> list[list[Thing]]:
    """Return the things with a place, grouped by position, in order of their numbers."""
    by_spot: defaultdict[Spot, list[Thing]] = defaultdict(list)
    for thing in things:
        if thing.spot is not None:
            by_spot[thing.spot].append(thing)
    return list(by_spot.values())


def nowhere(things: Iterable[Thing]) -> list[int]:
    """Return the numbers of those without a place."""
    return [thing.number for thing in things if thing.spot is None]


def pins(things: Sequence[Thing], *, world: Sheet, view: Sheet) -> tuple[Pin, ...]:
    """Return the pins of things on a drawing (`world`) of which a part (`view`) is visible."""
    made = []
    for together in gathered(things):
        spot = world.share(together[0].spot or Spot(0, 0))
        numbers = tuple(thing.number for thing in together)
        lang = together[0].lang if len({thing.lang for thing in together}) == 1 else ""
        made.append(Pin(numbers, _label(together), round(spot.x, 2), round(spot.y, 2), lang=lang))
    return tuple(_apart(made, world=world, view=view))


def _label(together: Sequence[Thing]) -> str:
    """Return "3: Sort and hand out food, Earlsfield Hall", or "3, 7: Sort food; Lay tables, Earlsfield Hall"."""
    numbers = ", ".join(str(thing.number) for thing in together)
    titles = "; ".join(thing.title for thing in together)
    return ", ".join(filter(None, (f"{numbers}: {titles}", together[0].place)))


def pixels(world: Sheet, view: Sheet, x: float, y: float) -> Spot:
    """Return the pixel position, on the narrowest map, of a place in percent of the drawing."""
    scale = WIDE / view.width
    return Spot((world.x + x / 100 * world.width - view.x) * scale, (world.y + y / 100 * world.height - view.y) * scale)


def _apart(made: list[Pin], *, world: Sheet, view: Sheet) -> list[Pin]:
    """Move overlapping heads apart, both by the same distance, keeping all of them on the map."""
    points = [pixels(world, view, pin.x, pin.y) for pin in made]
    heads = [[point.x, point.y - STEM] for point in points]
    high = WIDE / view.width * view.height
    for _round in range(ROUNDS):
        moved = False
        for one in range(len(made)):
            for other in range(one):
                moved |= _part(heads[other], heads[one], made[other].half + made[one].half + AIR, 2 * HEAD + AIR)
        for pin, head in zip(made, heads, strict=True):
            head[0] = min(max(head[0], pin.half + AIR), WIDE - pin.half - AIR)
            head[1] = min(max(head[1], HEAD + AIR), high - HEAD - AIR)
        if not moved:
            break
    return [
        replace(pin, head_x=round(head[0] - point.x, 1), head_y=round(head[1] - point.y, 1))
        for pin, head, point in zip(made, heads, points, strict=True)
    ]


def _part(one: list[float], other: list[float], wide: float, high: float) -> bool:
    """Move two heads apart along the shorter direction; return whether they overlapped."""
    over_x, over_y = wide - abs(other[0] - one[0]), high - abs(other[1] - one[1])
    if over_x <= 0.01 or over_y <= 0.01:
        return False
    axis, over = (0, over_x) if over_x <= over_y else (1, over_y)
    step = (over / 2 + 0.01) * (1 if other[axis] >= one[axis] else -1)
    one[axis] -= step
    other[axis] += step
    return True
