"""Running scheduled work once: the first process, Celery or `run_due`, claims a piece when it is due."""

import logging
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from hub.core.contract import ClockWork
from hub.messaging.models import ClockRun

log = logging.getLogger(__name__)

TRY_AGAIN: Final = timedelta(minutes=10)
"""The longest wait before failed work is retried, however rarely it runs."""

AHEAD: Final = timedelta(minutes=10)
"""How far the clocks of two machines may be apart. A stored time further ahead is wrong, and would stall the work."""


def claim(work: ClockWork, *, at: datetime) -> bool:
    """Claim one piece of work for this run, so that two processes do not run it at once; return whether it was due."""
    run, made = ClockRun.objects.get_or_create(name=work.name, defaults={"last_at": at})
    if made:
        return True
    with transaction.atomic():
        if ClockRun.objects.filter(pk=run.pk, last_at__gt=at + AHEAD).update(last_at=at):
            log.warning("clock work had run in the future; it goes on from now", extra={"work": work.name})
            return True
        return ClockRun.objects.filter(pk=run.pk, last_at__lte=at - work.every).update(last_at=at) == 1


def attempt(work: ClockWork, *, at: datetime) -> bool:
    """Run one piece of work. A failure is logged, does not stop the others, and is retried soon."""
    try:
        work.run(at=at)
    except Exception:
        log.exception("clock work failed", extra={"work": work.name})
        ClockRun.objects.filter(name=work.name).update(last_at=at - work.every + min(work.every, TRY_AGAIN))
        return False
    return True
