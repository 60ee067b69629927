"""Ending what the hub keeps of people. The table of how long is in `hub.retention`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.people.models import ContactRoute, Person, PrivateLink, Reach


def drop_links(*, before: datetime, at: datetime) -> int:
    """Delete links that stopped working before a time; return how many."""
    return PrivateLink.objects.filter(until__lt=before).delete()[0]


@transaction.atomic
def erase(people: Iterable[UUID], *, at: datetime) -> int:
    """Blank these people: name, routes and links go, what organisations see ends; the row and counts stay. Return how many."""
    ids = list(people)
    ContactRoute.objects.filter(person__in=ids).delete()
    PrivateLink.objects.filter(person__in=ids).delete()
    Reach.objects.filter(person__in=ids, ended_at=None).update(ended_at=at)
    for person_id in ids:
        record.record("person.erased", by=SYSTEM, at=at, about=person_id)
    return Person.objects.filter(pk__in=ids, erased_at=None).update(
        first_name="", surname="", user=None, speaks=frozenset(), erased_at=at
    )
