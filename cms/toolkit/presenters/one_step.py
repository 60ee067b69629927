"""One step as its page shows it: what to tick, facts with sources, the steps before and after. No queries here."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from cms.toolkit.presenters.street import Row, Way
from hub.design import times
from hub.figures import reading
from hub.figures.models import Figure

if TYPE_CHECKING:
    from cms.toolkit.models import Step


@dataclass(frozen=True)
class Action:
    """One thing to do, and whether it is ticked."""

    id: str
    words: str
    ticked: bool


@dataclass(frozen=True)
class Source:
    """A source, in a sentence, and its address."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Truth:
    """One fact: "sure" when checked and not due, "stale" when the reader should ask first, "custom" when it is no rule."""

    words: str
    certainty: str
    sources: tuple[Source, ...]


def step(page: "Step", way: Way, ticks: Set[UUID], *, figures: Mapping[str, Figure], on: date) -> dict[str, Any]:
    """Return what the page of a step shows."""
    mine = next((row for row in way.every if row.pk == page.pk), None)
    near = [row for row in way.every if row.state != "out" or row.pk == page.pk]
    place = next((place for place, row in enumerate(near) if row.pk == page.pk), 0)
    return {
        "way": way,
        "row": mine,
        "place": _place(page, way),
        "why": reading.fill(page.why, figures),
        "cost": reading.fill(page.cost, figures),
        "skip": reading.fill(page.skip, figures),
        "actions": actions(page, ticks, figures),
        "facts": [_fact(block.value, figures, on=on) for block in page.facts],
        "before": near[place - 1] if place else None,
        "after": _after(near, place),
    }


def actions(page: "Step", ticks: Set[UUID], figures: Mapping[str, Figure]) -> list[Action]:
    """Return the things to do."""
    return [
        Action(str(block.id), reading.fill(str(block.value), figures), UUID(str(block.id)) in ticks)
        for block in page.actions
    ]


def _after(near: list[Row], place: int) -> Row | None:
    return near[place + 1] if place + 1 < len(near) else None


def _place(page: "Step", way: Way) -> str:
    numbers = [row.pk for row in way.rows]
    if page.pk not in numbers:
        return way.title
    facts = {"number": numbers.index(page.pk) + 1, "of": len(numbers), "stage": way.title}
    return _("Step %(number)d of %(of)d in “%(stage)s”.") % facts


def _fact(block: Any, figures: Mapping[str, Figure], *, on: date) -> Truth:
    text = str(block["text"])
    named = [figures[key] for key in reading.named_in(text) if key in figures]
    words = reading.fill(text, figures)
    if block.get("is_custom"):
        return Truth(words, "custom", (_custom(block),))
    if named:
        stale = any(figure.is_stale(on=on) for figure in named)
        return Truth(words, "stale" if stale else "sure", tuple(dict.fromkeys(figure_source(f, on=on) for f in named)))
    late = block.get("as_at") is None or (block.get("review_by") is not None and block["review_by"] < on)
    return Truth(words, "stale" if late else "sure", (_said(block, late=late),))


def figure_source(figure: Figure, *, on: date) -> Source:
    """Return the source of a figure, when it was checked and when it is due, or the advice to ask first."""
    facts = {"who": figure.source, "next": times.month(figure.review_by)}
    if figure.checked_on is None:
        return Source(
            _("%(who)s, as far as we know. Nobody here has checked it yet: ask before you rely on it.") % facts,
            figure.url,
        )
    facts["day"] = times.long_date(figure.checked_on)
    if figure.review_by < on:
        return Source(_("%(who)s. Last checked %(day)s: ask before you rely on it.") % facts, figure.url)
    return Source(_("%(who)s. Checked %(day)s. Next check %(next)s.") % facts, figure.url)


def _said(block: Any, *, late: bool) -> Source:
    facts = {"who": block.get("source") or ""}
    if block.get("as_at") is None:
        return Source(_("%(who)s. Nobody here has checked it yet: ask before you rely on it.") % facts)
    facts["day"] = times.long_date(block["as_at"])
    if late:
        return Source(_("%(who)s. Last checked %(day)s: ask before you rely on it.") % facts)
    return Source(_("%(who)s. Checked %(day)s.") % facts)


def _custom(block: Any) -> Source:
    if block.get("as_at"):
        day = times.long_date(block["as_at"])
        return Source(_("From groups here, not a rule. Last checked %(day)s.") % {"day": day})
    return Source(_("From groups here, not a rule. Ask before you rely on it."))
