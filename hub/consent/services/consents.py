"""Giving, reading and taking back agreement."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from hub.access.actors import Actor
from hub.audit import record
from hub.consent import wordings
from hub.consent.models import Consent, GivenBy, How, Purpose
from hub.people import keeping
from hub.people.models import Field, Person, Reach, Why


class Withdrawn(Protocol):
    """What hears that an agreement was taken back."""

    def __call__(self, person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
        """End what hung on it."""


_listeners: list[Withdrawn] = []


class AlreadyTakenBack(Exception):
    """This agreement was taken back before, or has run out."""


def when_withdrawn(listener: Withdrawn) -> None:
    """Register a room in which things hang on agreements; called in the same transaction as the withdrawal.

    Upper rooms first, which start up last: what they end, with words of their own, a lower one does not end again.

    An explicit call rather than an outbox row: what hung on the agreement ends in the same commit as the agreement.
    """
    if listener not in _listeners:
        _listeners.append(listener)


@transaction.atomic
def give(
    person: Person,
    purpose: Purpose,
    *,
    recipient_id: int | None = None,
    fields: Iterable[Field] = (),
    wording: str,
    given_by: GivenBy = GivenBy.PERSON,
    how: How = How.ONLINE,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
) -> Consent:
    """Write down that a person agreed, in the words that stood before them in their language."""
    consent = Consent.objects.create(
        person=person,
        purpose=purpose,
        recipient_id=recipient_id,
        fields=frozenset(fields),
        wording=wordings.current(wording, person.language),
        given_by=given_by,
        how=how,
        at=at,
        until=until,
    )
    record.record("consent.given", by=by, at=at, on=consent, about=person.pk, purpose=str(purpose))
    return consent


def cover(person: Person, purpose: Purpose, *, recipient_id: int | None = None, at: datetime) -> Consent | None:
    """Return the agreement that covers this purpose and recipient at a time, or None; none that was taken back, even later by the clock.

    Call it in the transaction that discloses: on PostgreSQL the row stays locked until that ends, so a withdrawal comes
    either before it, and is seen, or after it. On SQLite the one writer does the same.
    """
    live = Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=recipient_id, withdrawn_at=None)
    return live.select_for_update().order_by("-at", "-pk").first()


def holds(person: Person, purpose: Purpose, *, at: datetime) -> bool:
    """Whether a person agrees to something that concerns nobody else, as things stand."""
    return Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=None).exists()


@transaction.atomic
def withdraw(person: Person, purpose: Purpose, *, recipient_id: int | None = None, by: Actor, at: datetime) -> int:
    """Take back every agreement for this purpose and recipient, and end what hung on it; return how many were live."""
    live = Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=recipient_id)
    taken_back = live.update(withdrawn_at=at)
    if taken_back:
        record.record("consent.withdrawn", by=by, at=at, about=person.pk, purpose=str(purpose))
        for listener in reversed(_listeners):
            listener(person, purpose=purpose, recipient_id=recipient_id, by=by, at=at)
        if purpose == Purpose.PASS_ON:
            _close_what_was_seen(person, recipient_id, at=at)
        if purpose == Purpose.KEEP_RECORD:
            _let_go(person, at=at)
    return taken_back


def _close_what_was_seen(person: Person, recipient_id: int | None, *, at: datetime) -> None:
    """End what the recipient sees by agreement, of what is over as well: agreeing to something new opens none of it again."""
    seen = Reach.objects.filter(person=person, organisation=recipient_id, ended_at=None).exclude(why=Why.CONTACT)
    seen.update(ended_at=at)


def _let_go(person: Person, *, at: datetime) -> None:
    """End what services see of somebody who is no longer to be kept, and erase them if nothing live needs their name.

    What they said yes to stays, and so does their account. Of those who are still needed `hub.consent.keeping` sees to the rest.
    """
    Reach.objects.filter(person=person, why=Why.CONTACT, ended_at=None).update(ended_at=at)
    keeping.erase(keeping.unneeded(Person.objects.filter(pk=person.pk), at=at).values_list("pk", flat=True), at=at)


@transaction.atomic
def take_back(consent: Consent, *, by: Actor, at: datetime) -> None:
    """Take back an agreement, with every other for the same purpose and recipient. Raises AlreadyTakenBack."""
    purpose = Purpose(consent.purpose)
    if not withdraw(consent.person, purpose, recipient_id=consent.recipient_id, by=by, at=at):
        raise AlreadyTakenBack
