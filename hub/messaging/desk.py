"""Calls and letters that staff of the desk make of messages, so that every notice reaches somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from django.db import models

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from hub.desk import tasks
from hub.desk.models import OUTCOMES, Outcome, Task, TaskKind
from hub.messaging import dead_routes, notices, notifications
from hub.messaging.models import Message, MessageState
from hub.people import reading, ways
from hub.people.models import Channel, ContactRoute

MOST_DEAD_ENDS: Final = 50
"""How many are shown at once."""

WITH_WORDS: Final = (TaskKind.CALL, TaskKind.LETTER)
"""The kinds of task that bring somebody a message."""
UNSAID: Final = (MessageState.NOT_NEEDED, MessageState.NO_ROUTE, MessageState.FAILED)
"""The states of messages of which nobody heard."""
MAY_PUT_BACK: Final = timedelta(hours=1)
"""How long what was written down can be taken back."""


def to_make(organisation_id: int) -> models.QuerySet[Task]:
    """Return the calls an organisation has to make, longest due first, with text and number."""
    rows = Task.objects.on_list(TaskKind.CALL, organisation_id).select_related("message__person")
    return rows.prefetch_related("message__person__routes")


def to_post(organisation_id: int) -> models.QuerySet[Task]:
    """Return the letters an organisation has to print and post, oldest first."""
    return Task.objects.on_list(TaskKind.LETTER, organisation_id).select_related("message__person")


@dataclass(frozen=True)
class DeadEnd:
    """A route of somebody that refuses messages for good, its task, and whether they have another."""

    task: Task
    route: ContactRoute
    has_another: bool

    @property
    def address(self) -> str:
        """The route as people write it."""
        return reading.shown(reading.Route(Channel(self.route.kind), self.route.value))


def dead_ends(organisation_id: int) -> list[DeadEnd]:
    """Return the routes for which an organisation has to find another way, longest known first."""
    found = list(Task.objects.on_list(TaskKind.ROUTE, organisation_id)[:MOST_DEAD_ENDS])
    routes = ContactRoute.objects.select_related("person").filter(pk__in=[task.about_id for task in found])
    by_key = {str(route.pk): route for route in routes}
    people = [route.person_id for route in by_key.values()]
    reached = set(ContactRoute.objects.usable().filter(person__in=people).values_list("person", flat=True))
    return [
        DeadEnd(task, route, route.person_id in reached)
        for task in found
        if (route := by_key.get(task.about_id)) is not None and route.refused_at is not None
    ]


@transactions.atomic
def close_dead_end(dead_end: DeadEnd, outcome: str, *, by: Actor, at: datetime) -> None:
    """Record whether another way was found. Raises NoSuchOutcome and AlreadyDone."""
    tasks.tried(dead_end.task, outcome, at=at)
    record.record("route.looked_into", by=by, at=at, about=dead_end.route.person_id, outcome=outcome)


class Newer(StrEnum):
    """Where something newer stands that was said about the same."""

    LISTED = "listed"
    SAID = "said"
    TO_COME = "to_come"


@dataclass(frozen=True)
class Call:
    """A call to make: what keeps its person safe, how it may end, and where something newer stands."""

    task: Task
    safe: str
    outcomes: tuple[Outcome, ...]
    newer: Newer | None


def calls(shown: Iterable[Task]) -> list[Call]:
    """Return these calls as the desk has to know them."""
    rows = list(shown)
    about = Message.objects.filter(person__in={task.message.person_id for task in rows}).exclude(ref="")
    since = about.exclude(state__in=UNSAID).select_related("task").order_by("-created_at")
    said = list(since)
    return [_call(task, said) for task in rows]


def _call(task: Task, since: list[Message]) -> Call:
    message = task.message
    same = [route for route in message.person.routes.all() if route.value == message.sent_to]
    may_leave = all(route.may_leave_message for route in same)
    outcomes = tuple(one for one in OUTCOMES[TaskKind.CALL] if may_leave or one != Outcome.LEFT_MESSAGE)
    safe = dict.fromkeys(filter(None, map(ways.safe_words, same)))
    return Call(task, " ".join(safe), outcomes, _newer(message, since))


def _newer(message: Message, since: list[Message]) -> Newer | None:
    """Return where what was said last about the same stands; None where this is the last."""
    about = [one for one in since if (one.person_id, one.ref) == (message.person_id, message.ref)]
    newer = [one for one in about if one.created_at > message.created_at]
    if any(one.task is not None and one.task.closed_at is None and one.channel == Channel.PHONE for one in newer):
        return Newer.LISTED
    if not newer:
        return None
    return Newer.TO_COME if newer[0].state == MessageState.QUEUED else Newer.SAID


def looked(shown: Iterable[Task], dead_ends: Iterable[DeadEnd] = (), *, by: Actor, at: datetime) -> None:
    """Log that the desk saw the numbers and addresses of the people these tasks concern."""
    people = {task.message.person_id for task in shown} | {dead_end.route.person_id for dead_end in dead_ends}
    record.looked(sorted(people), by=by, at=at, why="desk")


@transactions.atomic
def close_call(call: Task, outcome: str, *, by: Actor, at: datetime) -> None:
    """Record the outcome of a call. Raises NoSuchOutcome, and AlreadyDone for the second report of one call.

    A wrong number is used no more: whatever was to be said there goes another way, where there is one.
    """
    tasks.tried(call, outcome, at=at)
    record.record("call.made", by=by, at=at, on=call, about=call.message.person_id, outcome=outcome)
    if outcome != Outcome.WRONG_NUMBER:
        return
    person = call.message.person
    for route in dead_routes.mark(_rung(call), at=at):
        record.record("route.wrong_number", by=by, at=at, about=person.pk, channel=route.kind)
    others = _same_number(call, Task.objects.open(TaskKind.CALL))
    tasks.close_all([other.pk for other in others], Outcome.WRONG_NUMBER, at=at)
    if person.routes.usable().exists():
        for unsaid in (call, *others):
            notifications.notify(person, notices.of(unsaid.message.notice, unsaid.message.ref), at=at)


def _rung(call: Task) -> list[ContactRoute]:
    """Return the routes that lead to the number of a call: one that takes texts rings, too."""
    return dead_routes.to(call.message.person, call.message.sent_to, Channel.PHONE, Channel.TEXT)


def _same_number(call: Task, rows: models.QuerySet[Task]) -> list[Task]:
    """Return these tasks as far as they are other calls to the number of a call, for the same person."""
    found = rows.filter(message__person=call.message.person_id).exclude(pk=call.pk).select_related("message")
    return [task for task in found if task.message.sent_to == call.message.sent_to]


def lately_done(organisation_id: int, *, at: datetime) -> models.QuerySet[Task]:
    """Return the calls and letters that staff wrote down as done within the last hour, newest first."""
    staff = [one for kind in WITH_WORDS for one in OUTCOMES[kind]]
    rows = Task.objects.filter(organisation=organisation_id, kind__in=WITH_WORDS, outcome__in=staff)
    return rows.filter(closed_at__gt=at - MAY_PUT_BACK).select_related("message__person").order_by("-closed_at", "pk")


@transactions.atomic
def put_back(task: Task, *, by: Actor, at: datetime) -> bool:
    """Put a call or a letter back on the list that was written down by mistake; return whether it was.

    A number that was not wrong after all is used again, and all calls to it are back.
    """
    was_wrong = task.closed_at if task.outcome == Outcome.WRONG_NUMBER else None
    is_back = tasks.put_back(task)
    if is_back:
        record.record("message.put_back", by=by, at=at, on=task, about=task.message.person_id)
    if is_back and was_wrong is not None:
        dead_routes.unmark(_rung(task), since=was_wrong, by=by, at=at)
        for other in _same_number(task, Task.objects.filter(outcome=Outcome.WRONG_NUMBER, closed_at=was_wrong)):
            tasks.put_back(other)
    return is_back


@transactions.atomic
def posted(organisation_id: int, letters: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Record that these letters of the desk were printed and posted; return how many. Others stay to be posted."""
    shown = list(to_post(organisation_id).filter(pk__in=list(letters)))
    for letter in shown:
        record.record("letter.posted", by=by, at=at, on=letter, about=letter.message.person_id)
    return tasks.close_all([letter.pk for letter in shown], Outcome.POSTED, at=at)
