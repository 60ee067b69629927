"""Charts: bars in a table, the week as a heat map, a line with its table. Plain values; nothing is shown by colour alone."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import dates
from django.utils.translation import gettext as _

from cms.insight.selectors.replies import AIM, Month
from hub.design import times
from hub.design.components import Part
from hub.figures import small_numbers

WIDE: Final = 100
"""The length of a full bar, in units of its drawing."""
STEPS: Final = (0.25, 0.5, 0.75)
"""The upper limits of the heat map's colours, as fractions of the maximum."""


@dataclass(frozen=True)
class Bar:
    """One row: its name, its number as text, the length of its bar (0 to 100), and the text beside it."""

    label: str
    words: str
    length: int
    beside: str = ""


@dataclass(frozen=True)
class Bars(Part):
    """Rows with a bar each, marked up as a table for those who do not see bars."""

    caption: str
    heads: tuple[str, str, str]
    rows: tuple[Bar, ...]
    template_name = "insight/bars.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the drawing's length; a count too small to show has a bar of length 0."""
        return {**super().get_context_data(), "wide": WIDE, "beside_head": self.heads[2]}


@dataclass(frozen=True)
class HeatCell:
    """One window of the week: its number as text, and the strength of its colour (0 to 4)."""

    words: str
    strength: int


@dataclass(frozen=True)
class Heat(Part):
    """The week of 21 windows with a number in each; the stronger the colour, the more."""

    caption: str
    windows: tuple[int | None, ...]
    template_name = "insight/heat.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add three rows of seven cells, and the days."""
        most = max((count or 0 for count in self.windows), default=0)
        parts = (_("Morning"), _("Afternoon"), _("Evening"))
        return {
            "caption": self.caption,
            "days": [str(dates.WEEKDAYS_ABBR[day]) for day in range(7)],
            "rows": [
                (parts[part], [_cell(self.windows[day * 3 + part], most) for day in range(7)]) for part in range(3)
            ],
        }


def _cell(count: int | None, most: int) -> HeatCell:
    if not count:
        return HeatCell(small_numbers.words(count), 0)
    return HeatCell(small_numbers.words(count), 1 + sum(count / most > step for step in STEPS))


@dataclass(frozen=True)
class Point:
    """One month on the line: its position, and its text."""

    x: float
    y: float
    month: str
    words: str


@dataclass(frozen=True)
class Line(Part):
    """Shares by month and the target, as a line, with a collapsed table. Months with too small numbers have no point."""

    caption: str
    months: tuple[Month, ...]
    template_name = "insight/line.html"

    WIDTH = 340
    HEIGHT = 190

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add points, marks and the table's rows."""
        shares = [month.share for month in self.months if month.share is not None]
        lowest = min([*shares, 60]) // 20 * 20
        points = [
            Point(self._x(place), self._y(month.share, lowest), short(month.first), f"{month.share}%")
            for place, month in enumerate(self.months)
            if month.share is not None
        ]
        return {
            "caption": self.caption,
            "points": points,
            "path": " ".join(f"{point.x:.0f},{point.y:.0f}" for point in points),
            "ends": {points[0], points[-1]} if points else set(),
            "labels": [(self._x(place), short(month.first)) for place, month in enumerate(self.months)],
            "marks": [(self._y(share, lowest), share) for share in range(lowest, 101, 20)],
            "aim": AIM,
            "aim_y": self._y(AIM, lowest),
            "rows": [
                (
                    times.month(month.first),
                    small_numbers.words(month.due),
                    "–" if month.share is None else f"{month.share}%",
                )
                for month in self.months
            ],
        }

    def _x(self, place: int) -> float:
        return 52 + place * (self.WIDTH - 76) / max(len(self.months) - 1, 1)

    def _y(self, share: int, lowest: int) -> float:
        return 20 + (100 - share) * (self.HEIGHT - 50) / (100 - lowest)


def short(first: date) -> str:
    """Return the short name of a month."""
    return str(dates.MONTHS_3[first.month]).capitalize()
