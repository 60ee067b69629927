"""How soon organisations answer: their record, measured each night, beside what they say of themselves."""

from collections import defaultdict
from datetime import datetime, timedelta
from math import ceil, inf
from typing import Final

from django.db.models import Q

from opportunities.models import Ended, SignUp
from organisations.models import Organisation

FEWEST: Final = 10
"""With fewer answers there is no record."""
LAST: Final = 50
"""How many of the latest answers count."""
MOST: Final = 0.8
"""The share of people that have to be answered within a time for it to be the usual one."""
TIMES: Final = (24, 48, 72, 168)
"""The times that are told apart, hours."""
LONGER: Final = 336
"""The record of who often takes longer than any of them."""


def measure(*, at: datetime) -> int:
    """Measure every organisation's record and save what changed; return how many changed. Safe to run twice or late."""
    waited = _waits(at=at)
    changed = 0
    for organisation in Organisation.objects.only("pk", "replied_within"):
        record = usual(waited.get(organisation.pk, []))
        if record != organisation.replied_within:
            changed += Organisation.objects.filter(pk=organisation.pk).update(replied_within=record)
    return changed


def usual(waits: list[float]) -> int | None:
    """Return the hours within which most of these were answered; infinite is never. None for too few."""
    if len(waits) < FEWEST:
        return None
    needed = ceil(MOST * len(waits))
    return next((hours for hours in TIMES if sum(wait <= hours for wait in waits) >= needed), LONGER)


def _waits(*, at: datetime) -> dict[int, list[float]]:
    """Return how long the latest people waited, in hours, by organisation; those never answered waited for ever."""
    settled = Q(answered_at__isnull=False) | Q(ended__in=(Ended.PASSED, Ended.UNANSWERED))
    asked = SignUp.objects.filter(settled, answer_by__isnull=False, asked_at__gt=at - timedelta(days=365))
    found: dict[int, list[float]] = defaultdict(list)
    columns = ("session__opportunity__organisation", "asked_at", "answered_at")
    for organisation, began, ended in asked.order_by("-asked_at").values_list(*columns).iterator():
        if len(found[organisation]) < LAST:
            found[organisation].append((ended - began).total_seconds() / 3600 if ended else inf)
    return found


def clock_work(*, at: datetime) -> str:
    """Measure the records; return a summary."""
    return f"{measure(at=at)} reply records changed."
