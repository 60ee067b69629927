"""Toolkit progress in the data export of a person."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.toolkit.models import StepDone, Tick, Workspace
from hub.design import times
from hub.people.models import Person


def rows(person: Person) -> list[dict[str, Any]]:
    """Return somebody's own steps, and those they ticked for a group."""
    own = Workspace.objects.filter(person=person).order_by("created_at", "pk")
    theirs = Q(workspace__person=person)
    if person.user_id:
        theirs |= Q(by=person.user_id)
    ticks = Tick.objects.filter(theirs).select_related("step", "workspace").order_by("at", "pk")
    marks = StepDone.objects.filter(theirs).select_related("step", "workspace").order_by("at", "pk")
    return [
        *({_("Name"): one.name, _("Begun"): times.stamp(one.created_at)} for one in own),
        *({_("Ticked something in"): _step(one), _("When"): times.stamp(one.at)} for one in ticks),
        *({one.get_mark_display(): _step(one), _("When"): times.stamp(one.at)} for one in marks),
    ]


def _step(one: Tick | StepDone) -> str:
    return f"{one.workspace.name}: {one.step.title}"
