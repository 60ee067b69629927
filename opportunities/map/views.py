"""What the map beside the list requests: itself, once it is visible, and counts per area, once somebody moves it."""

from typing import Any, Final

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from hub.access import audiences
from hub.places import outlines
from opportunities.map import beside
from opportunities.models import Opportunity
from opportunities.search import selectors
from opportunities.search.forms import Find

FRESH_SECONDS: Final = 60
"""Seconds that a browser may cache the numbers."""


class Beside(audiences.HasAudience, TemplateView):
    """The map of one page of the list, as a fragment of that page. One query, ten rows at most."""

    audience = audiences.EVERYONE
    http_method_names = ["get", "head", "options"]
    template_name = "opportunities/_map.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load the rows named in the address, if they are open."""
        find = Find(self.request.GET)
        find.is_valid()
        numbers = beside.numbers_asked(self.request.GET)
        rows = Opportunity.objects.open(at=timezone.now()).filter(pk__in=numbers).select_related("venue")
        numbered = sorted(((numbers[row.pk], row) for row in rows), key=lambda pair: pair[0])
        return super().get_context_data(mapped=beside.of(numbered, find, self.request.GET), **kwargs)


class Counts(audiences.HasAudience, View):
    """Counts per area of what matches the filters: `{total, home, parts: [{name, count, things, words}]}`.

    One query; at most as many areas as there are shapes on the map (`outlines.MOST`). It counts public things, never
    people.
    """

    audience = audiences.EVERYONE
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """Answer with the numbers."""
        find = Find(request.GET)
        find.is_valid()
        rows = selectors.fitting(find, at=timezone.now()).rows
        by_place = rows.by_sector_and_ward()
        found = ((shape, _count(shape, by_place)) for shape in outlines.of().shapes)
        answer = JsonResponse(
            {
                "total": sum(by_place.values()),
                "home": sum(things for (sector, _ward), things in by_place.items() if not sector),
                "parts": [_part(shape.name, count) for shape, count in found if count],
            },
            json_dumps_params={"separators": (",", ":"), "ensure_ascii": False},
        )
        answer["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
        return answer


def _count(shape: outlines.Shape, by_place: dict[tuple[str, str], int]) -> int:
    """Return how many things are in a shape, which is a ward or some sectors."""
    return sum(
        things
        for (sector, ward), things in by_place.items()
        if (ward == shape.ward if shape.ward else sector in shape.sectors)
    )


def _part(name: str, count: int) -> dict[str, Any]:
    things = ngettext("%(count)d thing", "%(count)d things", count) % {"count": count}
    words = ngettext("%(part)s: %(count)d thing on", "%(part)s: %(count)d things on", count)
    return {"name": name, "count": count, "things": things, "words": words % {"part": name, "count": count}}
