"""Giving, reading and taking back agreement."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from hub.access.actors import Actor
from hub.audit import record
from hub.consent import wordings
from hub.consent.models import Consent, GivenBy, How, Purpose
from hub.core import registry
from hub.people.models import Field, Person


class AlreadyTakenBack(Exception):
    """This agreement was taken back before, or has run out."""


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
    """Take back every agreement for this purpose and recipient, and end what hung on it in the same transaction.

    What runs then is listed in `docs/what-runs-when.md`. Returns how many were live.
    """
    live = Consent.objects.live(at=at).filter(person=person, purpose=purpose, recipient=recipient_id)
    taken_back = live.update(withdrawn_at=at)
    if taken_back:
        record.record("consent.withdrawn", by=by, at=at, about=person.pk, purpose=str(purpose))
        for step in registry.withdrawal_steps():
            step(person, purpose=purpose, recipient_id=recipient_id, by=by, at=at)
    return taken_back


@transaction.atomic
def take_back(consent: Consent, *, by: Actor, at: datetime) -> None:
    """Take back an agreement, with every other for the same purpose and recipient. Raises AlreadyTakenBack."""
    purpose = Purpose(consent.purpose)
    if not withdraw(consent.person, purpose, recipient_id=consent.recipient_id, by=by, at=at):
        raise AlreadyTakenBack
