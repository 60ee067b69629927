"""Tasks: what a human must do."""

from collections.abc import Mapping
from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class TaskKind(models.TextChoices):
    """What there is to do."""

    CALL = "call", _("A call to make")
    LETTER = "letter", _("A letter to post")
    ROUTE = "route", _("Another way to reach somebody to find")


class Outcome(models.TextChoices):
    """How a task ended, or how the last try went."""

    SPOKE = "spoke", _("Spoke to them")
    LEFT_MESSAGE = "left_message", _("Left a message")
    NO_ANSWER = "no_answer", _("No answer, try again")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    POSTED = "posted", _("Printed and posted")
    REPLACED = "replaced", _("A newer message says more")
    FOUND = "found", _("They have another way now")
    NONE_LEFT = "none_left", _("There is no other way")


OUTCOMES: Final[Mapping[str, tuple[Outcome, ...]]] = {
    TaskKind.CALL: (Outcome.SPOKE, Outcome.LEFT_MESSAGE, Outcome.NO_ANSWER, Outcome.WRONG_NUMBER),
    TaskKind.LETTER: (Outcome.POSTED,),
    TaskKind.ROUTE: (Outcome.FOUND, Outcome.NONE_LEFT),
}
"""The outcomes that staff may give each kind of task."""
UNTRIED: Final[Mapping[str, tuple[Outcome, ...]]] = {
    TaskKind.CALL: (Outcome.REPLACED,),
    TaskKind.LETTER: (Outcome.REPLACED,),
}
"""The outcomes that a task of each kind may have without anybody's doing."""


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks."""

    def open(self, kind: str) -> Self:
        """Return the tasks of a kind that are not done."""
        return self.filter(kind=kind, closed_at=None)

    def on_list(self, kind: str, organisation_id: int) -> Self:
        """Return what an organisation has still to do, longest due first."""
        return self.open(kind).filter(organisation=organisation_id).order_by("due_at", "pk")

    def without_desk(self) -> Self:
        """Return the open tasks that no organisation and nobody does."""
        return self.filter(organisation=None, user=None, closed_at=None)


def _allowed() -> Q:
    condition = Q(outcome="")
    for kind, outcomes in OUTCOMES.items():
        condition |= Q(kind=kind, outcome__in=(*outcomes, *UNTRIED.get(kind, ())))
    return condition


class Task(models.Model):
    """One thing that a human must do about one row: `about_type` is "app_label.model", `about_id` its key as text.

    It belongs to an organisation's list, to one user, or to nobody until a desk takes it over.
    """

    kind = models.CharField(max_length=20, choices=TaskKind)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    user = models.ForeignKey("accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "kind", "due_at"], condition=Q(closed_at=None), name="task_to_do")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about_type", "about_id"], condition=Q(closed_at=None), name="task_open_once"
            ),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(outcome=""), name="task_closed_says_how"),
            models.CheckConstraint(condition=_allowed(), name="task_outcome_of_its_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
