"""An organisation's public page: who they are and what is on."""

from typing import Any, Final

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from hub.access import audiences
from hub.design import paging
from hub.design.components import FactList, FactRow
from opportunities.models import Opportunity
from opportunities.presenters import cards, wording
from organisations.models import Organisation

PER_PAGE: Final = 12


class Page(audiences.HasAudience, DetailView[Organisation]):
    """One organisation."""

    audience = audiences.EVERYONE
    template_name = "organisations/page.html"
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        """Return the public ones, and the actor's own."""
        return Organisation.objects.visible_to(self.actor).select_related("venue")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load what is on."""
        at = timezone.now()
        rows = Opportunity.objects.open(at=at).filter(organisation=self.object).soonest_first(at=at).for_cards(at=at)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            cards=[cards.card(row, near=None) for row in page],
            pagination=paging.pagination(page, self.request.GET) if page.paginator.num_pages > 1 else None,
            facts=_contact(self.object),
            **kwargs,
        )


def _contact(organisation: Organisation) -> FactList:
    """Return the contact details that the organisation publishes."""
    venue = organisation.venue
    rows = (
        FactRow("map-pin", _("Where"), (f"{venue.name}, {venue.address}, {venue.postcode}" if venue else "",)),
        FactRow("phone", _("Phone"), (organisation.phone if organisation.is_public else "",)),
        FactRow("envelope-simple", _("Email"), (organisation.email,)),
        FactRow("house", _("Website"), (organisation.website,)),
        FactRow(
            "chat-dots",
            _("Replies"),
            (_("It %(replies)s.") % {"replies": wording.replies(organisation)},),
        ),
    )
    return FactList(tuple(row for row in rows if row.said))
