"""Conversations: opening somebody's record needs one, and it lets the worker's service see them for a time."""

from datetime import date, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from hub.access.actors import Actor
from hub.audit import record
from hub.people.models import Field, Person, Why
from hub.people.services import reach
from matching.frontline.models import Contact, Outcome, Owed, Way

SEES: Final = (Field.FIRST_NAME, Field.SURNAME, Field.ROUTE, Field.PREFERENCE, Field.NEEDS, Field.WORDS)
"""What a conversation lets the worker's service see."""


@transaction.atomic
def begin(
    person: Person,
    way: Way,
    *,
    nothing_unsorted: bool | None = None,
    outcome: str = "",
    because: str = "",
    handed: list[int] | None = None,
    by: Actor,
    at: datetime,
) -> Contact:
    """Write down a conversation; from now the worker's service sees the person for `CONTACT_DAYS`."""
    contact = Contact.objects.create(
        person=person,
        organisation_id=by.acting_for,
        worker_id=by.user_id,
        way=way,
        at=at,
        nothing_unsorted=nothing_unsorted,
        outcome=Outcome(outcome) if outcome else "",
        because=because,
        handed=handed or [],
    )
    reach.give(
        person,
        by.acting_for,
        SEES,
        why=Why.CONTACT,
        subject="contact",
        at=at,
        until=at + timedelta(days=settings.CONTACT_DAYS),
    )
    record.record("contact.made", by=by, at=at, on=contact, about=person.pk, way=str(way), outcome=outcome)
    return contact


@transaction.atomic
def owe(person: Person, *, what: str, owner: str, due: date, by: Actor, at: datetime) -> Owed:
    """Write down something the worker's service owes a resident: what, who sees to it and by when."""
    owed = Owed.objects.create(
        person=person, organisation_id=by.acting_for, what=what, owner=owner, due=due, noted_at=at
    )
    record.record("owed.noted", by=by, at=at, on=owed, about=person.pk)
    return owed


@transaction.atomic
def done(owed: Owed, *, by: Actor, at: datetime) -> bool:
    """Write down that what was owed is done; whether it was still open."""
    closed = Owed.objects.filter(pk=owed.pk, done_at=None).update(done_at=at)
    if closed:
        record.record("owed.done", by=by, at=at, on=owed, about=owed.person_id)
    return bool(closed)
