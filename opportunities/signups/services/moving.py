"""Telling those who said yes that a thing takes place somewhere else now."""

from datetime import datetime

from hub.messaging import notifications
from opportunities import notices
from opportunities.models import Opportunity, SignUp


def to_tell(opportunity: Opportunity, *, at: datetime) -> list[SignUp]:
    """Return one sign-up for each person with something to come: their next date."""
    rows = SignUp.objects.to_come(at=at).filter(session__opportunity=opportunity).for_telling()
    first: dict[object, SignUp] = {}
    for row in rows.order_by("session__next_at", "pk"):
        first.setdefault(row.person_id, row)
    return list(first.values())


def tell(opportunity: Opportunity, *, at: datetime) -> int:
    """Notify everybody with something to come of the new place; return how many. Call it in the transaction of the change."""
    told = to_tell(opportunity, at=at)
    for sign_up in told:
        notifications.notify(sign_up.person, notices.PlaceChanged(str(sign_up.pk)), at=at)
    return len(told)
