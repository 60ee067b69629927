"""Noting what was looked for and not found. A count a day, with no person in it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F

from hub.taxonomy.codes import Cause, Slot
from opportunities.models import UnmetWish


def note(*, day: date, ward: str = "", causes: Iterable[Cause] = (), slots: Iterable[Slot] = (), source: str) -> None:
    """Count one wish that ended with nothing."""
    row: dict[str, Any] = {
        "day": day,
        "ward": ward,
        "causes": frozenset(causes),
        "slots": frozenset(slots),
        "source": source,
    }
    wish, made = UnmetWish.objects.get_or_create(**row)
    if not made:
        UnmetWish.objects.filter(pk=wish.pk).update(count=F("count") + 1)
