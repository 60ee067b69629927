"""The contract of the project itself: the nightly retention run, and the outbox's message to the broker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.conf import settings

from hub import housekeeping, retention
from hub.core.contract import AppContract, ClockWork

bell: Callable[[], object] | None = None
if settings.CELERY_BROKER_URL:
    from hub.celery import ring as bell

CONTRACT: Final = AppContract(
    app="hub",
    clock_work=(
        ClockWork("retention", retention.run, timedelta(days=1)),
        ClockWork("housekeeping", housekeeping.run, timedelta(days=1)),
    ),
    outbox_bell=bell,
)
