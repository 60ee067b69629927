"""The progress of a group, or of somebody with only an idea: who did what, and when."""

import uuid
from datetime import timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.toolkit.applying import About
from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import POSTS
from hub.taxonomy.fields import CodesField

LINK: Final = "toolkit"
"""The purpose of a private link that opens one workspace."""
OPENS_FOR: Final = timedelta(days=365)
"""How long a private link to an idea works; each new link gets the full time."""
OPEN_FOR: Final = timedelta(hours=8)
"""How long a browser may continue an idea before it asks for the code again."""


class WorkspaceQuerySet(ScopedQuerySet["Workspace"]):
    """Workspaces, for those who work in them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the organisation acted for, the person's own, and those of an opened link."""
        if actor.is_system:
            return self.all()
        linked = [grant.subject for grant in actor.grants if grant.purpose == LINK]
        found = Q(pk__in=linked)
        if actor.own_id is not None:
            found |= Q(person=actor.own_id)
        if actor.organisation_id is not None and actor.has_role(*POSTS):
            found |= Q(organisation=actor.organisation_id)
        return self.filter(found)

    def at_hand(self, actor: Actor) -> "Workspace | None":
        """Return the one to work in now: the organisation's if it has one, else the one used last; None without any."""
        mine = self.visible_to(actor).select_related("organisation", "person")
        return mine.order_by(models.F("organisation").asc(nulls_last=True), "-changed_at", "pk").first()


class Workspace(models.Model):
    """The progress of one group or idea through the toolkit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    about = CodesField(About)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="workspaces"
    )
    organisation = models.OneToOneField(
        "organisations.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="workspace"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, organisation__isnull=False) | Q(person__isnull=False, organisation=None),
                name="workspace_of_a_person_or_a_group",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="workspace_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Tick(models.Model):
    """One action that was done. `action` is the block's id in Wagtail, which stays when its text changes."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="ticks")
    step = models.ForeignKey("toolkit.Step", on_delete=models.CASCADE, related_name="ticks")
    action = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "action"], name="tick_once")]

    def __str__(self) -> str:
        return f"tick of {self.workspace_id}"


class Mark(models.TextChoices):
    """What a group says of a whole step."""

    DONE = "done", _("done")
    LEFT_OUT = "left_out", _("not for us")


class StepDone(models.Model):
    """A step that was done, or that a group left out."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="steps")
    step = models.ForeignKey("toolkit.Step", on_delete=models.CASCADE, related_name="marks")
    mark = models.CharField(max_length=10, choices=Mark)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "step"], name="step_marked_once"),
            models.CheckConstraint(condition=Q(mark__in=Mark.values), name="step_mark_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mark} of {self.workspace_id}"
