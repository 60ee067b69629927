"""Finding opportunities: the home page and the list."""

from datetime import datetime
from typing import Any, Final

from csp.decorators import csp_update
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.generic import TemplateView

from hub.access import audiences
from hub.design import paging
from hub.places import area, locate
from opportunities.map import beside, tiles
from opportunities.models.unmet import Source
from opportunities.presenters import cards
from opportunities.presenters.asked import Asked
from opportunities.search.forms import SUITS, Find, near_instead
from opportunities.search.forms import wider as wider_query
from opportunities.search.presenters import cards_of_page, order_words
from opportunities.search.selectors import Found, search
from opportunities.search.services import unmet
from opportunities.selectors import recommendations

PAGE: Final = 10


class Browse(audiences.HasAudience, TemplateView):
    """The list: what is open, filtered by the URL's query."""

    audience = audiences.EVERYONE
    http_method_names = ["get", "head", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Allow this page to request the operator's tiles, if there are any."""
        answer: HttpResponseBase = csp_update(tiles.policy())(super().dispatch)(request, *args, **kwargs)
        return answer

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list. A postcode typed as a word is a place to be near."""
        place = None if request.GET.get("near") else locate.by_postcode(request.GET.get("words", ""))
        if place:
            return redirect(f"{request.path}?{near_instead(request.GET, place.name)}")
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        """Return only the results when HTMX changes the filters."""
        part = self.hub_request.htmx and not self.hub_request.htmx.history_restore_request
        return ["opportunities/_changed.html" if part else "opportunities/list.html"]

    @property
    def _wants_map(self) -> bool:
        """Whether the URL asks for the map in the page, as the link to it does; otherwise a script fetches it when visible."""
        return self.request.GET.get("view") == "map" and not self.hub_request.htmx

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Parse the URL, search, and load one page of cards."""
        at = timezone.now()
        find = Find(self.request.GET)
        find.is_valid()
        found = search(find, at=at)
        suits = recommendations.suits(self.actor, at=at) if find.asked.get("sort") == SUITS else None
        pages = Paginator(recommendations.in_order(found.rows, suits) if suits else found.rows.for_cards(at=at), PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        if not pages.count and find.in_use:
            _note_unmet(find, found, at=at)
        rows, drawn = cards_of_page(page, found, suits, asked=Asked.by(find, words=found.words), at=at)
        numbered = list(enumerate(rows, page.start_index()))
        wider = "?" + wider_query(self.request.GET) if find.miles is not None else ""
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
            near_chips=cards.near_chips(find, self.request.GET),
            ward_chips=cards.ward_chips(area.wards()),
            empty=cards.nothing_found(
                filtered=bool(find.in_use or found.near),
                wider_url=wider if not find.in_use else "",
                words=find.words_alone,
            ),
            wider_url=wider,
            clear_url="?" + urlencode({"near": self.request.GET.get("near", "")}),
            order_words=order_words(found, suits),
            asks_wishes=find.asked.get("sort") == SUITS and suits is None,
            **kwargs,
        )


def _note_unmet(find: Find, found: Found, *, at: datetime) -> None:
    unmet.note(
        day=timezone.localdate(at),
        ward=found.near.ward_code if found.near else "",
        causes=find.asked.get("cause", []),
        slots=find.slots,
        source=Source.LIST,
    )
