"""Conversations. Opening a person's record needs one; it lets the worker's service see the person for a time."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings

from hub.access.actors import Actor
from hub.audit import record
from hub.consent.models import How
from hub.core import transactions
from hub.people.models import Field, Person, Why
from hub.people.services import persons, reach
from matching.frontline.models import Contact, Outcome, Owed, Way

SAME_TALK: Final = timedelta(hours=2)
"""How long an opened conversation with nothing recorded counts as the same one."""
MAY_UNDO: Final = timedelta(hours=1)
"""How long "Done" can be taken back."""
SEES: Final = (Field.FIRST_NAME, Field.SURNAME, Field.ROUTE, Field.PREFERENCE, Field.NEEDS, Field.WORDS)
"""What a conversation lets the worker's service see."""


@transactions.atomic
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
    """Record a conversation; from now the worker's service sees the person for `CONTACT_DAYS`.

    If the same worker opened one within `SAME_TALK` and nothing is recorded in it yet, that one is used: it is the same
    conversation.
    """
    persons.hold(person.pk)
    said: dict[str, Any] = {
        "way": way,
        "nothing_unsorted": nothing_unsorted,
        "outcome": Outcome(outcome) if outcome else "",
        "because": because,
        "handed": handed or [],
    }
    mine = {"person": person, "organisation_id": by.acting_for, "worker_id": by.user_id}
    opened = Contact.objects.filter(**mine, outcome="", at__gt=at - SAME_TALK, at__lte=at).order_by("-at", "pk").first()
    if opened is not None:
        if nothing_unsorted is None:
            said["nothing_unsorted"] = opened.nothing_unsorted
        Contact.objects.filter(pk=opened.pk).update(**said)
        opened.refresh_from_db()
    contact = opened or Contact.objects.create(**mine, at=at, **said)
    reach.give(
        person,
        by.acting_for,
        SEES,
        why=Why.CONTACT,
        subject="contact",
        at=at,
        until=at + timedelta(days=settings.CONTACT_DAYS),
    )
    if opened is None:
        record.record("contact.made", by=by, at=at, on=contact, about=person.pk, way=str(way), outcome=outcome)
    else:
        record.record("contact.went_on", by=by, at=at, on=contact, about=person.pk, way=str(way), outcome=outcome)
    return contact


def how_last(person: Person, *, by: Actor) -> How:
    """Return how a worker's service last talked with somebody, as the `How` of an agreement given then."""
    last = Contact.objects.filter(person=person, organisation=by.acting_for).order_by("-at", "pk").first()
    return How.PHONE if last is not None and last.way == Way.PHONE else How.COUNTER


@transactions.atomic
def owe(person: Person, *, what: str, owner: str, due: date, by: Actor, at: datetime) -> Owed:
    """Record something the worker's service owes a resident: what, who does it and by when."""
    owed = Owed.objects.create(
        person=person, organisation_id=by.acting_for, what=what, owner=owner, due=due, noted_at=at
    )
    record.record("owed.noted", by=by, at=at, on=owed, about=person.pk)
    return owed


@transactions.atomic
def done(owed: Owed, *, by: Actor, at: datetime) -> bool:
    """Record that what was owed is done; return whether it was still open."""
    closed = Owed.objects.filter(pk=owed.pk, done_at=None).update(done_at=at)
    if closed:
        record.record("owed.done", by=by, at=at, on=owed, about=owed.person_id)
    return bool(closed)


@transactions.atomic
def not_done(owed: Owed, *, by: Actor, at: datetime) -> bool:
    """Owe again what was recorded as done by mistake, within `MAY_UNDO`; return whether it is owed again."""
    opened = Owed.objects.filter(pk=owed.pk, done_at__gt=at - MAY_UNDO).update(done_at=None)
    if opened:
        record.record("owed.not_done", by=by, at=at, on=owed, about=owed.person_id)
    return bool(opened)
