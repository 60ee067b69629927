"""The week of 21 windows, the one motif: a small glyph, an opportunity's headline and the street on the home page.

Windows are numbered 0 to 20: day × 3 + part of the day, Monday first, morning 0, afternoon 1, evening 2.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Self

from django.template.loader import render_to_string
from django.utils import dates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from hub.design.components.base import Part

PITCH: Final = 10
"""From one window of the glyph to the next, in units of its drawing."""


@dataclass(frozen=True)
class Pane:
    """One window of the glyph: its position, as SVG writes it, and whether it is lit."""

    x: str
    y: str
    lit: bool


@dataclass(frozen=True)
class Week(Part):
    """Seven days by three parts; lit windows are when something is. Hidden from screen readers: say the same in words."""

    slots: tuple[int, ...]
    large: bool = False
    template_name = "components/week.html"

    def render_html(self, parent_context: Any = None) -> SafeString:
        """Return the drawing. It has no words, and a list shows the same few again and again: each is drawn once."""
        return _drawn(self)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add every window with its position; lit ones last, so that their edges are on top."""
        panes = [Pane(f"{s // 3 * PITCH}.75", f"{s % 3 * PITCH}.75", s in self.slots) for s in range(21)]
        return {"panes": sorted(panes, key=lambda pane: pane.lit), "large": self.large}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a large one, a small one and a dark one."""
        return cls((5,), large=True), cls((4, 7, 8, 10, 15)), cls(())


@lru_cache(maxsize=512)
def _drawn(week: Week) -> SafeString:
    return render_to_string(week.template_name, week.get_context_data())


@dataclass(frozen=True)
class Headline(Part):
    """When something happens, between two rules of ink: the first thing an opportunity's page says."""

    when: str
    note: str = ""
    slots: tuple[int, ...] = ()
    template_name = "components/headline.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the glyph, where there are windows to light."""
        return {**super().get_context_data(), "week": Week(self.slots, large=True) if self.slots else None}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a weekly evening and a time of one's own."""
        return (
            cls("Tuesdays, 6pm to 8pm", "Every week. Come when you can; most people do two a month.", (5,)),
            cls("Any day, one hour"),
        )


@dataclass(frozen=True)
class TerraceCell:
    """One window of the street: how many things are on, the address of their list, and the words for that."""

    slot: int
    count: int
    url: str
    label: str


@dataclass(frozen=True)
class TerraceRow:
    """A part of the day, and its seven windows in order of days."""

    name: Any
    cells: tuple[TerraceCell, ...]


@dataclass(frozen=True)
class Terrace(Part):
    """The lit street of the home page: a table of 21 windows. A window with nothing on is dark and no link."""

    cells: tuple[TerraceCell, ...]
    template_name = "components/terrace.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the template days across and a row for each part of the day."""
        by_slot = {int(cell.slot): cell for cell in self.cells}
        names = (_("Mornings"), _("Afternoons"), _("Evenings"))
        rows = tuple(
            TerraceRow(name, tuple(_cell(by_slot, day * 3 + part) for day in range(7)))
            for part, name in enumerate(names)
        )
        days = tuple((dates.WEEKDAYS_ABBR[number], dates.WEEKDAYS[number]) for number in range(7))
        return {"days": days, "rows": rows}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return an ordinary week."""
        counts = (2, 4, 0, 0, 3, 6, 3, 6, 2, 2, 4, 3, 0, 3, 4, 5, 4, 0, 0, 6, 0)
        parts = ("mornings", "afternoons", "evenings")
        return (
            cls(
                tuple(
                    TerraceCell(s, n, "#terrace", f"{dates.WEEKDAYS[s // 3]} {parts[s % 3]}: {n} things on")
                    for s, n in enumerate(counts)
                )
            ),
        )


def _cell(by_slot: dict[int, TerraceCell], slot: int) -> TerraceCell:
    return by_slot.get(slot) or TerraceCell(slot, 0, "", "")
