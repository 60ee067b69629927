"""Places: taken, freed and passed on. One conditional UPDATE decides, so a session is never overbooked."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import F, Q, QuerySet

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.design import times
from hub.messaging import arriving, notifications
from hub.people.models import Person
from hub.people.services import persons
from opportunities import notices
from opportunities.models import Opportunity, Session, SignUp, Status

LAST_OFFER: Final = timedelta(hours=2)
"""Every offer expires at least this long before the start."""


def lock(sign_up: SignUp, *others: Session) -> SignUp:
    """Lock the sessions by ascending id, then the sign-up, and return it fresh. The caller holds the person."""
    was_in = SignUp.objects.values_list("session_id", flat=True).get(pk=sign_up.pk)
    ids = {was_in, *(session.pk for session in others)}
    lock_sessions(Session.objects.filter(pk__in=ids))
    return SignUp.objects.select_for_update(of=("self",), no_key=True).select_related("session").get(pk=sign_up.pk)


def lock_sessions(sessions: QuerySet[Session]) -> None:
    """Lock sessions by ascending id until the transaction ends."""
    list(sessions.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def take(session: Session, *, at: datetime) -> bool:
    """Take a place if one is left and the session is still to come; return whether it was taken."""
    free = Session.objects.upcoming(at=at).filter(Q(places=None) | Q(taken__lt=F("places")), pk=session.pk)
    return free.update(taken=F("taken") + 1) == 1


def free(session: Session, *, at: datetime) -> None:
    """Give a place back and offer it to the person waiting longest, in the caller's transaction."""
    Session.objects.filter(pk=session.pk, taken__gt=0).update(taken=F("taken") - 1)
    offer_next(session, at=at)


def is_open(session: Session, *, at: datetime) -> bool:
    """Whether places of this session may be offered: its opportunity is on show, neither paused nor closed."""
    return Opportunity.objects.open(at=at).filter(pk=session.opportunity_id).exists()


def reachable_at(person: Person, *, by: datetime | None, at: datetime) -> datetime | None:
    """Return when an offer made now reaches the person, by a route that is in time if they have one; None without a route."""
    route = arriving.in_time(
        persons.preferred_route(person), person, by=by, at_once=notices.PlaceOffered.at_once, at=at
    )
    return arriving.arrives(route, at_once=notices.PlaceOffered.at_once, at=at) if route else None


def offer_until(session: Session, person: Person, *, at: datetime) -> datetime | None:
    """Return when an offer made now expires: counted from its arrival, by day, and at latest two hours before the start.

    None when it is too late to offer the place to them.
    """
    last = session.next_at and session.next_at - LAST_OFFER
    reached = reachable_at(person, by=last, at=at)
    if reached is None:
        return None
    until = times.by_day(reached + timedelta(hours=settings.OFFER_HOURS))
    if last is not None:
        until = min(until, last)
    return until if until > reached else None


def offer_next(session: Session, *, at: datetime) -> list[SignUp]:
    """Offer free places of a session to those waiting longest; return the sign-ups that got an offer.

    Those who have just cancelled, or whom no offer reaches in time, are skipped; the latter stay on the list.
    """
    offered: list[SignUp] = []
    if not is_open(session, at=at):
        return offered
    for waiting in SignUp.objects.waiting().filter(session=session).select_related("person"):
        if not has_room(session, at=at):
            break
        if offer(waiting, session, was=Status.WAITING, at=at):
            offered.append(waiting)
    return offered


def offer_all(opportunity: Opportunity, *, at: datetime) -> None:
    """Offer every free place of an opportunity to its waiting lists, for example when it is on show again after a pause."""
    waited_for = SignUp.objects.waiting().values("session")
    for session in Session.objects.upcoming(at=at).filter(opportunity=opportunity, pk__in=waited_for).order_by("pk"):
        offer_next(session, at=at)


def has_room(session: Session, *, at: datetime) -> bool:
    """Whether a place of a session to come is left."""
    return Session.objects.upcoming(at=at).with_room().filter(pk=session.pk).exists()


def offer(sign_up: SignUp, session: Session, *, was: Status, welcomed: bool = False, at: datetime) -> bool:
    """Offer one person a place, taking it for them; return whether that worked: a place, in time, and they are still `was`.

    `welcomed`: the organisation itself chose them, which is its yes to this person.
    """
    said_yes = {"welcomed": True} if welcomed else {}
    session.refresh_from_db()
    until = offer_until(session, sign_up.person, at=at)
    if until is None or not is_open(session, at=at) or not take(session, at=at):
        return False
    still = SignUp.objects.filter(pk=sign_up.pk)
    if not still.move(Status.OFFERED, only=(was,), session=session, offer_until=until, answered_at=at, **said_yes):
        Session.objects.filter(pk=session.pk).update(taken=F("taken") - 1)
        return False
    record.record("sign_up.offered", by=SYSTEM, at=at, on=sign_up, about=sign_up.person_id)
    notifications.notify(sign_up.person, notices.PlaceOffered(str(sign_up.pk)), at=at)
    return True
