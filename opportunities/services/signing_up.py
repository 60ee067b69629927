"""Saying yes, and changing one's mind. A name and one way to answer are enough; no account is needed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.access.actors import SYSTEM, Actor
from hub.audit import record
from hub.consent import wordings
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents
from hub.messaging import telling
from hub.people import encryption, reading
from hub.people.models import Field, Person, Why
from hub.people.services import persons, reach
from opportunities import notices, private_links
from opportunities.models import LIVE, TAKES_A_PLACE, Ended, Session, SignUp, Status
from opportunities.services import taking
from organisations.services import members

FIRST_SIGHT: Final = (Field.FIRST_NAME, Field.WORDS, Field.NEEDS)
ON_ACCEPTING: Final = (Field.SURNAME, Field.ROUTE)


class CannotSignUp(Exception):
    """The yes could not be taken; the sentence says why and what else there is."""


class Full(CannotSignUp):
    """No place is left in this session."""


class NotOpen(CannotSignUp):
    """Nobody can say yes to this any more."""


class AlreadyAnswered(Exception):
    """Somebody was quicker: the sign-up is no longer in the state this needs."""


@dataclass(frozen=True)
class Yes:
    """What somebody says when they say yes."""

    first_name: str
    route: reading.Route
    language: str
    surname: str = ""
    words: str = ""
    key: UUID | None = None

    @property
    def lookup(self) -> str:
        """The fingerprint of the route."""
        return encryption.fingerprint(self.route.kind, self.route.value)

    @property
    def folded_name(self) -> str:
        """The name as it is compared."""
        return reading.folded_name(self.first_name)[:60]


def say_yes(session: Session, yes: Yes, *, waiting: bool = False, by: Actor, at: datetime) -> SignUp:
    """Take a yes: hold or ask for a place, or join the waiting list; return the sign-up.

    The same person saying it again gets the sign-up they have, and its confirmation once more. Raises Full when no place is
    left (unless `waiting`), NotOpen when the session is over, called off or not on show.
    """
    try:
        with transaction.atomic():
            found = already(session, yes)
            return _again(found, at=at) if found else _take_yes(session, yes, waiting=waiting, by=by, at=at)
    except IntegrityError:
        # Two of the same at one moment: the other one is there now.
        found = already(session, yes)
        if found is None:
            raise
        return found


def already(session: Session, yes: Yes) -> SignUp | None:
    """Return the live sign-up the same person has for this session, if any."""
    same = SignUp.objects.live().filter(session=session, route_lookup=yes.lookup, folded_name=yes.folded_name)
    return same.select_related("person", "session__opportunity__organisation").first()


def _again(sign_up: SignUp, *, at: datetime) -> SignUp:
    telling.tell(sign_up.person, notices.SignedUp(str(sign_up.pk)), at=at)
    return sign_up


def _take_yes(session: Session, yes: Yes, *, waiting: bool, by: Actor, at: datetime) -> SignUp:
    opportunity = session.opportunity
    if not type(opportunity).objects.open(at=at).filter(pk=opportunity.pk).exists():
        raise NotOpen(_("This is no longer open. There may be something like it."))
    status = Status.WAITING
    if not waiting:
        status = Status.HELD if opportunity.answers_at_once else Status.REQUESTED
        if not taking.take(session, at=at):
            raise Full(_("The last place has just gone."))
    person = _who(yes, by=by, at=at)
    sign_up = _write(session, person, yes, status=status, at=at)
    _open_up(sign_up, by=by, at=at)
    record.record("sign_up.made", by=by, at=at, on=sign_up, about=person.pk, status=str(status))
    telling.tell(person, notices.SignedUp(str(sign_up.pk)), at=at)
    tell_organisers(sign_up, notices.SomebodySaidYes, at=at)
    return sign_up


def _who(yes: Yes, *, by: Actor, at: datetime) -> Person:
    """Return the resident who is signed in, reached as they just said; anybody else is a new person, joined to nobody."""
    own = Person.objects.filter(pk=by.person_id).first() if by.person_id and by.is_signed_in and not by.role else None
    if own is None:
        return persons.add(
            first_name=yes.first_name, surname=yes.surname, route=yes.route, language=yes.language, by=by, at=at
        )
    Person.objects.filter(pk=own.pk).update(first_name=yes.first_name, surname=yes.surname or own.surname)
    persons.add_route(own, yes.route, at=at, preferred=True)
    own.refresh_from_db()
    return own


def _write(session: Session, person: Person, yes: Yes, *, status: Status, at: datetime) -> SignUp:
    hours = session.opportunity.organisation.reply_hours
    return SignUp.objects.create(
        person=person,
        session=session,
        status=status,
        words=yes.words,
        route_lookup=yes.lookup,
        folded_name=yes.folded_name,
        # The key of a page that was used for somebody else is no key: they went back and changed the name.
        key=None if SignUp.objects.filter(key=yes.key).exists() else yes.key,
        asked_at=at,
        answer_by=at + timedelta(hours=hours) if status == Status.REQUESTED else None,
        answered_at=at if status == Status.HELD else None,
        waiting_since=at if status == Status.WAITING else None,
    )


def _open_up(sign_up: SignUp, *, by: Actor, at: datetime) -> None:
    """Write down the agreement, and let the organisation see what it covers so far."""
    opportunity = sign_up.session.opportunity
    held = sign_up.status == Status.HELD
    agreed = (*FIRST_SIGHT, *ON_ACCEPTING)
    consents.give(
        sign_up.person,
        Purpose.PASS_ON,
        recipient_id=opportunity.organisation_id,
        fields=agreed,
        wording=wordings.SIGN_UP,
        by=by,
        at=at,
        until=private_links.seen_until(sign_up.session),
    )
    reach.give(
        sign_up.person,
        opportunity.organisation_id,
        agreed if held else FIRST_SIGHT,
        why=Why.SIGN_UP,
        subject=str(sign_up.pk),
        at=at,
        until=private_links.seen_until(sign_up.session),
    )


def tell_organisers(sign_up: SignUp, notice: type[notices.AboutSignUp], *, at: datetime) -> None:
    """Tell everybody who answers for the organisation."""
    for person in members.to_tell(sign_up.session.opportunity.organisation):
        telling.tell(person, notice(str(sign_up.pk)), at=at)


@transaction.atomic
def accept_offer(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """Take the place that was offered. Raises AlreadyAnswered when the offer is gone."""
    offered = SignUp.objects.filter(pk=sign_up.pk, status=Status.OFFERED, offer_until__gt=at)
    if not offered.update(status=Status.HELD, answered_at=at, offer_until=None):
        raise AlreadyAnswered(_("This offer has run out. The place went to the next person."))
    sign_up.refresh_from_db()
    widen(sign_up, at=at)
    record.record("sign_up.offer_taken", by=by, at=at, on=sign_up, about=sign_up.person_id)
    telling.tell(sign_up.person, notices.Accepted(str(sign_up.pk)), at=at)
    tell_organisers(sign_up, notices.OfferTaken, at=at)
    return sign_up


def widen(sign_up: SignUp, *, at: datetime) -> None:
    """Let the organisation see surname and route too, if the person's agreement still holds."""
    organisation_id = sign_up.session.opportunity.organisation_id
    consent: Consent | None = consents.cover(sign_up.person, Purpose.PASS_ON, recipient_id=organisation_id, at=at)
    if consent is None:
        return
    reach.give(
        sign_up.person,
        organisation_id,
        (*FIRST_SIGHT, *ON_ACCEPTING),
        why=Why.SIGN_UP,
        subject=str(sign_up.pk),
        at=at,
        until=private_links.seen_until(sign_up.session),
    )


