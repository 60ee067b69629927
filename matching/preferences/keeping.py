"""What goes of a preference when its person is erased: all of it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from matching.preferences.models import Exclusion, Preference


def active(since: datetime) -> Q:
    """Return who said what they would like since a time."""
    return Q(preference__changed_at__gte=since)


def forget(people: list[UUID]) -> None:
    """Delete what these people would like, and what they never want to see."""
    Preference.objects.filter(person__in=people).delete()
    Exclusion.objects.filter(person__in=people).delete()
