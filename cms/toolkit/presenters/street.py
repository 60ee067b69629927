"""The toolkit as a street: five houses, a window for each step that applies, lit when it is done. Queries only the marks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.toolkit import applying
from hub.design import times
from hub.design.components import Step as ListedStep
from hub.design.components import Steps
from hub.design.components.base import Part
from hub.design.components.moving import State

if TYPE_CHECKING:
    from cms.toolkit.models import Stage, Step, Workspace


@dataclass(frozen=True)
class House:
    """A stage: its number and title, its address, its windows (True is lit), its text, and whether the visitor is there."""

    number: int
    title: str
    url: str
    windows: tuple[bool, ...]
    note: str
    here: bool = False


@dataclass(frozen=True)
class Street(Part):
    """The five houses."""

    houses: tuple[House, ...]
    template_name = "components/toolkit_street.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return an example, half done."""
        return (
            cls(
                (
                    House(1, "Try your idea", "#1", (True, True, True), "All done"),
                    House(2, "Find your people", "#2", (True, False, False, False), "1 of 4 done, you’re here", True),
                    House(3, "Keep everyone safe", "#3", (False, False), "2 steps"),
                )
            ),
        )


@dataclass(frozen=True)
class Row:
    """One step in a list: its state is "done", "now", "todo" or "out" (left out, or not for this group)."""

    pk: int
    number: int
    title: str
    url: str
    state: str
    note: str


@dataclass(frozen=True)
class Way:
    """The street for one workspace. `rows` are the steps of the open house; `ahead` is the next step that applies."""

    street: Street
    title: str
    about: str
    rows: tuple[Row, ...]
    left_out: tuple[Row, ...]
    ahead: Row | None
    every: tuple[Row, ...]
    done: int
    total: int
    started: bool

    @property
    def steps(self) -> Steps:
        """The steps of the open house, as a list."""
        return Steps(tuple(ListedStep(row.title, row.url, _listed(row), row.note) for row in self.rows))

    @property
    def so_far(self) -> str:
        """How much is done, in words."""
        if not self.started:
            return ngettext("%d step in all.", "%d steps in all.", self.total) % self.total
        return _("%(done)d of the %(total)d steps that apply to you done.") % {"done": self.done, "total": self.total}


def _listed(row: Row) -> State:
    return "done" if row.state == "done" else "now" if row.state == "now" else "todo"


@dataclass(frozen=True)
class _Marked:
    mark: str
    at: datetime
    by: str


def way(
    stages: "Sequence[Stage]", steps: "Sequence[Step]", workspace: "Workspace | None", *, at: "Stage | None"
) -> Way:
    """Return the street of a workspace (or of a visitor), with the house `at` open: by default the one of the next step."""
    marks = _marks(workspace)
    about = workspace.about if workspace else frozenset(applying.About)
    every = [_row(number, step, marks.get(step.pk), about) for number, step in enumerate(steps, 1)]
    ahead = next((row for row in every if row.state == "todo"), None)
    every = [_now(row) if ahead and row.pk == ahead.pk and workspace else row for row in every]
    parents = {step.pk: step.path[: -step.steplen] for step in steps}
    inside = {stage.path: [row for row in every if parents[row.pk] == stage.path] for stage in stages}
    open_stage = at or _stage_of(stages, inside, ahead) or (stages[-1] if stages else None)
    houses = tuple(
        _house(number, stage, inside[stage.path], here=stage == open_stage, started=workspace is not None)
        for number, stage in enumerate(stages, 1)
    )
    rows = inside[open_stage.path] if open_stage else []
    applying_rows = [row for row in every if row.state != "out"]
    return Way(
        street=Street(houses),
        title=next((f"{house.number}. {house.title}" for house in houses if house.here), ""),
        about=open_stage.about if open_stage else "",
        rows=tuple(row for row in rows if row.state != "out"),
        left_out=tuple(row for row in rows if row.state == "out"),
        ahead=ahead,
        every=tuple(every),
        done=sum(row.state == "done" for row in applying_rows),
        total=len(applying_rows),
        started=workspace is not None,
    )


def _marks(workspace: "Workspace | None") -> dict[int, _Marked]:
    if workspace is None:
        return {}
    rows = workspace.steps.select_related("by__person").order_by("pk")
    return {row.step_id: _Marked(row.mark, row.at, row.by.person.first_name if row.by else "") for row in rows}


def _row(number: int, step: "Step", marked: _Marked | None, about: Any) -> Row:
    state, note = "todo", ngettext("About %d minute", "About %d minutes", step.minutes) % step.minutes
    if marked and marked.mark == "done":
        state, note = "done", _done(marked)
    elif marked:
        state, note = "out", _("You left this out")
    elif not applying.applies(step.applies, about):
        state, note = "out", _("Not for you, from what you said")
    return Row(step.pk, number, step.title, address(step), state, note)


def address(page: "Step | Stage") -> str:
    """Return the address of a page without a query for the site's root: forty steps are drawn at once."""
    return reverse("wagtail_serve", args=[page.url_path.split("/", 2)[2]])


def _done(marked: _Marked) -> str:
    day = times.date(marked.at)
    if marked.by:
        return _("Done %(day)s by %(name)s") % {"day": day, "name": marked.by}
    return _("Done %(day)s") % {"day": day}


def _now(row: Row) -> Row:
    return Row(row.pk, row.number, row.title, row.url, "now", _("Next"))


def _stage_of(stages: "Sequence[Stage]", inside: dict[str, list[Row]], ahead: Row | None) -> "Stage | None":
    if ahead is None:
        return None
    return next((stage for stage in stages if any(row.pk == ahead.pk for row in inside[stage.path])), None)


def _house(number: int, stage: "Stage", rows: list[Row], *, here: bool, started: bool) -> House:
    mine = [row for row in rows if row.state != "out"]
    done = sum(row.state == "done" for row in mine)
    if mine and done == len(mine):
        note = _("All done")
    elif done or (here and started):
        note = _("%(done)d of %(total)d done") % {"done": done, "total": len(mine)}
        note = _("%(note)s, you’re here") % {"note": note} if here else note
    else:
        note = ngettext("%d step", "%d steps", len(mine)) % len(mine)
    return House(number, stage.title, address(stage), tuple(row.state == "done" for row in mine), note, here)
