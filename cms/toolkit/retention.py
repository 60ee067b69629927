"""Retention and erasure in the toolkit, and who counts as active because of it."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cms.toolkit.models import Workspace


def active(since: datetime) -> Q:
    """Return who worked in the toolkit since a time."""
    return Q(workspaces__changed_at__gte=since)


def forget(people: list[UUID]) -> None:
    """Delete these people's own steps; what they ticked for a group stays, without their name."""
    Workspace.objects.filter(person__in=people).delete()
