"""Recording searches without results, as a count per day without any person."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F

from hub.taxonomy.codes import Cause, Slot
from opportunities.models import UnmetWish


def note(
    *,
    day: date,
    ward: str = "",
    causes: Iterable[Cause] = (),
    slots: Iterable[Slot] = (),
    source: str,
    count: int = 1,
) -> None:
    """Count one search that found nothing, or several equal ones."""
    row: dict[str, Any] = {
        "day": day,
        "ward": ward,
        "causes": frozenset(causes),
        "slots": frozenset(slots),
        "source": source,
    }
    wish, made = UnmetWish.objects.get_or_create(**row, defaults={"count": count})
    if not made:
        UnmetWish.objects.filter(pk=wish.pk).update(count=F("count") + count)
