"""Windows of the week in words."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.design import times
from hub.taxonomy.slots import day_of, part_of

PARTS: Final = (gettext_lazy("mornings"), gettext_lazy("afternoons"), gettext_lazy("evenings"))


def listed(words: Iterable[Any]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    said = [str(word) for word in words]
    if len(said) < 2:
        return "".join(said)
    return _("%(first)s and %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def windows(slots: Iterable[int]) -> str:
    """Return windows of the week in words: "Tuesday and Thursday evenings, weekend mornings"; "" for none."""
    by_days: dict[tuple[int, ...], list[int]] = {}
    chosen = {int(slot) for slot in slots}
    for part in range(3):
        days = tuple(sorted(day_of(slot) for slot in chosen if part_of(slot) == part))
        if days:
            by_days.setdefault(days, []).append(part)
    return ", ".join(_days_and_parts(days, parts) for days, parts in sorted(by_days.items()))


def _days_and_parts(days: tuple[int, ...], parts: list[int]) -> str:
    if len(parts) == 3:
        return _names(days) if len(days) < 7 else _("any time")
    said = listed(PARTS[part] for part in parts)
    if len(days) == 7:
        return said
    names = {(5, 6): _("weekend"), (0, 1, 2, 3, 4): _("weekday")}.get(days)
    return f"{names or listed(dates.WEEKDAYS[day] for day in days)} {said}"


def _names(days: tuple[int, ...]) -> str:
    names = {(5, 6): _("weekends"), (0, 1, 2, 3, 4): _("weekdays")}.get(days)
    return names or listed(times.DAYS[day] for day in days)
