"""Giving, reading and withdrawing agreements."""

from collections.abc import Iterable
from datetime import datetime

from hub.access.actors import Actor
from hub.audit import record
from hub.consent import wordings
from hub.consent.models import Consent, GivenBy, How, Purpose
from hub.core import registry, transactions
from hub.people.models import Field, Person
from hub.people.services import persons


class AlreadyTakenBack(Exception):
    """This agreement was withdrawn before, or has expired."""


@transactions.atomic
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
    """Record that a person agreed, with the wording shown to them in their language."""
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
    """Return the agreement that covers this purpose and recipient at a time, or None. Withdrawn ones never count.

    Call it in the transaction that discloses the data. On PostgreSQL the person and the row stay locked until that
    transaction ends, so a withdrawal comes either before it, and is seen, or after it. SQLite has a single writer, with
    the same effect.
    """
    persons.hold(person.pk)
    live = Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=recipient_id, withdrawn_at=None)
    return live.select_for_update(no_key=True).order_by("-at", "-pk").first()


def holds(person: Person, purpose: Purpose, *, at: datetime) -> bool:
    """Whether a person agrees now to a purpose that has no recipient."""
    return Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=None).exists()


@transactions.atomic
def withdraw(person: Person, purpose: Purpose, *, recipient_id: int | None = None, by: Actor, at: datetime) -> int:
    """Withdraw every agreement for this purpose and recipient, and end what depends on it in the same transaction.

    What runs then is listed in `docs/what-runs-when.md`. Returns how many were in force.
    """
    persons.hold(person.pk)
    live = Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=recipient_id)
    taken_back = live.update(withdrawn_at=at)
    if taken_back:
        record.record("consent.withdrawn", by=by, at=at, about=person.pk, purpose=str(purpose))
        for step in registry.withdrawal_steps():
            step(person, purpose=purpose, recipient_id=recipient_id, by=by, at=at)
    return taken_back


@transactions.atomic
def take_back(consent: Consent, *, by: Actor, at: datetime) -> None:
    """Withdraw an agreement and all others for the same purpose and recipient. Raises AlreadyTakenBack."""
    purpose = Purpose(consent.purpose)
    if not withdraw(consent.person, purpose, recipient_id=consent.recipient_id, by=by, at=at):
        raise AlreadyTakenBack
