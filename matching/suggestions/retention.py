"""Retention for suggestions. The periods are in `hub.retention`."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hub.access.actors import Actor
from hub.consent.models import Purpose
from hub.people.models import Person
from matching.suggestions.models import CompanionMatch, Recommendation, Shown, ShownList


def forget(people: list[UUID]) -> None:
    """Delete what these people were shown, and what was new for them."""
    Recommendation.objects.filter(person__in=people).delete()
    CompanionMatch.objects.filter(Q(one__in=people) | Q(other__in=people)).delete()
    ShownList.objects.filter(person__in=people).delete()


def let_go(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """Delete what somebody was shown, once they withdraw "keep my details".

    For somebody who withdraws the agreement to learn from their choices, delete only what learning uses.
    """
    if purpose == Purpose.KEEP_RECORD:
        forget([person.pk])
    if purpose == Purpose.CONTACT_ME:
        Recommendation.objects.filter(person=person).delete()
    if purpose == Purpose.BRING_COMPANY:
        CompanionMatch.objects.of(person.pk).delete()
    if purpose == Purpose.LEARN_FROM_CHOICES:
        Shown.objects.filter(shown_list__person=person).exclude(features={}).update(features={})


def drop_lists(*, before: datetime, at: datetime) -> int:
    """Delete lists shown before a time; return how many."""
    old = ShownList.objects.filter(at__lt=before)
    count = old.count()
    old.delete()
    Recommendation.objects.filter(at__lt=before).delete()
    CompanionMatch.objects.filter(at__lt=before).delete()
    return count
