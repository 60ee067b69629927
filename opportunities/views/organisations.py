"""An organisation's public page: who they are and what is on."""

from typing import Any

from django.utils import timezone
from django.views.generic import DetailView

from hub.access import audiences
from opportunities import cards
from opportunities.models import Opportunity
from organisations.models import Organisation


class Page(audiences.HasAudience, DetailView[Organisation]):
    """One organisation."""

    audience = audiences.EVERYONE
    template_name = "organisations/page.html"
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        """Return the public ones, and the actor's own."""
        return Organisation.objects.visible_to(self.request.actor).select_related("venue")  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load what is on."""
        at = timezone.now()
        rows = Opportunity.objects.open(at=at).filter(organisation=self.object).soonest_first(at=at).for_cards(at=at)
        return super().get_context_data(cards=[cards.card(row, near=None) for row in rows[:30]], **kwargs)
