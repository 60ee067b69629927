"""Signing up and cancelling. A name and one way to answer are enough; no account is needed."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.access.actors import Actor
from hub.audit import record
from hub.consent.models import Purpose
from hub.core import encryption, transactions
from hub.design import times
from hub.messaging import notifications
from hub.people import reading
from hub.people.models import Person
from hub.people.services import persons
from opportunities import notices
from opportunities.models import (
    TAKES_A_PLACE,
    UNSETTLED,
    Ended,
    Opportunity,
    Session,
    SignUp,
    SignUpQuerySet,
    Source,
    Status,
)
from opportunities.selectors import recommendations
from opportunities.signups.services import agreeing, taking
from organisations.services import members

NOT_OPEN: Final = gettext_lazy("This is no longer open. There may be something like it.")
FULL: Final = gettext_lazy("The last place has just gone.")


class CannotSignUp(Exception):
    """The sign-up is not possible; the message says why and what else there is."""


class Full(CannotSignUp):
    """No place is left in this session."""


class NotOpen(CannotSignUp):
    """This is not open to sign-ups any more."""


class AlreadySaidYes(CannotSignUp):
    """They have a live sign-up for this date already."""


class AlreadyAnswered(Exception):
    """The sign-up is no longer in the required state: somebody else was faster."""


@dataclass(frozen=True)
class Yes:
    """The data of a sign-up form."""

    first_name: str
    route: reading.Route
    language: str
    surname: str = ""
    words: str = ""
    key: UUID | None = None
    source: Source = Source.BROWSING

    @property
    def lookup(self) -> str:
        """The hash of the route."""
        return encryption.fingerprint(self.route.kind, self.route.value)

    @property
    def folded_name(self) -> str:
        """The normalised name."""
        return reading.folded_name(self.first_name)[:60]


@dataclass(frozen=True)
class Taken:
    """A stored sign-up. `is_theirs`: it is of the person who is signed in or opened a link, so that they may open its page."""

    sign_up: SignUp
    is_theirs: bool


def say_yes(session: Session, yes: Yes, *, waiting: bool = False, by: Actor, at: datetime) -> SignUp:
    """Sign up as `take_yes` does, for callers that open no page; return the sign-up."""
    return take_yes(session, yes, waiting=waiting, by=by, at=at).sign_up


@transactions.atomic
def take_yes(
    session: Session, yes: Yes, *, waiting: bool = False, person: Person | None = None, by: Actor, at: datetime
) -> Taken:
    """Sign up: reserve or ask for a place, or join the waiting list. `person` is who signs up, where known already.

    A repeated sign-up returns the existing one, and sends its link again. A name and a route prove nobody: what is not
    shown to be the actor's own fares alike whether that person had signed up before or not. Raises Full when no place is
    left (unless `waiting`), NotOpen when the session is over, called off or not on show.
    """
    own = person or _own(yes, by=by)
    persons.hold(*[one for one in (own.pk if own else None, by.own_id) if one is not None])
    try:
        with transaction.atomic():
            found = _found(session, yes, own=own, waiting=waiting, at=at)
            if found is None:
                made = _take_yes(session, yes, waiting=waiting, own=own, by=by, at=at)
                return Taken(made, is_theirs=made.person_id == by.own_id)
            _again(found, at=at)
    except IntegrityError:
        # Two equal ones at the same moment: the other one exists now.
        found = already(session, yes).first()
        if found is None:
            raise
        _again(found, at=at)
    except Full:
        # The same form was sent twice at once, and the other one took the last place.
        found = already(session, yes).filter(key=yes.key).first() if yes.key else None
        if found is None:
            raise
    return Taken(found, is_theirs=SignUp.objects.own(by).filter(pk=found.pk).exists())


def _found(session: Session, yes: Yes, *, own: Person | None, waiting: bool, at: datetime) -> SignUp | None:
    """Return the sign-up that this one repeats; raise first what would be raised if there were none."""
    of_form = already(session, yes).filter(key=yes.key).first() if yes.key else None
    of_own = _live(session).filter(person=own).first() if own else None
    if of_form or of_own:
        return of_form or of_own
    if not taking.is_open(session, at=at):
        raise NotOpen(NOT_OPEN)
    if own is not None:
        return None
    # Somebody who is going and somebody who is not must read the same answer.
    if not waiting and Session.objects.get(pk=session.pk).is_full:
        raise Full(FULL)
    return already(session, yes).first()


def _live(session: Session) -> SignUpQuerySet:
    return SignUp.objects.live().filter(session=session).select_related("person", "session__opportunity__organisation")


def already(session: Session, yes: Yes) -> SignUpQuerySet:
    """Return the live sign-ups, one at most, by the same name and route for this session."""
    return _live(session).filter(route_lookup=yes.lookup, folded_name=yes.folded_name)


@transactions.atomic
def _again(sign_up: SignUp, *, at: datetime) -> None:
    """Send the link of a sign-up again, unless one was sent in the last ten minutes, so that repeats flood nobody."""
    kept = SignUp.objects.select_for_update(no_key=True).get(pk=sign_up.pk)
    notice = notices.PlaceOffered if kept.status == Status.OFFERED else notices.SignedUp
    notifications.notify_again(sign_up.person, notice(str(sign_up.pk)), at=at)


def _take_yes(session: Session, yes: Yes, *, waiting: bool, own: Person | None, by: Actor, at: datetime) -> SignUp:
    opportunity = session.opportunity
    if not taking.is_open(session, at=at):
        raise NotOpen(NOT_OPEN)
    status = Status.WAITING
    if not waiting:
        status = Status.HELD if opportunity.answers_at_once else Status.REQUESTED
        if not taking.take(session, at=at):
            raise Full(FULL)
    person = _with_route(own, yes, by=by, at=at) if own else _somebody_new(yes, by=by, at=at)
    sign_up = _write(session, person, yes, status=status, is_known=own is not None, at=at)
    agreeing.open_up(sign_up, by=by, at=at)
    record.record("sign_up.made", by=by, at=at, on=sign_up, about=person.pk, status=str(status))
    notifications.notify(person, notices.SignedUp(str(sign_up.pk)), at=at)
    notify_organisers(sign_up, notices.SomebodySaidYes, at=at)
    return sign_up


def _own(yes: Yes, *, by: Actor) -> Person | None:
    """Return the resident who is signed in or opened a link to their pages, if the sign-up has their name."""
    own = Person.objects.filter(pk=by.own_id).first() if by.own_id and not by.role else None
    return own if own is not None and persons.is_named(own, yes.first_name) else None


def _somebody_new(yes: Yes, *, by: Actor, at: datetime) -> Person:
    return persons.add(
        first_name=yes.first_name, surname=yes.surname, route=yes.route, language=yes.language, by=by, at=at
    )


def _with_route(own: Person, yes: Yes, *, by: Actor, at: datetime) -> Person:
    """Add the route typed to a known person's; they keep their names and preferred route.

    The organisation sees the route typed.
    """
    persons.complete(own, first_name=yes.first_name, surname=yes.surname)
    none_left = persons.preferred_route(own) is None
    persons.resume(persons.add_route(own, yes.route, at=at, preferred=none_left), by=by, at=at)
    return own


def _write(
    session: Session,
    person: Person,
    yes: Yes,
    *,
    status: Status,
    is_known: bool = False,
    welcomed: bool = False,
    at: datetime,
) -> SignUp:
    led = recommendations.what_led(person.pk, session.opportunity_id, at=at)
    return SignUp.objects.create(
        person=person,
        session=session,
        status=status,
        welcomed=welcomed,
        source=led if led and yes.source == Source.BROWSING else yes.source,
        words=yes.words,
        route_lookup=yes.lookup,
        folded_name=_name_in(person, yes) if is_known else yes.folded_name,
        # A key in use belongs to a sign-up by another name: they went back and changed the name.
        key=None if SignUp.objects.filter(key=yes.key).exists() else yes.key,
        asked_at=at,
        answer_by=promised(session, at=at) if status == Status.REQUESTED else None,
        answered_at=at if status == Status.HELD else None,
        waiting_since=at if status == Status.WAITING else None,
    )


def _name_in(person: Person, yes: Yes) -> str:
    """Return the name by which a repeat is known: with a mark where somebody known typed a route not shown to be theirs.

    Else one could learn who is going by typing their name and route into an account of the same name, or stand in their
    way by being first.
    """
    if persons.has_proven(person, yes.lookup):
        return yes.folded_name
    return f"{yes.folded_name[:25]} {person.pk.hex}"


@transactions.atomic
def place_for(
    person: Person, session: Session, *, words: str, source: Source, waiting: bool = False, by: Actor, at: datetime
) -> SignUp:
    """Give a place (or one on the waiting list) to somebody whom the organisation has just accepted.

    The caller has their agreement, opens what the organisation sees and notifies them. Raises Full, NotOpen, or
    AlreadySaidYes for somebody who signed up for this date themselves.
    """
    persons.hold(person.pk)
    route = persons.preferred_route(person)
    yes = Yes(
        first_name=person.first_name,
        route=reading.Route(reading.Channel(route.kind), route.value)
        if route
        else reading.Route(reading.Channel.EMAIL, ""),
        language=person.language,
        words=words,
        source=source,
    )
    if already(session, yes).exists() or _live(session).filter(person=person).exists():
        raise AlreadySaidYes(_("They have said yes to that date themselves. Answer that one."))
    if not taking.is_open(session, at=at):
        raise NotOpen(_("This is paused or closed. Put it on show first."))
    if not waiting and not taking.take(session, at=at):
        raise Full(_("No place is left on that date."))
    status = Status.WAITING if waiting else Status.HELD
    sign_up = _write(session, person, yes, status=status, welcomed=True, at=at)
    record.record("sign_up.made", by=by, at=at, on=sign_up, about=person.pk, status=sign_up.status)
    return sign_up


def promised(session: Session, *, at: datetime) -> datetime:
    """Return by when the organisation answers: its promised time, or the next one by day, but never after the start."""
    by = times.by_day(at + timedelta(hours=session.opportunity.organisation.reply_hours))
    return min(by, session.next_at) if session.next_at else by


def notify_organisers(sign_up: SignUp, notice: type[notices.AboutSignUp], *, at: datetime) -> None:
    """Notify everybody who answers for the organisation."""
    for person in members.to_notify(sign_up.session.opportunity.organisation):
        notifications.notify(person, notice(str(sign_up.pk)), at=at)


@transactions.atomic
def accept_offer(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """Accept the offered place: it is theirs, or they ask for it where an answer or a check stands before a first yes.

    Raises AlreadyAnswered when the offer is gone.
    """
    persons.hold(sign_up.person_id)
    offered = SignUp.objects.filter(pk=sign_up.pk, offer_until__gt=at)
    asks = not sign_up.takes_at_once
    answer_by = promised(sign_up.session, at=at) if asks else None
    to, answered_at = (Status.REQUESTED, None) if asks else (Status.HELD, at)
    values = {"answered_at": answered_at, "answer_by": answer_by, "offer_until": None}
    if asks:
        values["asked_at"] = at
    if not offered.move(to, only=(Status.OFFERED,), **values):
        raise AlreadyAnswered(_("The time to take this place is over."))
    sign_up.refresh_from_db()
    if asks:
        record.record("sign_up.place_asked_for", by=by, at=at, on=sign_up, about=sign_up.person_id)
        notifications.notify(sign_up.person, notices.SignedUp(str(sign_up.pk)), at=at)
        notify_organisers(sign_up, notices.SomebodySaidYes, at=at)
        return sign_up
    agreeing.widen(sign_up, at=at)
    record.record("sign_up.offer_taken", by=by, at=at, on=sign_up, about=sign_up.person_id)
    notifications.notify(sign_up.person, notices.Accepted(str(sign_up.pk)), at=at)
    notify_organisers(sign_up, notices.OfferTaken, at=at)
    return sign_up


@transactions.atomic
def call_off(
    sign_up: SignUp, *, because: Ended, by: Actor, at: datetime, notify: bool = True, only: Q | None = None
) -> SignUp:
    """End a live sign-up, free its place for the next person and close what the organisation sees; `notify` both sides.

    Raises AlreadyAnswered when it is not live any more, or not in the state that `only` requires.
    """
    persons.hold(sign_up.person_id)
    was = taking.lock(sign_up)
    unchanged = SignUp.objects.filter(only or Q(), pk=sign_up.pk, status=was.status)
    if not unchanged.move(Status.CANCELLED, ended=because, offer_until=None):
        raise AlreadyAnswered(_("This was called off before."))
    agreeing.close(sign_up, at=at)
    record.record("sign_up.called_off", by=by, at=at, on=sign_up, about=sign_up.person_id, because=str(because))
    sign_up.refresh_from_db()
    if notify:
        notifications.notify(sign_up.person, notices.CalledOff(str(sign_up.pk)), at=at)
    if notify and because in (Ended.BY_PERSON, Ended.CONSENT):
        notify_organisers(sign_up, notices.SomebodyCalledOff, at=at)
    if was.status in TAKES_A_PLACE:
        taking.free(sign_up.session, at=at)
    return sign_up


@transactions.atomic
def end_for_closed(opportunity: Opportunity, *, by: Actor, at: datetime) -> int:
    """End what was still to come of a closed opportunity, and notify everybody; return how many.

    Sign-ups for times of their own stay on record: those people are thanked, and visible for 30 days more.
    """
    live = SignUp.objects.live().filter(session__opportunity=opportunity)
    persons.hold(*live.values_list("person_id", flat=True))
    taking.lock_sessions(Session.objects.filter(opportunity=opportunity))
    notified = 0
    # End the waiting list first, so that no place freed by another cancellation is offered to it.
    for sign_up in live.select_related("session", "person").order_by(F("waiting_since").asc(nulls_last=True), "pk"):
        ahead = sign_up.session.is_flexible or sign_up.is_to_come(at=at)
        if sign_up.status not in UNSETTLED and not ahead:
            continue
        if sign_up.status == Status.HELD and sign_up.session.is_flexible:
            agreeing.run_out(sign_up, at=at)
            notifications.notify(sign_up.person, notices.Closed(str(sign_up.pk)), at=at)
        else:
            call_off(sign_up, because=Ended.CLOSED, by=by, at=at)
        notified += 1
    return notified


def agreement_withdrawn(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """Cancel what is still to come with an organisation that may no longer be told anything.

    A sign-up that ends another way at the same moment stays ended that way; the withdrawal holds in any case.
    """
    if purpose != Purpose.PASS_ON or recipient_id is None:
        return
    theirs = SignUp.objects.to_come(at=at).of(recipient_id).filter(person=person)
    for sign_up in theirs.select_related("person", "session__opportunity__organisation").order_by("session", "pk"):
        with suppress(AlreadyAnswered):
            call_off(sign_up, because=Ended.CONSENT, by=by, at=at)


def send_links_again(lookups: list[str], *, at: datetime) -> None:
    """Send a fresh link for every live sign-up of these routes."""
    for sign_up in SignUp.objects.live().filter(route_lookup__in=lookups).select_related("person")[:10]:
        _again(sign_up, at=at)
