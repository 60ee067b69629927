"""Telling those who said yes that a thing takes place somewhere else now, or on other terms."""

from datetime import datetime

from hub.messaging import notifications
from hub.messaging.models import Message, MessageState
from opportunities import notices
from opportunities.models import Opportunity, SignUp
from opportunities.terms import Terms


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


def tell_terms(opportunity: Opportunity, before: Terms, *, at: datetime) -> None:
    """Notify everybody with something to come of other terms. Call it in the transaction of the change.

    Whom a notice of an earlier change has not left yet hears of both in that one.
    """
    told = to_tell(opportunity, at=at)
    waiting = Message.objects.filter(notice=notices.TermsChanged.code, state=MessageState.QUEUED)
    still_to_hear = set(waiting.filter(ref__in=[str(row.pk) for row in told]).values_list("ref", flat=True))
    for sign_up in told:
        if str(sign_up.pk) not in still_to_hear:
            SignUp.objects.filter(pk=sign_up.pk).update(terms_before=before)
            notifications.notify(sign_up.person, notices.TermsChanged(str(sign_up.pk)), at=at)
