"""Preferences in the data export of a person."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hub.people.models import Person
from matching.preferences.models import Exclusion, Preference
from matching.preferences.presenters import readback


def rows(person: Person) -> list[dict[str, Any]]:
    """Return somebody's preference, and what they never want to see."""
    kept = Preference.objects.filter(person=person).select_related("person").first()
    said = [] if kept is None else [_like(kept)]
    excluded = Exclusion.objects.filter(person=person).select_related("opportunity", "organisation")
    return said + [
        {_("Not again"): str(one.opportunity or one.organisation), _("Why"): one.get_why_display()} for one in excluded
    ]


def _like(kept: Preference) -> dict[str, Any]:
    return {
        _("Your words"): kept.words,
        _("Ticked"): " ".join(readback.ticked(kept)),
        _("Anything else"): kept.anything,
        _("Near"): kept.place_name,
    }


def sectors(people: list[UUID]) -> dict[UUID, str]:
    """Return the postcode sectors of people, to tell two with one name apart."""
    return dict(Preference.objects.filter(person__in=people).values_list("person", "sector"))
