"""Deletes all of a preference when its person is erased or withdraws the agreement to keep it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hub.access.actors import Actor
from hub.consent.models import Purpose
from hub.people.models import Person
from matching.preferences.models import Exclusion, Preference


def active(since: datetime) -> Q:
    """Return who saved a preference since a time."""
    return Q(preference__changed_at__gte=since)


def forget(people: list[UUID]) -> None:
    """Delete the preferences of these people, and what they never want to see."""
    Preference.objects.filter(person__in=people).delete()
    Exclusion.objects.filter(person__in=people).delete()


def let_go(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """Delete the preference of somebody who withdraws "keep my details"; exclusions stay in force."""
    if purpose == Purpose.KEEP_RECORD:
        Preference.objects.filter(person=person).delete()
        Person.objects.filter(pk=person.pk).update(speaks=frozenset())
