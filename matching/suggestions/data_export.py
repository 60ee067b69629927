"""Suggestions in the data export of a person."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import spoken, times
from hub.people.models import Person
from matching.suggestions.models import CompanionAnswer, CompanionMatch, Recommendation, ShownList

NEWEST = 200
"""How many lists the export holds."""


def rows(person: Person) -> list[dict[str, Any]]:
    """Return what somebody was shown, newest first, and what they chose from it."""
    lists = ShownList.objects.filter(person=person).prefetch_related("rows__opportunity").order_by("-at", "pk")
    return [
        {
            _("When"): times.stamp(shown.at),
            _("Where"): str(shown.get_where_display()),
            _("Suggested"): ", ".join(row.opportunity.title for row in shown.rows.all()),
            _("Chosen"): ", ".join(row.opportunity.title for row in shown.rows.all() if row.chosen_at),
            _("What spoke for each, where we may learn from it"): "; ".join(
                f"{row.opportunity.title}: " + ", ".join(f"{name} {value}" for name, value in row.features.items())
                for row in shown.rows.all()
                if row.features
            ),
        }
        for shown in lists[:NEWEST]
    ]


def together(person: Person) -> list[dict[str, Any]]:
    """Return somebody's companion matches, newest first, and their own answers; never the other person's."""
    rows = CompanionMatch.objects.of(person.pk).select_related("opportunity").order_by("-at", "pk")
    return [
        {
            _("When"): times.stamp(row.at),
            _("What"): spoken.by(row.opportunity.title, row.opportunity.lang),
            _("You said"): str(CompanionAnswer(row.word_of(person.pk)).label) if row.word_of(person.pk) else "",
        }
        for row in rows[:NEWEST]
    ]


def news(person: Person) -> list[dict[str, Any]]:
    """Return what was new for somebody who wants to hear of it, newest first, and when they were notified."""
    fits = Recommendation.objects.filter(person=person).select_related("opportunity").order_by("-at", "place")
    return [
        {
            _("Found"): times.stamp(fit.at),
            _("What"): spoken.by(fit.opportunity.title, fit.opportunity.lang),
            _("Told"): times.stamp(fit.told_at) if fit.told_at else "",
        }
        for fit in fits[:NEWEST]
    ]
