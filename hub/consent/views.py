"""What I agreed to, and taking it back: as easily as it was given."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hub.access import audiences
from hub.consent import agreed
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents

PAST = 50
"""How many past agreements the page shows."""


class Mine(audiences.HasAudience, TemplateView):
    """Each agreement that holds, in full, with a way to take it back."""

    audience = audiences.OWN
    template_name = "consent/mine.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load what holds and what held."""
        at = timezone.now()
        mine = Consent.objects.own(self.request.actor).for_page()  # type: ignore[attr-defined]
        live = list(mine.live(at=at))
        past = mine.exclude(pk__in=[consent.pk for consent in live])[:PAST]
        return super().get_context_data(live=agreed.rows(live), past=agreed.rows(past), **kwargs)


class TakeBack(audiences.HasAudience, TemplateView):
    """Take one agreement back: what follows from it is said first."""

    audience = audiences.OWN
    template_name = "consent/take_back.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def consent(self) -> Consent:
        """The one the address names."""
        mine = Consent.objects.own(self.request.actor).for_page()  # type: ignore[attr-defined]
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what it is and what follows."""
        passes_on = self.consent.purpose == Purpose.PASS_ON
        return super().get_context_data(row=agreed.row(self.consent), passes_on=passes_on, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back, with all that hung on it."""
        try:
            consents.take_back(self.consent, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        except consents.AlreadyTakenBack:
            messages.info(request, _("This was taken back before."))
        else:
            messages.success(request, _("Taken back. It holds from now on."))
        return redirect("consents")
