"""From search results to rows to show. What is gone since the index was built is left out here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import PlainPage, Story
from cms.on_show import on_show
from cms.toolkit.models import Step
from hub.core import cleaning
from hub.figures import reading
from hub.words.search_index import Thing
from opportunities.models import Opportunity
from opportunities.presenters import cards
from organisations.models import Organisation

KINDS: Final[dict[str, tuple[Promise, str]]] = {
    "opportunity": (gettext_lazy("To take part in"), "hand-heart"),
    "organisation": (gettext_lazy("Group"), "users-three"),
    "step": (gettext_lazy("Start a group"), "list"),
    "story": (gettext_lazy("Story"), "chat-dots"),
    "page": (gettext_lazy("Page"), "info"),
}
"""The name and the icon of each kind of result."""


@dataclass(frozen=True)
class Hit:
    """One search result: what it is, its address, a line of its own text, and the facts."""

    kind: str
    title: str
    url: str
    line: str
    facts: str = ""
    lang: str = "en-gb"

    @property
    def kind_words(self) -> Promise:
        """The name of this kind."""
        return KINDS[self.kind][0]

    @property
    def icon(self) -> str:
        """The icon of this kind."""
        return KINDS[self.kind][1]


def load(things: Iterable[Thing], *, request: HttpRequest, at: datetime) -> list[Hit]:
    """Load the rows of these results in order, only those that are public now."""
    wanted: dict[str, list[int]] = {}
    ordered = list(things)
    for thing in ordered:
        wanted.setdefault(thing.kind, []).append(thing.pk)
    found = {kind: _READ[kind](pks, request, at) for kind, pks in wanted.items()}
    return [found[thing.kind][thing.pk] for thing in ordered if thing.pk in found[thing.kind]]


def _opportunities(pks: list[int], _request: HttpRequest, at: datetime) -> dict[int, Hit]:
    rows = Opportunity.objects.open(at=at).filter(pk__in=pks).for_cards(at=at)
    return {row.pk: _opportunity(row) for row in rows}


def _opportunity(row: Opportunity) -> Hit:
    card = cards.card(row, near=None)
    when = " ".join(part for part in (card.when_day, card.when_hours) if part)
    return Hit(
        "opportunity", row.title, card.url, row.summary, " · ".join((when, card.where, card.organisation)), row.lang
    )


def _organisations(pks: list[int], _request: HttpRequest, _at: datetime) -> dict[int, Hit]:
    rows = Organisation.objects.public().filter(pk__in=pks).select_related("venue")
    return {row.pk: Hit("organisation", row.name, row.get_absolute_url(), row.about, _group(row)) for row in rows}


def _group(row: Organisation) -> str:
    return " · ".join([str(row.get_kind_display()), *([row.venue.ward_name] if row.venue else [])])


def _steps(pks: list[int], request: HttpRequest, at: datetime) -> dict[int, Hit]:
    rows = list(on_show(Step.objects.public().filter(pk__in=pks), at=at))
    figures = reading.load() if rows else {}
    facts = _("Step %(number)d of the toolkit")
    return {
        row.pk: Hit(
            "step", row.title, _url(row, request), reading.fill(row.why, figures), facts % {"number": row.number}
        )
        for row in rows
    }


def _stories(pks: list[int], request: HttpRequest, at: datetime) -> dict[int, Hit]:
    rows = on_show(Story.objects.public().filter(pk__in=pks), at=at)
    return {
        row.pk: Hit("story", row.title, _url(row, request), f"“{cleaning.quotable(row.teaser)}”", row.who)
        for row in rows
    }


def _pages(pks: list[int], request: HttpRequest, at: datetime) -> dict[int, Hit]:
    rows = on_show(PlainPage.objects.public().filter(pk__in=pks), at=at)
    return {row.pk: Hit("page", row.title, _url(row, request), row.lead) for row in rows}


def _url(page: Any, request: HttpRequest) -> str:
    return str(page.get_url(request) or "")


_READ: Final[dict[str, Callable[[list[int], HttpRequest, datetime], dict[int, Hit]]]] = {
    "opportunity": _opportunities,
    "organisation": _organisations,
    "step": _steps,
    "story": _stories,
    "page": _pages,
}
