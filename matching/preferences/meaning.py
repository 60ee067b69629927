"""The codes of a preference: those ticked, and those parsed from the words and not corrected."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Language, Skill, Slot, Travel
from hub.taxonomy.slots import day_of, part_of
from matching.preferences import understanding
from matching.preferences.models import Preference
from matching.preferences.understanding import Heard

SENTENCE: Final = re.compile(r"[.!?;\n]+\s*")
KM_PER_MILE: Final = 1.609344
HALF_A_MILE: Final = 0.5 * KM_PER_MILE
QUARTER_HOUR: Final = 0.25
NEEDS: Final = {
    "access:step_free": Ease.STEP_FREE,
    "access:toilet": Ease.TOILET,
    "access:seating": Ease.SEATING,
    "access:quiet": Ease.QUIET,
    "access:hearing_loop": Ease.HEARING_LOOP,
    "access:parking": Ease.PARKING,
    "access:assistance_dogs": Ease.ASSISTANCE_DOGS,
    "access:helper": Ease.HELPER,
    "access:no_experience": Ease.SHOWN,
    "access:large_print": Ease.LARGE_PRINT,
    "access:costs": Ease.COSTS,
    "access:no_check": Ease.NO_CHECK,
    "access:small_group": Ease.SMALL_GROUP,
    "access:pace": Ease.PACE,
    "avoid:lifting": Ease.NO_LIFTING,
    "avoid:digging": Ease.NO_DIGGING,
    "avoid:standing": Ease.NO_STANDING,
    "avoid:crowds": Ease.NO_CROWDS,
    "avoid:noise": Ease.NO_NOISE,
    "avoid:heat": Ease.NO_HEAT,
    "avoid:animals": Ease.NO_ANIMALS,
    "children:1": Ease.CHILDREN,
}
"""What is heard → what it needs."""

NEAREST: Final = {"fortnightly": Commitment.HOURS_MONTHLY}
"""How often somebody said to come → how often things are that nearly say so: every two weeks is a few hours a month."""

SPEEDS: Final = {
    Travel.WALK: 4.8 / 1.3,
    Travel.WHEELS: 4.8 / 1.3,
    Travel.BUS: 8.0,
    Travel.BICYCLE: 11.0,
    Travel.CAR: 15.0,
    Travel.LIFT: 15.0,
}
"""Km/h in a straight line, door to door. Walking: 4.8 km/h divided by 1.3 for bends in streets; the others are estimates."""


@dataclass(frozen=True)
class Meaning:
    """A preference as codes for matching.

    Empty slots mean any time. `km` is the furthest distance: None for anywhere, 0 for from home only. At `scale_km` the
    score for nearness is half of that next door.
    """

    causes: frozenset[Cause]
    activities: frozenset[Activity]
    skills: frozenset[Skill]
    avoid_causes: frozenset[Cause]
    avoid_activities: frozenset[Activity]
    slots: frozenset[Slot]
    avoid_slots: frozenset[Slot]
    ease: frozenset[Ease]
    speaks: frozenset[Language]
    often: str
    age: int | None
    km: float | None
    scale_km: float
    in_need: bool
    """Whether their words tell of need or distress now."""

    @property
    def says_what(self) -> bool:
        """Whether it is known what they would like to do, or what for."""
        return bool(self.causes or self.activities or self.skills)


def of(preference: Preference) -> Meaning:
    """Return the codes of a preference: what was ticked, and what was heard for sure and not put right."""
    heard = sure(preference)
    wished = {one.code for one in heard if one.wished}
    avoided = {one.code for one in heard if not one.wished}
    how_far = preference.how_far or _how_far(wished, preference.words)
    return Meaning(
        causes=preference.causes | _codes(Cause, wished),
        activities=preference.activities | _codes(Activity, wished),
        skills=preference.skills | _codes(Skill, wished),
        avoid_causes=_codes(Cause, avoided) - preference.causes,
        avoid_activities=_codes(Activity, avoided) - preference.activities,
        slots=preference.slots or _windows(preference),
        avoid_slots=_avoided(preference) - preference.slots,
        ease=preference.ease | {need for code, need in NEEDS.items() if code in wished},
        speaks=frozenset(Language(code.partition(":")[2]) for code in wished if code.startswith("lang:")),
        often=preference.often or _often(wished),
        age=next((int(code.partition(":")[2]) for code in sorted(wished) if code.startswith("age:")), None),
        km=kilometres(how_far, preference.travel),
        scale_km=QUARTER_HOUR * max((SPEEDS[Travel(way)] for way in preference.travel), default=SPEEDS[Travel.BUS]),
        in_need=understanding.CRISIS in wished,
    )


def sure(preference: Preference) -> tuple[Heard, ...]:
    """Return what was heard for sure in the words and not put right, each thing once."""
    return tuple(one for one in understanding.hear(preference.words, preference.misheard) if one.sure)


def needs_help(words: str, corrected: Iterable[str] = ()) -> bool:
    """Whether somebody's words tell of need or distress now: then nothing is suggested to them, and they are never asked."""
    heard = understanding.hear(words, corrected)
    return any(one.code == understanding.CRISIS for one in heard)


