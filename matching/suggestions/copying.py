"""What of suggestions stands in the copy of a person's record."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import times
from hub.people.models import Person
from matching.suggestions.models import ShownList

NEWEST = 200
"""How many lists the copy holds."""


def rows(person: Person) -> list[dict[str, Any]]:
    """Return what somebody was shown, newest first, and what they chose of it."""
    lists = ShownList.objects.filter(person=person).prefetch_related("rows__opportunity").order_by("-at", "pk")
    return [
        {
            _("When"): times.stamp(shown.at),
            _("Where"): str(shown.get_where_display()),
            _("Suggested"): ", ".join(row.opportunity.title for row in shown.rows.all()),
            _("Chosen"): ", ".join(row.opportunity.title for row in shown.rows.all() if row.chosen_at),
        }
        for shown in lists[:NEWEST]
    ]
