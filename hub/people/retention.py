"""Retention for people. The periods are in `hub.retention`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hub.access.actors import SYSTEM
from hub.accounts.models import User
from hub.audit import record
from hub.core import registry, transactions
from hub.people import sessions
from hub.people.models import ContactRoute, NameGram, Person, PrivateLink, Reach, Why
from hub.people.services import persons


def unneeded(people: QuerySet[Person], *, at: datetime) -> QuerySet[Person]:
    """Return those of the given people who have no account and whose name no live record needs at a time.

    A name is needed by an organisation that sees it because of a sign-up or a referral, and by what the apps name.
    """
    agreed = Reach.objects.filter(Q(until=None) | Q(until__gt=at), person=OuterRef("pk"), ended_at=None)
    needed = Q(Exists(agreed.exclude(why=Why.CONTACT)))
    for found in registry.answers(lambda contract: contract.needed_at):
        needed |= found(at)
    return people.filter(~needed, user=None, erased_at=None)


def active(people: QuerySet[Person], *, since: datetime) -> QuerySet[Person]:
    """Return those of the given people who did something since a time, in any app."""
    did = Q(pk__in=[])
    for found in registry.answers(lambda contract: contract.active_since):
        did |= found(since)
    return people.filter(did)


def drop_links(*, before: datetime, at: datetime) -> int:
    """Delete links that stopped working before a time; return how many."""
    return PrivateLink.objects.filter(until__lt=before).delete()[0]


@transactions.atomic
def erase(people: Iterable[UUID], *, at: datetime) -> int:
    """Erase these people by the privacy inventory: rows stay for counting, without names. Return how many.

    Deletes the account too. Raises ProtectedError for a user whose decisions about organisations are kept.
    """
    ids = sorted(people)
    persons.hold(*ids)
    Reach.objects.filter(person__in=ids, ended_at=None).update(ended_at=at)
    for erase_step in registry.erasing_steps():
        erase_step(ids)
    for person_id in ids:
        record.record("person.erased", by=SYSTEM, at=at, about=person_id)
    return Person.objects.filter(pk__in=ids, erased_at=None).update(erased_at=at)


def forget(people: list[UUID]) -> None:
    """Delete sessions, contact routes, links and accounts, and blank names. Runs last, after the erase steps of all other apps."""
    sessions.forget(people)
    ContactRoute.objects.filter(person__in=people).delete()
    PrivateLink.objects.filter(person__in=people).delete()
    NameGram.objects.filter(person__in=people).delete()
    User.objects.filter(person__in=people).delete()
    Person.objects.filter(pk__in=people, erased_at=None).update(
        first_name="", surname="", user=None, speaks=frozenset()
    )
