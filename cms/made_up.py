"""Whether this database holds the demo content. Asked on real installations too, so it is outside `cms.demo`."""

from datetime import datetime
from typing import Final

from hub.messaging.models import ClockRun

CLOCK: Final = "demo"
"""The row of `ClockRun` that holds when the demo content was loaded."""


def loaded_at() -> datetime | None:
    """Return when the demo content was loaded; None without any."""
    return ClockRun.objects.filter(name=CLOCK).values_list("last_at", flat=True).first()


def note_loaded(*, at: datetime) -> None:
    """Record that the demo content was loaded."""
    ClockRun.objects.update_or_create(name=CLOCK, defaults={"last_at": at})
