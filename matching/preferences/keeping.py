"""What goes of a preference when its person is erased: all of it."""

from uuid import UUID

from matching.preferences.models import Exclusion, Preference


def forget(people: list[UUID]) -> None:
    """Delete what these people would like, and what they never want to see."""
    Preference.objects.filter(person__in=people).delete()
    Exclusion.objects.filter(person__in=people).delete()