ALSO: Final = re.compile(r"\b(?:also|too|as well|either|or|sometimes|could|happy to)\b", re.IGNORECASE)
"""What says that from home is one way among others: "happy to do things from home too"."""


def _how_far(wished: set[str], words: str) -> str:
    if "remote:1" in wished and not _goes_out_too(words):
        return HowFar.HOME
    return HowFar.MILE if "near:1" in wished else ""


def _goes_out_too(words: str) -> bool:
    """Whether somebody who said "from home" would go out as well."""
    ends = [0, *(mark.end() for mark in SENTENCE.finditer(words)), len(words)]
    at = [one.start for one in understanding.hear(words) if one.code == "remote:1"]
    own = [words[a:b] for a, b in pairwise(ends) if any(a <= place < b for place in at)]
    return any(ALSO.search(sentence) for sentence in own)


def _often(wished: set[str]) -> str:
    known = set(Commitment.values)
    found = [code.partition(":")[2] for code in sorted(wished) if code.startswith("often:")]
    return next(
        (code for code in found if code in known), next((NEAREST[code] for code in found if code in NEAREST), "")
    )


def free(preference: Preference) -> frozenset[Slot]:
    """Return the windows that suit somebody, by ticks and words; empty for somebody who named none."""
    meant = of(preference)
    if not meant.slots and not meant.avoid_slots:
        return frozenset()
    return (meant.slots or frozenset(Slot)) - meant.avoid_slots


def spoken_of(preference: Preference) -> tuple[frozenset[Slot], frozenset[Slot]]:
    """Return the windows named in the words: those that suit, and those to leave out."""
    return _windows(preference), _avoided(preference)


def _codes(codes: type[Cause] | type[Activity] | type[Skill], heard: set[str]) -> frozenset[Any]:
    kind = codes.__name__.lower()
    return frozenset(codes(code.partition(":")[2]) for code in heard if code.startswith(f"{kind}:"))


def _numbers(heard: set[str], kind: str) -> set[int]:
    return {int(code.partition(":")[2]) for code in heard if code.startswith(f"{kind}:")}


def times_of(words: str, corrected: Iterable[str]) -> list[Heard]:
    """Return every day and part of the day that stands in some words for sure, or as a guess that was confirmed.

    A part that is guessed in the very words of a day counts too: it can only make the time narrower ("in school hours").
    """
    said = understanding.without(understanding.mentions(words), corrected)
    times = [one for one in said if one.code.startswith(("day:", "part:"))]
    days = {(one.start, one.end) for one in times if one.sure and one.code.startswith("day:")}
    return [one for one in times if one.sure or (one.start, one.end) in days]


def _times(preference: Preference, *, wished: bool) -> Iterable[tuple[set[int], set[int]]]:
    """Return the days and the parts of the day in each clause."""
    by_clause: dict[int, set[str]] = {}
    for one in times_of(preference.words, preference.misheard):
        if one.wished == wished:
            by_clause.setdefault(understanding.clause_of(preference.words, one.start), set()).add(one.code)
    for _clause, said in sorted(by_clause.items()):
        yield _numbers(said, "day"), _numbers(said, "part")


def _windows(preference: Preference) -> frozenset[Slot]:
    """Return the windows named: "Tuesday mornings and Thursday evenings" are two; none when no time was named.

    "Mornings" alone are seven. A day without a part takes the next part ("Saturday and Sunday mornings"), and is the
    whole day if none follows. A part without a day belongs to the day before it ("Saturday mornings and afternoons").
    """
    found: set[Slot] = set()
    waiting: set[int] = set()
    last: set[int] = set()
    for days, parts in _times(preference, wished=True):
        waiting |= days
        if parts:
            last = waiting or last or set(range(7))
            found |= _product(last, parts)
            waiting = set()
    return frozenset(found | _product(waiting, set(range(3))))


def _avoided(preference: Preference) -> frozenset[Slot]:
    """Return the windows left out: "not Monday evenings" is one, "not Mondays" three, "no evenings" seven."""
    found: set[Slot] = set()
    for days, parts in _times(preference, wished=False):
        if days or parts:
            found |= _product(days or set(range(7)), parts or set(range(3)))
    return frozenset(found)


def _product(days: set[int], parts: set[int]) -> set[Slot]:
    return {slot for slot in Slot if day_of(slot) in days and part_of(slot) in parts}


def kilometres(how_far: str, travel: Iterable[str]) -> float | None:
    """Return the furthest distance in a straight line, by the fastest way they get about, or on foot where they named none."""
    if not how_far or how_far == HowFar.ANYWHERE:
        return None
    fixed = {HowFar.HOME: 0.0, HowFar.STREET: HALF_A_MILE, HowFar.MILE: KM_PER_MILE}
    if how_far in fixed:
        return fixed[HowFar(how_far)]
    speed = max((SPEEDS[Travel(way)] for way in travel), default=SPEEDS[Travel.WALK])
    return speed * (QUARTER_HOUR if how_far == HowFar.QUARTER_HOUR else 0.5)
