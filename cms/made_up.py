"""Whether this database holds the demo place. Also asked where there is no demo, so it is decided outside `cms.demo`."""

from datetime import datetime
from typing import Final

from hub.messaging.models import ClockRun

CLOCK: Final = "demo"
"""The row of `ClockRun` that says when the demo place was loaded."""


def loaded_at() -> datetime | None:
    """Return when the demo place was loaded; None while it is not there."""
    return ClockRun.objects.filter(name=CLOCK).values_list("last_at", flat=True).first()


def note_loaded(*, at: datetime) -> None:
    """Write down that the demo place was loaded."""
    ClockRun.objects.update_or_create(name=CLOCK, defaults={"last_at": at})
