"""How we choose what to suggest: for everybody who wants to know."""

from typing import Any

from django.views.generic import TemplateView

from hub.access import audiences
from matching.suggestions import card


class HowWeChoose(audiences.HasAudience, TemplateView):
    """What counts, what never does, and what was learnt from whom."""

    audience = audiences.EVERYONE
    template_name = "suggestions/how.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load it."""
        return super().get_context_data(rows=card.rows(), learnt_from=card.learnt_from(), **kwargs)
