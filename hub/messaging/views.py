"""What administrators see of how the hub itself is doing: what could not be sent, and what waits for a desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hub.access import audiences
from hub.messaging import outbox, standing


class Standing(audiences.HasAudience, TemplateView):
    """How the hub itself is doing."""

    audience = audiences.ADMINISTRATORS
    template_name = "messaging/standing.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load what was given up, what is on nobody's list, and when the clock last struck."""
        return super().get_context_data(standing=standing.now(at=timezone.now()), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take up again what was given up."""
        count = outbox.try_again(by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, _("Taken up again: %d.") % count)
        return redirect(request.path)
