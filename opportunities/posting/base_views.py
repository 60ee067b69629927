"""Base of the pages about one advert of an organisation."""

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from opportunities.models import Opportunity
from opportunities.posting import presenters
from organisations.base_views import Managed


class Managing(Managed):
    """A page about one of the organisation's opportunities."""

    @cached_property
    def opportunity(self) -> Opportunity:
        """The opportunity named in the URL, if it is the organisation's."""
        rows = Opportunity.objects.managed_by(self.actor).for_cards(at=timezone.now())
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the opportunity, its completeness and the steps."""
        at = timezone.now()
        kwargs.setdefault("opportunity", self.opportunity)
        return super().get_context_data(
            state=presenters.state_tag(self.opportunity),
            guide=presenters.guide(self.opportunity, current=self.kwargs.get("step", ""), at=at),
            **kwargs,
        )
