"""What is true of a person and a thing, worked out from the models and in plain Python; it shares no code with `matching.suggestions`."""

import re
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, isnan, radians, sin, sqrt

import pytest

from hub.taxonomy.codes import (
    Access,
    Activity,
    Cause,
    Checks,
    Commitment,
    Costs,
    Ease,
    HowFar,
    Language,
    Skill,
    Slot,
    Travel,
)
from matching.preferences.models import Preference
from opportunities.models import Opportunity, Session
from tests.matching.engine import plain

KM_PER_MILE = 1.609344
PAID = {Costs.FARES, Costs.MEAL, Costs.CALLS, Costs.CARE, Costs.RECEIPTS}
CHARGED = {Costs.CHARGE, Costs.NOT_PAID}

FACT_FOR = {
    Ease.STEP_FREE: Access.STEP_FREE,
    Ease.SEATING: Access.SEATING,
    Ease.QUIET: Access.QUIET,
    Ease.TOILET: Access.TOILET,
    Ease.HEARING_LOOP: Access.HEARING_LOOP,
    Ease.PARKING: Access.PARKING,
    Ease.ASSISTANCE_DOGS: Access.ASSISTANCE_DOGS,
    Ease.HELPER: Access.HELPER,
    Ease.CHILDREN: Access.CHILDREN,
}

KM = {
    (HowFar.STREET, ()): 0.5 * KM_PER_MILE,
    (HowFar.MILE, ()): KM_PER_MILE,
    (HowFar.HALF_HOUR, (Travel.BUS, Travel.WALK)): 4.0,
    (HowFar.HALF_HOUR, ()): 4.8 / 1.3 / 2,
    (HowFar.QUARTER_HOUR, ()): 4.8 / 1.3 / 4,
}
"""How far the ones below go, kilometres; whoever is not here has no limit, or does things from home only."""


@dataclass
class Pair:
    """One person and one thing, and what is true of both."""

    said: Preference
    thing: Opportunity
    at: datetime

    @property
    def dates(self) -> list[Session]:
        every = self.thing.sessions.all()
        return [one for one in every if one.cancelled_at is None and (one.starts_at is None or one.next_at > self.at)]

    @property
    def with_room(self) -> list[Session]:
        return [one for one in self.dates if one.places is None or one.taken < one.places]

    @property
    def windows(self) -> set[Slot]:
        return {slot for one in self.with_room or self.dates for slot in one.slots}

    @property
    def wished_windows(self) -> set[Slot]:
        """Return the windows they ticked or, where they ticked none, spoke of (in these few phrases)."""
        spoken = {
            "after work": {Slot(day * 3 + 2) for day in range(7)},
            "Evenings only": {Slot(day * 3 + 2) for day in range(7)},
            "Weekends": {Slot(day * 3 + part) for day in (5, 6) for part in range(3)},
            "Weekday evenings": {Slot(day * 3 + 2) for day in range(5)},
            "Tuesday evenings and Saturday mornings": {Slot.TUE_EVENING, Slot.SAT_MORNING},
            "Maybe something in the evenings": {Slot(day * 3 + 2) for day in range(7)},
        }
        return set(self.said.slots) or next((s for words, s in spoken.items() if words in self.said.words), set())

    @property
    def ease(self) -> set[Ease]:
        """Return what they ticked or spoke of (in these few phrases) that they need."""
        spoken = {
            "can’t stand for long": Ease.SEATING,
            "not too loud": Ease.QUIET,
            "little one can come": Ease.CHILDREN,
        }
        return set(self.said.ease) | {need for words, need in spoken.items() if words in self.said.words}

    @property
    def left_out_windows(self) -> set[Slot]:
        early = "ot too early" in self.said.words
        return {Slot(day * 3) for day in range(7)} - set(self.said.slots) if early else set()

    @property
    def suiting(self) -> set[Slot]:
        free = self.windows - self.left_out_windows
        return free & self.wished_windows if self.wished_windows else free

    @property
    def km(self) -> float | None:
        venue = self.thing.venue
        if venue is None or self.said.lat is None:
            return None
        up, along = radians(venue.lat - self.said.lat), radians(venue.lon - self.said.lon)
        half = sin(up / 2) ** 2 + cos(radians(venue.lat)) * cos(radians(self.said.lat)) * sin(along / 2) ** 2
        return 2 * 6371.0088 * asin(sqrt(half))

    @property
    def reach(self) -> float | None:
        far = self.said.how_far or (HowFar.MILE if "near home" in self.said.words else "")
        return KM.get((HowFar(far), tuple(sorted(self.said.travel)) if self.said.how_far else ())) if far else None

    @property
    def languages(self) -> set[Language]:
        """Return the languages they share, but for English."""
        return set(self.thing.languages) & set(self.said.person.speaks) - {Language.EN}

    def codes(self, kind: str) -> set[str]:
        """Return the causes, activities or skills that the thing has and that they ticked or that their words say."""
        field = {"cause": "causes", "activity": "activities", "skill": "skills"}[kind]
        mine = {str(code) for code in getattr(self.said, field)} | says(self.said.words, kind)
        return {str(code) for code in getattr(self.thing, field)} & mine


SAID = {
    "cause:arts": "music trumpet choir sing",
    "cause:children": "children",
    "cause:green": "outdoors allotment garden",
    "cause:learning": "read",
    "cause:say": "say",
    "cause:welcome": "new here",
    "activity:cook": "cook",
    "activity:fix": "fix hands mend",
    "activity:garden": "garden outdoors allotment",
    "activity:speak": "say",
    "activity:talk": "chat",
    "activity:teach": "taught",
    "activity:tech": "phones",
    "skill:music": "trumpet",
}
"""What the words of these residents say, by hand: a code → beginnings of words, each enough."""
NOT = re.compile(r"\b(no|not|never|can.?t|don.?t|won.?t|hate|once)\b", re.IGNORECASE)


