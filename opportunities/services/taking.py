"""Places: taken, freed and offered on. One conditional UPDATE decides, so a session is never oversold."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.messaging import telling
from opportunities import notices
from opportunities.models import Session, SignUp, Status

LAST_OFFER: Final = timedelta(hours=2)
"""No offer runs to less than this before the start."""


def lock(sign_up: SignUp, *others: Session) -> SignUp:
    """Lock the sessions concerned, lowest first, then the sign-up, and return it fresh: everybody locks in this order."""
    was_in = SignUp.objects.values_list("session_id", flat=True).get(pk=sign_up.pk)
    ids = {was_in, *(session.pk for session in others)}
    list(Session.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    return SignUp.objects.select_for_update(of=("self",)).select_related("session").get(pk=sign_up.pk)


def take(session: Session, *, at: datetime) -> bool:
    """Take a place if one is left and the session is still to come; whether it was taken."""
    free = Session.objects.upcoming(at=at).filter(Q(places=None) | Q(taken__lt=F("places")), pk=session.pk)
    return free.update(taken=F("taken") + 1) == 1


def free(session: Session, *, at: datetime) -> None:
    """Give a place back and offer it to whoever has waited longest, in the caller's transaction."""
    Session.objects.filter(pk=session.pk, taken__gt=0).update(taken=F("taken") - 1)
    offer_next(session, at=at)


def offer_until(session: Session, *, at: datetime) -> datetime | None:
    """Return when an offer made now runs out: never past two hours before the start; None when it is too late to offer."""
    until = at + timedelta(hours=settings.OFFER_HOURS)
    if session.next_at is not None:
        until = min(until, session.next_at - LAST_OFFER)
    return until if until > at else None


def offer_next(session: Session, *, at: datetime) -> SignUp | None:
    """Offer free places of a session to those who have waited longest; return the last one offered to, or None."""
    offered = None
    for waiting in SignUp.objects.waiting().filter(session=session):
        if not offer(waiting, session, was=Status.WAITING, at=at):
            break
        offered = waiting
    return offered


def offer(sign_up: SignUp, session: Session, *, was: Status, at: datetime) -> bool:
    """Offer a place in a session to one person, taking it for them; whether there was one and they were still `was`."""
    session.refresh_from_db()
    until = offer_until(session, at=at)
    if until is None or not take(session, at=at):
        return False
    moved = SignUp.objects.filter(pk=sign_up.pk, status=was).update(
        status=Status.OFFERED, session=session, offer_until=until, answered_at=at
    )
    if not moved:
        Session.objects.filter(pk=session.pk).update(taken=F("taken") - 1)
        return False
    record.record("sign_up.offered", by=SYSTEM, at=at, on=sign_up, about=sign_up.person_id)
    telling.tell(sign_up.person, notices.PlaceOffered(str(sign_up.pk)), at=at)
    return True
