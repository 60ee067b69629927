"""Reading sign-ups for those who answer them: the tabs of the inbox, promises kept, other dates to offer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from hub.messaging import arriving
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


def too_late(rows: Iterable[SignUp], *, at: datetime) -> set[UUID]:
    """Return the people whom no message sent now reaches before their date begins."""
    return {row.person_id for row in rows if not _in_time(row, at=at)}


def _in_time(sign_up: SignUp, *, at: datetime) -> bool:
    starts = sign_up.session.next_at
    if starts is None or starts <= at:
        return True
    return any(arriving.arrives(route, at=at) < starts for route in arriving.usable(sign_up.person))


def other_dates(sign_up: SignUp, *, at: datetime) -> dict[str, Session]:
    """Return other dates of the same opportunity that have room, by id."""
    rows = Session.objects.upcoming(at=at).with_room().exclude(pk=sign_up.session_id)
    found = rows.filter(opportunity=sign_up.session.opportunity_id).select_related("opportunity").in_order()[:8]
    return {str(session.pk): session for session in found}
