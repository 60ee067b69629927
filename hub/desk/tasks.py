"""Opening, trying, closing and handing over tasks. What a task is about, and whom it concerns, its own app knows and logs."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from hub.audit.record import label_of
from hub.core import transactions
from hub.desk.models import OUTCOMES, Outcome, Task, TaskKind

AGAIN_AFTER: Final = timedelta(hours=3)
MOST_TRIES: Final = 3


class NoSuchOutcome(Exception):
    """The outcome is not one of those that this kind of task may have."""


class AlreadyDone(Exception):
    """Somebody else, or another tab, has recorded the end of this task before."""


@transactions.atomic
def open_once(
    kind: TaskKind, about: models.Model, *, organisation_id: int | None, due_at: datetime, at: datetime
) -> Task:
    """Put a task on a list; return the open one if there is one already."""
    task, _made = Task.objects.get_or_create(
        kind=kind,
        about_type=label_of(about),
        about_id=str(about.pk),
        closed_at=None,
        defaults={"organisation_id": organisation_id, "due_at": due_at, "opened_at": at},
    )
    return task


def tried(task: Task, outcome: str, *, at: datetime) -> None:
    """Record how a try went. Raises NoSuchOutcome, and AlreadyDone where the task is closed: that changes nothing.

    A task where nobody answers is due again in three hours, three times; then it stays unanswered.
    """
    if outcome not in OUTCOMES[task.kind]:
        raise NoSuchOutcome(_("Say how the call went."))
    again = outcome == Outcome.NO_ANSWER and task.tries + 1 < MOST_TRIES
    done = Task.objects.filter(pk=task.pk, closed_at=None).update(
        tries=F("tries") + 1,
        outcome=outcome,
        closed_at=None if again else at,
        due_at=at + AGAIN_AFTER if again else task.due_at,
    )
    if not done:
        task.refresh_from_db(fields=["outcome"])
        words = _("This was written down already: %(outcome)s. What you pressed just now changed nothing.")
        raise AlreadyDone(words % {"outcome": task.get_outcome_display()})


@transactions.atomic
def put_back(task: Task) -> bool:
    """Open a task again that was closed by mistake; return False if it is open, or another of its kind is."""
    same = Task.objects.open(task.kind).filter(about_type=task.about_type, about_id=task.about_id)
    closed = Task.objects.filter(pk=task.pk, closed_at__isnull=False)
    if same.exists():
        return False
    return bool(closed.update(tries=F("tries") - 1, outcome="", closed_at=None))


def close_all(tasks: Iterable[int], outcome: Outcome, *, at: datetime) -> int:
    """Close these tasks, as far as they are open; return how many."""
    return Task.objects.filter(pk__in=list(tasks), closed_at=None).update(
        tries=F("tries") + 1, outcome=outcome, closed_at=at
    )


def leave(tasks: models.QuerySet[Task], outcome: Outcome, *, at: datetime) -> int:
    """Close the open ones of these tasks, which nobody need do any more; return how many."""
    return tasks.filter(closed_at=None).update(outcome=outcome, closed_at=at)


def take_over(organisation_id: int) -> int:
    """Put every open task that nobody does on an organisation's list; return how many."""
    return Task.objects.without_desk().update(organisation_id=organisation_id)
