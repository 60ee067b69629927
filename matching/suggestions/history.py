"""What somebody took part in before, if they agreed to learning from their choices: shares and codes, never other people."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from hub.consent.models import Consent, Purpose
from hub.taxonomy.codes import Slot
from matching.engine import Wants
from opportunities.models import Attendance

MOST: Final = 200
"""How many attendances, latest first, are used."""
ORGANISATIONS: Final = 8


@dataclass(frozen=True)
class Time:
    """One attendance: the opportunity, its organisation, and the windows of that date."""

    opportunity: int
    organisation: int
    slots: frozenset[Slot]


def times(person_id: UUID | None, *, at: datetime) -> list[Time]:
    """Return the last attendances of somebody; none without their agreement."""
    return of_many([person_id], at=at).get(person_id, []) if person_id else []


def of_many(people: Collection[UUID], *, at: datetime) -> dict[UUID, list[Time]]:
    """Return the same for several people, without those who have none."""
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.LEARN_FROM_CHOICES).values("person")
    came = Attendance.objects.filter(came=True, sign_up__person__in=people).filter(sign_up__person__in=agreed)
    fields = ("person", "session__opportunity", "session__opportunity__organisation", "session__slots")
    found: dict[UUID, list[Time]] = {}
    for person, *row in came.order_by("-date", "-pk").values_list(*(f"sign_up__{name}" for name in fields)):
        before = found.setdefault(person, [])
        if len(before) < MOST:
            before.append(Time(*row))
    return found


def add(wants: Wants, before: list[Time]) -> Wants:
    """Return wants with past attendances added."""
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
