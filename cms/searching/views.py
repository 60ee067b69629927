"""The search page: one box for everything public, one list, best first."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cms.searching.presenters import help_rows, hits
from cms.searching.services import missed
from hub.access import audiences, limits
from hub.core import fields
from hub.design import paging
from hub.design.components import TabItem, Tabs
from hub.places import gazetteer, locate
from hub.words import folding, searching
from opportunities.search import presenters

PAGE: Final = 20
MOST: Final = 200
"""The number of results that are ranked; nobody reads further."""
TABS: Final = {
    "opportunity": gettext_lazy("To take part in"),
    "organisation": gettext_lazy("Groups"),
    "step": gettext_lazy("Start a group"),
    "story": gettext_lazy("Stories"),
    "page": gettext_lazy("Pages"),
}


class Box(forms.Form):
    """The search box."""

    q = fields.LineField(label=gettext_lazy("What are you looking for?"), max_length=100, required=False)


class Search(audiences.HasAudience, TemplateView):
    """Everything public that matches the query, or its corrected spelling."""

    audience = audiences.EVERYONE
    template_name = "cms/search.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Search, unless one address searches more often than a person could read. A postcode leads to the list near it."""
        if request.GET.get("q") and not limits.within(request, "hub_search", reading=True):
            return limits.too_many(request)
        if place := locate.by_postcode(request.GET.get("q", "")):
            return redirect(f"{reverse('opportunities:list')}?{urlencode({'near': place.name})}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Parse the query, rank, and load one page."""
        at = timezone.now()
        box = Box(self.request.GET if "q" in self.request.GET else None)
        typed = box.cleaned_data["q"].strip() if box.is_valid() else ""
        return {
            **super().get_context_data(**kwargs),
            "box": box,
            "typed": typed,
            **(self._found(typed, at) if typed else {}),
        }

    def _found(self, typed: str, at: datetime) -> dict[str, Any]:
        found = searching.find(typed, at=at)
        ranked = found.things[:MOST]
        kind = self.request.GET.get("kind", "")
        shown = [thing for thing in ranked if thing.kind == kind] if kind in TABS else ranked
        page = Paginator(shown, PAGE).get_page(self.request.GET.get("page"))
        rows = hits.load(page, request=self.request, at=at)
        help_first = help_rows.of(typed)
        if not ranked and not help_first:
            missed.note(typed, at=at)
        return {
            "help": help_first,
            "rows": rows,
            "total": len(shown),
            "is_counted": not ranked and not help_first,
            "most": len(ranked) == MOST,
            "unknown": [word for word in typed.split() if set(folding.stems(word)) & set(found.query.meant)],
            "place": _place(typed),
            "tabs": _tabs(typed, Counter(thing.kind for thing in ranked), kind if kind in TABS else ""),
            "pagination": paging.pagination(page, self.request.GET),
            "soon": [] if ranked else presenters.soon(at=at),
        }


def _tabs(typed: str, counts: Counter[str], current: str) -> Tabs:
    """Return a tab for everything, and one for each kind with results."""
    address = reverse("search")
    everything = TabItem(_("Everything"), f"{address}?{urlencode({'q': typed})}", counts.total(), not current)
    each = [
        TabItem(str(name), f"{address}?{urlencode({'q': typed, 'kind': kind})}", counts[kind], current == kind)
        for kind, name in TABS.items()
        if counts[kind]
    ]
    return Tabs((everything, *each), label=_("What was found"))


def _place(typed: str) -> locate.Located | None:
    """Return the position of a query that is the name of a place in the area."""
    if not gazetteer.find(typed):
        return None
    try:
        return locate.locate(typed)
    except locate.CannotLocate:
        return None
