"""Sign-ups that end by the clock: offers that ran out, and what was never settled when its date began."""

from datetime import datetime

from django.db.models import Q

from hub.access.actors import SYSTEM
from opportunities import recurrence
from opportunities.models import Ended, Session, SignUp, Status
from opportunities.signups.services import signing_up


def lapse(*, at: datetime) -> int:
    """End expired offers and pass each place on; return how many. Safe to run twice or late."""
    ran_out = Q(status=Status.OFFERED, offer_until__lte=at)
    found = SignUp.objects.offers_run_out(at=at).select_related("session__opportunity__organisation", "person")
    return sum(_ended(sign_up, because=Ended.LAPSED, only=ran_out, at=at) for sign_up in found)


def end_passed(*, at: datetime) -> int:
    """End what was asked, offered or waited for once its date begins; return how many. Safe to run twice or late.

    Those who had asked are notified that no answer came in time, and what else there is.
    """
    unsettled = SignUp.objects.never_settled(at=at).select_related("session__opportunity__organisation", "person")
    ended = 0
    for sign_up in unsettled:
        if not _goes_on(sign_up.session, at=at):
            asked = sign_up.status == Status.REQUESTED
            still = Q(status=sign_up.status, session=sign_up.session_id)
            ended += _ended(sign_up, because=Ended.PASSED, only=still, at=at, notify=asked)
    return ended


def _goes_on(session: Session, *, at: datetime) -> bool:
    """Whether a run has another date; its `next_at` may not be updated yet."""
    if not session.rule or session.starts_at is None:
        return False
    return recurrence.next_start(session.rule, session.starts_at, after=at, last_day=session.until) is not None


def _ended(sign_up: SignUp, *, because: Ended, only: Q, at: datetime, notify: bool = True) -> bool:
    """End one sign-up by the clock; return whether it was still in the state in which it was found."""
    try:
        signing_up.call_off(sign_up, because=because, by=SYSTEM, at=at, notify=notify, only=only)
    except signing_up.AlreadyAnswered:
        return False
    return True
