"""Recording attendance, for organisers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from hub.access import audiences
from opportunities.attendance.services import attendance
from opportunities.signups.base_views import Answering
from organisations.base_views import Managed


class Came(Managed, Answering, View):
    """Tick somebody on the sign-in sheet."""

    audience = audiences.ORGANISERS.listing_people()
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record whether they came; ignore any answer but yes or no."""
        came = {"yes": True, "no": False}.get(request.POST.get("came", ""))
        try:
            if came is None:
                raise attendance.CannotNote(_("Say whether they came."))
            attendance.note_attendance(self.sign_up, came=came, by=self.answerer, at=timezone.now())
        except attendance.CannotNote as error:
            messages.error(request, str(error))
        return redirect("manage:session", slug=self.organisation.slug, session=self.sign_up.session_id)
