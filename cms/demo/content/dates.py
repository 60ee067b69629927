"""Dates in the demo content: written as days of the week, so that it can be loaded on any day."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from hub.core.content import Entry
from hub.taxonomy.codes import Slot
from opportunities.recurrence import Often

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "in 1 day", "in 2 days")
"""Days of the week, and days from today for what cannot wait."""
WHEN: Final = re.compile(
    r"(once|weekly|fortnightly|monthly|course) (.+) ({0})-({0})".format(r"(?:[01]\d|2[0-3]):[0-5]\d")
)
MORE: Final = re.compile(r"(?P<places>\d+) places?|(?P<runs>\d+) times|week (?P<week>-?\d+)")
HOW: Final = "Write it like “weekly Mon 07:15-08:15, 4 places” or “any time Mon-morning Tue-evening, 4 places”."


def _slots(text: Any) -> Any:
    """Parse windows of the week, from a text such as "Mon-morning Tue-evening"."""
    if not isinstance(text, str):
        return text
    names = [name.replace("-", "_").upper() for name in text.split()]
    if wrong := [name for name in names if name not in Slot.__members__]:
        raise ValueError(f"There is no {wrong[0].replace('_', '-').capitalize()}. Windows are written Mon-morning.")
    return tuple(Slot[name] for name in names)


Slots = Annotated[tuple[Slot, ...], BeforeValidator(_slots)]


@dataclass(frozen=True)
class Dates(Entry):
    """A day of the week with its hours: once, in some weeks, or repeating."""

    day: int
    begins: str
    ends: str
    often: Often = Often.ONCE
    places: int | None = None
    week: int = 0
    """0 is the first such day after today; negative weeks are in the past."""
    runs: int = 0
    """For a course: how many times it meets."""


@dataclass(frozen=True)
class Anytime(Entry):
    """People choose their time within these windows."""

    windows: tuple[Slot, ...]
    places: int | None = None


def when(text: Any) -> Any:
    """Parse dates or windows, from a text such as "weekly Mon 07:15-08:15, 4 places"."""
    if not isinstance(text, str):
        return text
    head, *more = text.split(", ")
    facts = _more(more)
    if head.startswith("any time ") and not facts.keys() - {"places"}:
        return Anytime(_slots(head.removeprefix("any time ")), **facts)
    found = WHEN.fullmatch(head)
    if found is None or found[2] not in DAYS or (found[1] == "course") != ("runs" in facts):
        raise ValueError(f"“{text}” cannot be read. {HOW}")
    often = Often.WEEKLY if found[1] == "course" else Often(found[1])
    return Dates(DAYS.index(found[2]), found[3], found[4], often, **facts)


def _more(parts: list[str]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for part in parts:
        found = MORE.fullmatch(part)
        if found is None:
            raise ValueError(f"“{part}” cannot be read. {HOW} Further: “6 times”, “week 2”.")
        facts |= {name: int(value) for name, value in found.groupdict().items() if value is not None}
    return facts
