"""Ending what the hub keeps of people. The table of how long is in `hub.retention`."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hub.access.actors import SYSTEM
from hub.accounts.models import User
from hub.audit import record
from hub.people.models import ContactRoute, NameGram, Person, PrivateLink, Reach, Why

_forgets: list[Callable[[list[UUID]], None]] = []
_active: list[Callable[[datetime], Q]] = []
_needed: list[Callable[[datetime], Q]] = []


def forgets_with(forget: Callable[[list[UUID]], None]) -> None:
    """Register a room that keeps something of people too; called with the ids of those being erased. Filled at start-up."""
    if forget not in _forgets:
        _forgets.append(forget)


def active_by(found: Callable[[datetime], Q]) -> None:
    """Register a room in which people do things; called with a time, it returns which people did something since. Filled at start-up."""
    if found not in _active:
        _active.append(found)


def needed_by(found: Callable[[datetime], Q]) -> None:
    """Register a room in which something live needs a name; called with a time, it returns whose then. Filled at start-up."""
    if found not in _needed:
        _needed.append(found)


def unneeded(people: QuerySet[Person], *, at: datetime) -> QuerySet[Person]:
    """Return those of some people without an account whose name nothing live needs at a time.

    What needs it: an organisation that sees them because of a sign-up or a referral, and what the rooms name.
    """
    agreed = Reach.objects.filter(Q(until=None) | Q(until__gt=at), person=OuterRef("pk"), ended_at=None)
    needed = Q(Exists(agreed.exclude(why=Why.CONTACT)))
    for found in _needed:
        needed |= found(at)
    return people.filter(~needed, user=None, erased_at=None)


def active(people: QuerySet[Person], *, since: datetime) -> QuerySet[Person]:
    """Return those of some people who did something since a time, in any room that said so."""
    did = Q(pk__in=[])
    for found in _active:
        did |= found(since)
    return people.filter(did)


def drop_links(*, before: datetime, at: datetime) -> int:
    """Delete links that stopped working before a time; return how many."""
    return PrivateLink.objects.filter(until__lt=before).delete()[0]


@transaction.atomic
def erase(people: Iterable[UUID], *, at: datetime) -> int:
    """Erase these people, as the privacy inventory says: the row and counts stay, with nobody's name on them. Return how many.

    An account goes too. Raises ProtectedError for one whose decisions about organisations are kept.
    """
    ids = list(people)
    ContactRoute.objects.filter(person__in=ids).delete()
    PrivateLink.objects.filter(person__in=ids).delete()
    NameGram.objects.filter(person__in=ids).delete()
    Reach.objects.filter(person__in=ids, ended_at=None).update(ended_at=at)
    for forget in _forgets:
        forget(ids)
    User.objects.filter(person__in=ids).delete()
    for person_id in ids:
        record.record("person.erased", by=SYSTEM, at=at, about=person_id)
    return Person.objects.filter(pk__in=ids, erased_at=None).update(
        first_name="", surname="", user=None, speaks=frozenset(), erased_at=at
    )
