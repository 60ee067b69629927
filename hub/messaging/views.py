"""Replies by text, and the status page of the hub for administrators."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView, View

from hub.access import audiences
from hub.messaging import channels, notifications, outbox, status, trying


@method_decorator(csrf_exempt, name="dispatch")
class Heard(audiences.HasAudience, View):
    """Receives replies by text from the provider: STOP is obeyed, anything else is ignored."""

    audience = audiences.EVERYONE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Handle a reply. Responds with 404 while no provider with replies is set."""
        provider: object = channels.provider()
        if not isinstance(provider, channels.Hears):
            raise Http404
        number, words = provider.heard(request)
        notifications.heard(number, words, at=timezone.now())
        return HttpResponse(status=204)


class HubStatus(audiences.HasAudience, TemplateView):
    """The status page of the hub."""

    audience = audiences.ADMINISTRATORS
    template_name = "messaging/status.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load what failed, what has no desk, and when scheduled work last ran."""
        return super().get_context_data(status=status.now(at=timezone.now()), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Retry what failed, or send a test: to oneself by email, or to a number by text."""
        if "test" in request.POST:
            return self._test(request)
        count = outbox.try_again(by=self.actor, at=timezone.now())
        messages.success(request, _("Taken up again: %d.") % count)
        return redirect(request.path)

    def _test(self, request: HttpRequest) -> HttpResponse:
        try:
            if request.POST["test"] == "text":
                trying.text(request.POST.get("number", ""))
            else:
                trying.email(request.user.email)  # type: ignore[union-attr]
        except trying.NotSent as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Sent. See whether it arrives."))
        return redirect(request.path)
