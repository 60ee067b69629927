"""Finding something: the home page, the list, and one thing as a good advert."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hub.access import audiences
from hub.design import paging
from hub.places import area
from hub.places.distance import KM_PER_MILE
from hub.places.locate import Located
from hub.taxonomy.codes import Checks, Costs, Slot
from opportunities import cards
from opportunities.forms.finding import Find
from opportunities.models import Opportunity
from opportunities.querysets import OpportunityQuerySet
from opportunities.services import unmet

PAGE: Final = 10
PAYS: Final = (Costs.FARES, Costs.MEAL, Costs.CALLS, Costs.CARE, Costs.RECEIPTS)


def in_area(*, at: datetime) -> OpportunityQuerySet:
    """Return what is open in the hub's area: the same rows for the lit week and for the list it leads to."""
    return Opportunity.objects.open(at=at).in_area(area.hub().listed)


@dataclass(frozen=True)
class Found:
    """What a search gave."""

    rows: OpportunityQuerySet
    near: Located | None
    by_distance: bool


def search(find: Find, *, at: datetime) -> Found:
    """Apply what somebody looks for; parts that could not be read are left out."""
    asked = find.asked
    near: Located | None = asked.get("near")
    rows = Opportunity.objects.open(at=at) if near else in_area(at=at)
    if near:
        rows = rows.with_distance(near.lat, near.lon)
        if asked.get("within"):
            rows = rows.within(float(asked["within"]) * KM_PER_MILE)
    if asked.get("words"):
        rows = rows.matching_words(asked["words"])
    if find.slots:
        rows = rows.on_in(find.slots, at=at)
    rows = _with_facts(find, rows)
    by_distance = near is not None and asked.get("sort") != "soonest"
    return Found(rows.nearest_first() if by_distance else rows.soonest_first(at=at), near, by_distance)


def _with_facts(find: Find, rows: OpportunityQuerySet) -> OpportunityQuerySet:
    asked = find.asked
    if find.facts:
        rows = rows.filter(access__has_all=find.facts)
    if find.wants("costs"):
        rows = rows.filter(costs__has_any=PAYS)
    if find.wants("no_check"):
        rows = rows.filter(checks=Checks.NONE)
    if asked.get("cause"):
        rows = rows.filter(causes__has_any=asked["cause"])
    if asked.get("kind"):
        rows = rows.filter(kind__in=asked["kind"])
    return rows


class Home(audiences.HasAudience, TemplateView):
    """The postcode box, the lit week, and the next three things."""

    audience = audiences.EVERYONE
    template_name = "opportunities/home.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count the windows and load three cards."""
        at = timezone.now()
        rows = in_area(at=at)
        counts = rows.lit_week(at=at)
        soon = list(rows.with_room(at=at).soonest_first(at=at).for_cards(at=at)[:3])
        return super().get_context_data(
            find=Find(),
            terrace=cards.terrace(counts),
            total=rows.on_in(Slot, at=at).count(),
            open_now=rows.count(),
            cards=[cards.card(row, near=None) for row in soon],
            empty=cards.nothing_found(filtered=False),
            shortcuts=cards.shortcuts(),
            **kwargs,
        )


class Browse(audiences.HasAudience, TemplateView):
    """The list: what is open, filtered by what stands in the address."""

    audience = audiences.EVERYONE
    http_method_names = ["get", "head", "options"]

    def get_template_names(self) -> list[str]:
        """Draw only the results when HTMX asks for a change of filters."""
        part = self.request.htmx and not self.request.htmx.history_restore_request  # type: ignore[attr-defined]
        return ["opportunities/_changed.html" if part else "opportunities/list.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Read the address, search, and load one page of cards."""
        at = timezone.now()
        find = Find(self.request.GET)
        find.is_valid()
        found = search(find, at=at)
        pages = Paginator(found.rows.for_cards(at=at), PAGE)
        page = pages.get_page(self.request.GET.get("page"))
        if not pages.count and find.in_use:
            _note_unmet(find, found, at=at)
        return super().get_context_data(
            find=find,
            near=found.near,
            outside=found.near if found.near and not found.near.inside else None,
            total=pages.count,
            page=page,
            cards=[cards.card(row, near=found.near, number=page.start_index() + i) for i, row in enumerate(page)],
            chips=cards.filter_chips(find, self.request.GET),
            pagination=paging.pagination(page, self.request.GET),
            ward_chips=cards.ward_chips(area.wards()),
            empty=cards.nothing_found(filtered=bool(find.in_use or found.near)),
            clear_url="?" + urlencode({"near": self.request.GET.get("near", "")}),
            order_words=_("What is nearest comes first.") if found.by_distance else _("What is soonest comes first."),
            **kwargs,
        )


def _note_unmet(find: Find, found: Found, *, at: datetime) -> None:
    unmet.note(
        day=timezone.localdate(at),
        ward=found.near.ward_code if found.near else "",
        causes=find.asked.get("cause", []),
        slots=find.slots,
        source="list",
    )


def alternatives(opportunity: Opportunity, *, at: datetime, count: int = 3) -> list[Any]:
    """Return cards of other things that are open and have room: what is alike first (done from home, same cause), then nearest."""
    rows = Opportunity.objects.open(at=at).exclude(pk=opportunity.pk).with_room(at=at)
    if opportunity.venue:
        rows = rows.with_distance(opportunity.venue.lat, opportunity.venue.lon).nearest_first()
    else:
        rows = rows.soonest_first(at=at)
    alike = rows.filter(causes__has_any=opportunity.causes) if opportunity.causes else rows.none()
    from_home = rows.filter(remote=True, venue=None) if opportunity.venue is None else rows.none()
    found: list[Opportunity] = []
    for choice in (from_home, alike, rows):
        left = count - len(found)
        found += list(choice.exclude(pk__in=[row.pk for row in found]).for_cards(at=at)[:left]) if left else []
    return [cards.card(row, near=None) for row in found]
