"""What a preference comes to: what was ticked, and what was heard in the words and not put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from hub.taxonomy.codes import Activity, Cause, HowFar, Slot, Travel
from hub.taxonomy.slots import day_of, part_of
from matching.preferences import hearing
from matching.preferences.models import Preference

KM_PER_MILE: Final = 1.609344
HALF_A_MILE: Final = 0.5 * KM_PER_MILE

SPEEDS: Final = {
    Travel.WALK: 4.8 / 1.3,
    Travel.WHEELS: 4.8 / 1.3,
    Travel.BUS: 8.0,
    Travel.BICYCLE: 11.0,
    Travel.CAR: 15.0,
    Travel.LIFT: 15.0,
}
"""Kilometres an hour as the crow flies, door to door. Walking as everywhere (4.8 km/h, streets bend by 1.3); the rest by judgement."""


@dataclass(frozen=True)
class Meaning:
    """A preference as codes that decide. Empty slots mean any time; `km` is how far, None for anywhere, 0 for from home only."""

    causes: frozenset[Cause]
    activities: frozenset[Activity]
    avoid_causes: frozenset[Cause]
    avoid_activities: frozenset[Activity]
    slots: frozenset[Slot]
    avoid_slots: frozenset[Slot]
    km: float | None


def of(preference: Preference) -> Meaning:
    """Return what a preference comes to."""
    heard = [one for one in hearing.heard(preference.words) if one.key not in preference.misheard]
    wished = {one.code for one in heard if one.wished}
    avoided = {one.code for one in heard if not one.wished}
    return Meaning(
        causes=preference.causes | _codes(Cause, wished),
        activities=preference.activities | _codes(Activity, wished),
        avoid_causes=_codes(Cause, avoided) - preference.causes,
        avoid_activities=_codes(Activity, avoided) - preference.activities,
        slots=preference.slots or _windows(wished),
        avoid_slots=_avoided(avoided) - preference.slots,
        km=kilometres(preference.how_far, preference.travel),
    )


def _codes(codes: type[Cause] | type[Activity], heard: set[str]) -> frozenset[Any]:
    kind = codes.__name__.lower()
    return frozenset(codes(code.partition(":")[2]) for code in heard if code.startswith(f"{kind}:"))


def _numbers(heard: set[str], kind: str) -> set[int]:
    return {int(code.partition(":")[2]) for code in heard if code.startswith(f"{kind}:")}


def _windows(heard: set[str]) -> frozenset[Slot]:
    """Return the windows somebody spoke of: "Saturday mornings" is one, "mornings" seven; none when they named no time."""
    days, parts = _numbers(heard, "day"), _numbers(heard, "part")
    if not days and not parts:
        return frozenset()
    return frozenset(s for s in Slot if day_of(s) in (days or range(7)) and part_of(s) in (parts or range(3)))


def _avoided(heard: set[str]) -> frozenset[Slot]:
    days, parts = _numbers(heard, "day"), _numbers(heard, "part")
    return frozenset(slot for slot in Slot if day_of(slot) in days or part_of(slot) in parts)


def kilometres(how_far: str, travel: Iterable[str]) -> float | None:
    """Return how far somebody would go, in a straight line; by the fastest way they get about, or on foot where they named none."""
    if not how_far or how_far == HowFar.ANYWHERE:
        return None
    fixed = {HowFar.HOME: 0.0, HowFar.STREET: HALF_A_MILE, HowFar.MILE: KM_PER_MILE}
    if how_far in fixed:
        return fixed[HowFar(how_far)]
    speed = max((SPEEDS[Travel(way)] for way in travel), default=SPEEDS[Travel.WALK])
    return speed * (0.25 if how_far == HowFar.QUARTER_HOUR else 0.5)
