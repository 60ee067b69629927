"""Noting what was looked for and not found. A count a day, with no person in it."""

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
    """Count a wish that ended with nothing, or several that were the same."""
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
