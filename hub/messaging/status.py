"""The status of the hub itself, in counts, without names, numbers or message text."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.core import registry
from hub.desk.models import Task, TaskKind
from hub.messaging.models import ClockRun, Item, ItemState, Message, MessageState
from hub.people import ways

MOST: Final = 50
WEEK: Final = timedelta(days=7)
LATE: Final = timedelta(minutes=10)
"""How late an item may be before it needs attention."""


@dataclass(frozen=True)
class Line:
    """One line of the status: what, its state in a few words, whether it is fine, and where to look."""

    label: str
    words: str
    is_well: bool = True
    url: str = ""


@dataclass(frozen=True)
class GivenUp:
    """One kind of work that failed after all attempts."""

    kind: str
    trouble: str
    count: int
    last: datetime


@dataclass(frozen=True)
class HubStatus:
    """What an administrator should know."""

    given_up: tuple[GivenUp, ...]
    waiting: int
    calls_without_desk: int
    letters_without_desk: int
    clock: tuple[ClockRun, ...]
    lines: tuple[Line, ...] = ()
    is_running: bool = True
    """Whether the clock strikes, and emails and texts go out."""

    @property
    def is_well(self) -> bool:
        """Whether nothing needs attention."""
        lost = self.given_up or self.calls_without_desk or self.letters_without_desk
        return not lost and self.is_running


def now(*, at: datetime) -> HubStatus:
    """Return the status at a time. `waiting` counts the items that are due and not done."""
    dead = Item.objects.filter(state=ItemState.DEAD).order_by().values("kind", "trouble")
    rows = dead.annotate(count=Count("pk"), last=Max("not_before")).order_by("-count")[:MOST]
    todo = _to_do()
    own = _own(todo, at=at)
    return HubStatus(
        given_up=tuple(GivenUp(**row) for row in rows),
        waiting=Item.objects.due(at=at).count(),
        calls_without_desk=todo[TaskKind.CALL]["lost"],
        letters_without_desk=todo[TaskKind.LETTER]["lost"],
        clock=tuple(ClockRun.objects.order_by("name")),
        lines=(
            *own,
            *(line for lines in registry.answers(lambda contract: contract.status_lines) for line in lines(at)),
        ),
        is_running=all(line.is_well for line in own),
    )


def _to_do() -> dict[str, dict[str, int]]:
    """Return by kind how many tasks are open (`n`), and on nobody's list (`lost`)."""
    lost = Q(organisation=None, user=None)
    found = {kind: {"n": 0, "lost": 0} for kind in TaskKind.values}
    rows = Task.objects.filter(closed_at=None).order_by().values_list("kind")
    for kind, n, without in rows.annotate(n=Count("pk"), lost=Count("pk", filter=lost)):
        found[kind] = {"n": n, "lost": without}
    return found


def _own(todo: dict[str, dict[str, int]], *, at: datetime) -> list[Line]:
    oldest = Item.objects.due(at=at).aggregate(Min("not_before"))["not_before__min"]
    last = ClockRun.objects.aggregate(Max("last_at"))["last_at__max"]
    failed = Message.objects.filter(state__in=(MessageState.FAILED, MessageState.NO_ROUTE), created_at__gt=at - WEEK)
    return [
        Line(
            _("Oldest thing to do"),
            _ago(oldest, at) if oldest else _("nothing waits"),
            not oldest or at - oldest < LATE,
        ),
        Line(_("Clock last struck"), _ago(last, at) if last else _("never"), bool(last) and at - last < LATE),
        *_providers(),
        Line(_("Messages that failed this week"), str(failed.count()), not failed.exists()),
        Line(_("Calls to make"), str(todo[TaskKind.CALL]["n"])),
        Line(_("Letters to post"), str(todo[TaskKind.LETTER]["n"])),
        Line(_("Addresses and numbers that no longer work"), str(todo[TaskKind.ROUTE]["n"])),
    ]


def _providers() -> list[Line]:
    """Return whether emails and texts go out. A missing text provider is no fault: people are rung instead."""
    waiting = Message.objects.filter(state=MessageState.QUEUED).count()
    no_mail = _("No mail server is set. No email goes out. Messages that wait: %d.") % waiting
    emails, texts = ways.emails_go_out(), ways.texts_go_out()
    if settings.DEMO:
        shown = _("This is a demo place: nothing leaves it, and its outbox shows what would have gone.")
        return [Line(_("Emails"), shown, True), Line(_("Texts"), shown, True)]
    return [
        Line(_("Emails"), _("a mail server is set") if emails else no_mail, emails),
        Line(
            _("Texts"),
            _("a text provider is set") if texts else _("No text provider is set. We ring people instead."),
            texts,
        ),
    ]


def _ago(moment: datetime, at: datetime) -> str:
    """Return how long ago something was, in the largest unit that is not zero."""
    minutes = max(int((at - moment).total_seconds() // 60), 0)
    if minutes < 60:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d hour ago", "%(n)d hours ago", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day ago", "%(n)d days ago", minutes // 1440) % {"n": minutes // 1440}