def says(words: str, kind: str) -> set[str]:
    """Return the codes of a kind that stand in some words, outside sentence parts with a "not"."""
    parts = [part for part in re.split(r"[.,;!?]| but ", words) if not NOT.search(part)]
    return {
        code.partition(":")[2]
        for code, beginnings in SAID.items()
        if code.startswith(f"{kind}:") and any(stands(one, part) for one in beginnings.split() for part in parts)
    }


def stands(beginning: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(beginning)}", text.lower()) is not None


def quoted(sentence: str) -> str:
    """Return what a sentence quotes, "" where it quotes nothing."""
    found = re.search("“(.*?)…?”", sentence)
    return found[1] if found else ""


def check_code(kind, codes, pair, reason, why):
    """Check a reason from a code: what it quotes stands in their words and says that code; else what it names was ticked."""
    shared = pair.codes(kind)
    assert shared, why
    quote = quoted(why)
    if quote:
        assert quote in pair.said.words
        assert len(quote.split()) <= 8
        assert says(quote, kind) & shared, (quote, shared)
        part = next(part for part in re.split(r"[.,;!?]", pair.said.words) if quote in part)
        assert not NOT.search(part), why
    else:
        ticked = {
            str(code)
            for code in getattr(pair.said, {"cause": "causes", "activity": "activities", "skill": "skills"}[kind])
        }
        labels = [str(codes(code).label).lower() for code in shared & ticked]
        assert any(label in why.lower() for label in labels), (why, labels)


def check_slots(pair, reason, why):
    true = pair.suiting & pair.wished_windows
    assert true
    assert {Slot(bit) for bit in plain.codes(reason.bits)} == true
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for number, day in enumerate(days):
        assert day not in why or any(slot // 3 == number for slot in true), why
    for number, part in enumerate(["mornings", "afternoons", "evenings"]):
        assert part not in why or any(slot % 3 == number for slot in true), why
    if all(one.starts_at is None for one in pair.dates):
        assert why == "You choose when"
    else:
        assert why.startswith("You’re free " if pair.said.slots else "You can come ")


def check_near(pair, reason, why):
    if isnan(reason.value):
        assert pair.thing.remote
        assert pair.said.how_far == HowFar.HOME
        assert why == "From home, as you said"
        return
    assert pair.km is not None
    assert reason.value == pytest.approx(pair.km, rel=1e-6)
    if why == "Not far from your home":
        assert pair.km <= 3 * KM_PER_MILE
    else:
        assert (why, bool(pair.said.how_far)) == ("No further than you said", True)
    if pair.reach is not None:
        assert pair.km <= pair.reach


def named(codes, shared, why):
    """Check that the sentence names the first two of what is shared, and nothing else of the list."""
    assert shared
    names = [str(code.label).lower() for code in codes if code in shared]
    assert all(name in why.lower() for name in names[:2]), (why, names)
    others = [str(code.label).lower() for code in codes if code not in shared]
    assert not any(re.search(rf"\b{re.escape(name)}\b", why.lower()) for name in others), (why, others)


CHECK = {
    "cause": lambda *it: check_code("cause", Cause, *it),
    "activity": lambda *it: check_code("activity", Activity, *it),
    "slots": check_slots,
    "near": check_near,
    "skill": lambda *it: check_code("skill", Skill, *it),
    "language": lambda pair, _r, why: (
        named(Language, pair.languages, why),
        pytest.fail("nobody asked") if Ease.LANGUAGE not in pair.ease else None,
    ),
    "costs": lambda pair, _r, why: (
        named(Costs, set(pair.thing.costs) & PAID, why),
        pytest.fail("nobody asked") if Ease.COSTS not in pair.ease else None,
    ),
    "company": lambda pair, _r, why: named(
        Access,
        set(pair.thing.access)
        & {
            fact
            for need, fact in ((Ease.FRIEND, Access.FRIEND), (Ease.SHOWN, Access.NO_EXPERIENCE))
            if need in pair.ease
        },
        why,
    ),
    "commitment": lambda pair, _r, why: named(Commitment, {pair.thing.commitment} & {pair.said.often}, why),
}


PLACE = {
    *(Access.STEP_FREE, Access.TOILET, Access.SEATING, Access.QUIET, Access.PARKING, Access.BUS, Access.HEARING_LOOP),
    *(Access.ASSISTANCE_DOGS, Access.HELPER),
}
"""What nobody need say of one's own home."""


def snags(pair: Pair) -> list[str]:
    """Return all that may get in the way of a pair, the most serious first."""
    thing, ease = pair.thing, set(pair.ease)
    needed = {fact for need, fact in FACT_FOR.items() if need in ease}
    found = {
        "full": not pair.with_room,
        "access": bool(needed - set(thing.access) - (set() if thing.venue else PLACE)),
        "checks": thing.checks != Checks.NONE,
        "age": bool(thing.min_age),
        "language": Ease.LANGUAGE in ease and bool(thing.languages) and not pair.languages,
        "costs": Ease.COSTS in ease and bool(set(thing.costs) & CHARGED),
        "time": bool(pair.wished_windows) and bool(pair.windows) and 2 * len(pair.suiting) < len(pair.windows),
        "far": not thing.remote and pair.reach is not None and pair.km is not None and pair.km > 0.8 * pair.reach,
    }
    return [name for name, there in found.items() if there]
