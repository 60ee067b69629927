"""Ending what is kept of suggestions. The table of how long is in `hub.retention`."""

from datetime import datetime
from uuid import UUID

from matching.suggestions.models import ShownList


def forget(people: list[UUID]) -> None:
    """Delete what these people were shown."""
    ShownList.objects.filter(person__in=people).delete()


def drop_lists(*, before: datetime, at: datetime) -> int:
    """Delete lists shown before a time; return how many."""
    old = ShownList.objects.filter(at__lt=before)
    count = old.count()
    old.delete()
    return count
