"""What the composing project itself brings: the nightly end of what was kept long enough, and the bell of the broker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.conf import settings

from hub import retention
from hub.core.contract import AppContract, ClockWork

bell: Callable[[], object] | None = None
if settings.CELERY_BROKER_URL:
    from hub.celery import ring as bell

CONTRACT: Final = AppContract(
    app="hub",
    clock_work=(ClockWork("retention", retention.run, timedelta(days=1)),),
    outbox_bell=bell,
)
