"""What somebody took part in before, for those who agreed that we learn from what they choose: shares and codes, never who was there."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from hub.consent.models import Consent, Purpose
from hub.taxonomy.codes import Slot
from matching.engine import Wants
from opportunities.models import Attendance

MOST: Final = 200
"""How many of the last times count."""
ORGANISATIONS: Final = 8


@dataclass(frozen=True)
class Time:
    """One time that somebody came: to what, of whom, and in which windows that date has."""

    opportunity: int
    organisation: int
    slots: frozenset[Slot]


def may_learn(person_id: UUID | None, *, at: datetime) -> bool:
    """Whether somebody agreed that we learn from what they choose."""
    live = Consent.objects.live(at=at).filter(person=person_id, purpose=Purpose.LEARN_FROM_CHOICES)
    return person_id is not None and live.exists()


def times(person_id: UUID | None, *, at: datetime) -> list[Time]:
    """Return the last times that somebody came to something; none without their agreement."""
    if person_id is None:
        return []
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.LEARN_FROM_CHOICES).values("person")
    came = Attendance.objects.filter(came=True, sign_up__person=person_id, sign_up__person__in=agreed)
    fields = ("session__opportunity", "session__opportunity__organisation", "session__slots")
    rows = came.order_by("-date", "-pk").values_list(*(f"sign_up__{name}" for name in fields))
    return [Time(*row) for row in rows[:MOST]]


def add(wants: Wants, before: list[Time]) -> Wants:
    """Return wants that know of the times before."""
    if not before:
        return wants
    organisations = Counter(one.organisation for one in before).most_common(ORGANISATIONS)
    slots = Counter(slot for one in before for slot in one.slots)
    return replace(
        wants,
        own_organisations=tuple(organisation for organisation, _count in organisations),
        own_shares=tuple(count / len(before) for _organisation, count in organisations),
        own_series=tuple(sorted({one.opportunity for one in before})),
        usual=tuple(min(1.0, slots[slot] / len(before)) for slot in Slot),
    )