@transaction.atomic
def call_off(sign_up: SignUp, *, because: Ended, by: Actor, at: datetime, tell: bool = True) -> SignUp:
    """End a live sign-up, free its place for the next person and close what the organisation sees.

    Raises AlreadyAnswered when it was not live any more.
    """
    was = taking.lock(sign_up)
    live = SignUp.objects.filter(pk=sign_up.pk, status=was.status, status__in=LIVE)
    if not live.update(status=Status.CANCELLED, ended=because, offer_until=None):
        raise AlreadyAnswered(_("This was called off before."))
    reach.end(why=Why.SIGN_UP, subject=str(sign_up.pk), at=at)
    record.record("sign_up.called_off", by=by, at=at, on=sign_up, about=sign_up.person_id, because=str(because))
    sign_up.refresh_from_db()
    if tell:
        telling.tell(sign_up.person, notices.CalledOff(str(sign_up.pk)), at=at)
    if because in (Ended.BY_PERSON, Ended.CONSENT):
        tell_organisers(sign_up, notices.SomebodyCalledOff, at=at)
    if was.status in TAKES_A_PLACE:
        taking.free(sign_up.session, at=at)
    return sign_up


def lapse(*, at: datetime) -> int:
    """End offers that ran out, each passing its place on; return how many. Safe to run twice or late."""
    ended = 0
    for sign_up in SignUp.objects.offers_run_out(at=at).select_related("session__opportunity__organisation", "person"):
        try:
            call_off(sign_up, because=Ended.LAPSED, by=SYSTEM, at=at)
        except AlreadyAnswered:
            continue
        ended += 1
    return ended


def send_links_again(lookups: list[str], *, at: datetime) -> None:
    """Send the confirmation of every live sign-up of these routes once more, with a fresh link."""
    for sign_up in SignUp.objects.live().filter(route_lookup__in=lookups).select_related("person")[:10]:
        _again(sign_up, at=at)
