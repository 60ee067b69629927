"""Finding something: the home page, the list, and one thing as a good advert."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from csp.decorators import csp_update
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hub.access import audiences
from hub.design import paging
from hub.design.components import OpportunityCard
from hub.places import area
from opportunities.map import beside, tiles
from opportunities.models import Opportunity, Session
from opportunities.models.unmet import Source
from opportunities.presenters import cards
from opportunities.search.forms import SUITS, Find
from opportunities.search.selectors import NEXT_UP, SOON, Found, in_area, search
from opportunities.search.services import unmet
from opportunities.selectors import recommendations

PAGE: Final = 10


def for_home(*, at: datetime) -> dict[str, Any]:
    """Return what is live on the front page: the lit week, the next three things, and how many there are."""
    rows = in_area(at=at)
    week = rows.lit_week(at=at)
    return {
        "find": Find(),
        "terrace": cards.terrace(week.counts),
        "total": week.total,
        "open_now": rows.count(),
        "cards": soon(at=at),
        "empty": cards.nothing_found(filtered=False),
        "shortcuts": cards.shortcuts(),
    }


def soon(*, at: datetime) -> list[OpportunityCard]:
    """Return cards of the next three things with room, in the hub's area."""
    rows = in_area(at=at)
    # The next few dates lead to their things: putting ten thousand things in order to show three is slow.
    dates = Session.objects.upcoming(at=at).with_room().filter(next_at__isnull=False, opportunity__in=rows.values("pk"))
    first = dict.fromkeys(dates.in_order().values_list("opportunity_id", flat=True)[:SOON])
    if len(first) >= NEXT_UP:
        rows = rows.filter(pk__in=first)
    shown = rows.with_room(at=at).soonest_first(at=at).for_cards(at=at)[:NEXT_UP]
    return [cards.card(row, near=None) for row in shown]


class Browse(audiences.HasAudience, TemplateView):
    """The list: what is open, filtered by what stands in the address."""

    audience = audiences.EVERYONE
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let this page ask for the operator's tiles, if there are any."""
        answer: HttpResponseBase = csp_update(tiles.policy())(super().dispatch)(request, *args, **kwargs)
        return answer

    def get_template_names(self) -> list[str]:
        """Draw only the results when HTMX asks for a change of filters."""
        part = self.hub_request.htmx and not self.hub_request.htmx.history_restore_request
        return ["opportunities/_changed.html" if part else "opportunities/list.html"]

    @property
    def _wants_map(self) -> bool:
        """Whether the address asks for the map in the page itself, as the link to it does; else a script fetches it when it is seen."""
        return self.request.GET.get("view") == "map" and not self.hub_request.htmx

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the address, search, and load one page of cards."""
        at = timezone.now()
        find = Find(self.request.GET)
        find.is_valid()
        found = search(find, at=at)
        suits = recommendations.suits(self.actor, at=at) if find.asked.get("sort") == SUITS else None
        pages = Paginator(recommendations.in_order(found.rows, suits) if suits else found.rows.for_cards(at=at), PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        if not pages.count and find.in_use:
            _note_unmet(find, found, at=at)
        rows, drawn = _cards(page, found, suits, at=at)
        numbered = list(enumerate(rows, page.start_index()))
        return super().get_context_data(
            find=find,
            near=found.near,
            outside=found.near if found.near and not found.near.inside else None,
            total=pages.count,
            page=page,
            cards=drawn,
            map_url=beside.address(self.request.GET, rows, first=page.start_index()),
            mapped=beside.of(numbered, find, self.request.GET) if self._wants_map else None,
            chips=cards.filter_chips(find, self.request.GET),
            pagination=paging.pagination(page, self.request.GET),
            ward_chips=cards.ward_chips(area.wards()),
            empty=cards.nothing_found(filtered=bool(find.in_use or found.near)),
            clear_url="?" + urlencode({"near": self.request.GET.get("near", "")}),
            order_words=_order_words(found, suits),
            asks_wishes=find.asked.get("sort") == SUITS and suits is None,
            **kwargs,
        )


def _cards(
    page: Page[Any], found: Found, suits: recommendations.Suits | None, *, at: datetime
) -> tuple[list[Opportunity], list[OpportunityCard]]:
    """Return the rows of the page, and each as a card; in the order that suits somebody, each says why."""
    first = page.start_index()
    if suits is None:
        rows = list(page)
        return rows, [cards.card(row, near=found.near, number=first + i) for i, row in enumerate(rows)]
    ids: list[int] = list(page)
    loaded = {row.pk: row for row in found.rows.filter(pk__in=ids).for_cards(at=at)}
    rows = [loaded[pk] for pk in ids if pk in loaded]
    why = suits.show(rows, first=first, at=at)
    drawn = [cards.card(row, near=found.near, number=first + i) for i, row in enumerate(rows)]
    return rows, [
        replace(card, reasons=why[row.pk].reasons or card.reasons, snag=why[row.pk].snag) if row.pk in why else card
        for row, card in zip(rows, drawn, strict=True)
    ]


def _order_words(found: Found, suits: recommendations.Suits | None) -> str:
    if suits is not None:
        return _("What suits you best comes first. What does not suit is left out.")
    return _("What is nearest comes first.") if found.by_distance else _("What is soonest comes first.")


def _note_unmet(find: Find, found: Found, *, at: datetime) -> None:
    unmet.note(
        day=timezone.localdate(at),
        ward=found.near.ward_code if found.near else "",
        causes=find.asked.get("cause", []),
        slots=find.slots,
        source=Source.LIST,
    )


def alternatives(opportunity: Opportunity, *, at: datetime) -> list[Any]:
    """Return cards of three other things that are open and have room."""
    return [cards.card(row, near=None) for row in recommendations.instead(opportunity, at=at)]
