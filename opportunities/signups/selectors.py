"""Reading sign-ups for those who answer them: the tabs of the inbox, promises kept, other dates to offer."""

from datetime import datetime
from typing import Final

from opportunities.models import Session, SignUp, Status
from opportunities.models.sign_up import SignUpQuerySet

ANSWERED: Final = (Status.HELD, Status.OFFERED, Status.ATTENDED, Status.MISSED, Status.DECLINED, Status.CANCELLED)


def tabs(rows: SignUpQuerySet, *, at: datetime) -> dict[str, SignUpQuerySet]:
    """Return the rows of the three tabs; those asking or waiting only for dates to come."""
    return {
        "to-answer": rows.to_answer().to_come(at=at),
        "answered": rows.filter(status__in=ANSWERED).order_by("-answered_at", "pk"),
        "waiting": rows.waiting().to_come(at=at),
    }


def kept_promises(rows: SignUpQuerySet) -> tuple[int, int]:
    """Return how many of the last 50 answers came in time: (kept, of)."""
    last = rows.filter(answer_by__isnull=False, answered_at__isnull=False).order_by("-answered_at", "pk")[:50]
    pairs = list(last.values_list("answered_at", "answer_by"))
    return sum(1 for answered, by in pairs if answered and by and answered <= by), len(pairs)


def other_dates(sign_up: SignUp, *, at: datetime) -> dict[str, Session]:
    """Return other dates of the same opportunity that have room, by id."""
    rows = Session.objects.upcoming(at=at).with_room().exclude(pk=sign_up.session_id)
    found = rows.filter(opportunity=sign_up.session.opportunity_id).select_related("opportunity").in_order()[:8]
    return {str(session.pk): session for session in found}
