"""What of the toolkit stands in the copy of a person's record."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.toolkit.models import StepDone, Workspace
from hub.design import times
from hub.people.models import Person


def rows(person: Person) -> list[dict[str, Any]]:
    """Return somebody's own steps, and those they ticked for a group."""
    own = Workspace.objects.filter(person=person).order_by("created_at", "pk")
    by = Q(workspace__person=person) | Q(by=person.user_id) if person.user_id else Q(workspace__person=person)
    marks = StepDone.objects.filter(by).select_related("step", "workspace").order_by("at", "pk")
    return [{_("Name"): one.name, _("Begun"): times.stamp(one.created_at)} for one in own] + [
        {_("Step"): f"{one.workspace.name}: {one.step.title}", _("When"): times.stamp(one.at)} for one in marks
    ]
