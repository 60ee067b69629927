"""A yes without a date, or to a run that goes on, that nobody answers. It ends, so that it keeps nobody's details for good.

The organisation is told a week before, once its promise, or a year on the waiting list, is long past.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q

from hub.access.actors import SYSTEM
from hub.core import transactions
from opportunities import notices
from opportunities.models import Ended, SignUp, Status
from opportunities.signups.services import signing_up

TOLD_BEFORE: Final = notices.LastCall.days


def warn(*, at: datetime) -> int:
    """Tell each organisation whom it is about to lose; return how many. Safe to run twice or late."""
    due = SignUp.objects.long_unanswered(at=at).filter(Q(reminded_at=None) | Q(reminded_at__lt=F("due")))
    return sum(_warn(sign_up, at=at) for sign_up in due.select_related("session__opportunity__organisation"))


@transactions.atomic
def _warn(sign_up: SignUp, *, at: datetime) -> int:
    still = SignUp.objects.filter(pk=sign_up.pk, status=sign_up.status, reminded_at=sign_up.reminded_at)
    marked = still.update(reminded_at=at)
    if marked:
        signing_up.notify_organisers(sign_up, notices.LastCall, at=at)
    return marked


def end(*, at: datetime) -> int:
    """End what the organisation was told of a week ago, and tell the person; return how many. Safe to run twice or late."""
    told = Q(reminded_at__gte=F("due"), reminded_at__lte=at - timedelta(days=TOLD_BEFORE))
    rows = SignUp.objects.long_unanswered(at=at).filter(told).select_related("session__opportunity", "person")
    return sum(_end(sign_up, at=at) for sign_up in rows)


def _end(sign_up: SignUp, *, at: datetime) -> bool:
    try:
        signing_up.call_off(
            sign_up, because=Ended.UNANSWERED, by=SYSTEM, at=at, only=Q(status__in=(Status.REQUESTED, Status.WAITING))
        )
    except signing_up.AlreadyAnswered:
        return False
    return True


def clock_work(*, at: datetime) -> str:
    """Warn, then end what was warned of; return a summary."""
    return f"{warn(at=at)} organisations told of an old yes, {end(at=at)} ended without an answer."
