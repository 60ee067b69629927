"""The desk's calls and letters."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from hub.access import audiences
from hub.design import documents, paging
from hub.design.components import EmptyState
from hub.desk import tasks
from hub.desk.models import OUTCOMES, TaskKind
from hub.messaging import desk
from organisations.base_views import Managed

AUDIENCE: Final = audiences.SERVICE_STAFF.listing_people()
BATCH: Final = 50
"""How many letters are shown, and printed, at once."""


class Calls(Managed, TemplateView):
    """Calls to make and letters to post, for the service that does it for the whole hub."""

    audience = AUDIENCE
    template_name = "opportunities/manage/calls.html"
    http_method_names = ["get", "head", "options", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raise Http404 for any organisation but the desk."""
        answer = super().dispatch(request, *args, **kwargs)
        if answer.status_code == 200 and not self.organisation.is_desk:
            raise Http404
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load one page of calls, and the letters that wait."""
        at = timezone.now()
        calls = Paginator(desk.to_make(self.organisation.pk), 20).get_page(self.request.GET.get("page"))
        letters = list(desk.to_post(self.organisation.pk)[:BATCH])
        dead_ends = desk.dead_ends(self.organisation.pk)
        desk.looked([*calls, *letters], dead_ends, by=self.actor, at=at)
        return super().get_context_data(
            at=at,
            as_pdf=documents.can_be_made(),
            calls=desk.calls(calls),
            letters=letters,
            dead_ends=dead_ends,
            ways_found=OUTCOMES[TaskKind.ROUTE],
            no_calls=EmptyState(title=_("No calls to make"), text=_("When somebody chose a call, it stands here.")),
            no_letters=EmptyState(
                title=_("No letters to post"), text=_("When somebody chose a letter, it stands here.")
            ),
            pagination=paging.pagination(calls, self.request.GET),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Record how a call went, that letters were posted, or whether there is another way to reach somebody."""
        at = timezone.now()
        if "posted" in request.POST:
            shown = [_number(letter) for letter in request.POST.getlist("letter")]
            count = desk.posted(self.organisation.pk, shown, by=self.actor, at=at)
            messages.success(request, _("Letters posted: %d.") % count)
        elif "route" in request.POST:
            self._look_into(_number(request.POST["route"]), at=at)
        else:
            call = get_object_or_404(desk.to_make(self.organisation.pk), pk=_number(request.POST.get("call")))
            try:
                desk.close_call(call, request.POST.get("outcome", ""), by=self.actor, at=at)
            except tasks.NoSuchOutcome as error:
                messages.error(request, str(error))
            else:
                messages.success(request, _("Written down: %(name)s.") % {"name": call.message.person.first_name})
        return redirect(request.path)

    def _look_into(self, pk: int, *, at: datetime) -> None:
        found = next((one for one in desk.dead_ends(self.organisation.pk) if one.task.pk == pk), None)
        if found is None:
            raise Http404
        try:
            desk.close_dead_end(found, self.request.POST.get("outcome", ""), by=self.actor, at=at)
        except tasks.NoSuchOutcome as error:
            messages.error(self.request, str(error))


class Letters(Managed, View):
    """The letters to post as a PDF in large print, each on a page of its own."""

    audience = AUDIENCE
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the letters that the page of calls and letters shows. Raises Http404 if there are none."""
        at = timezone.now()
        letters = list(desk.to_post(self.organisation.pk)[:BATCH]) if self.organisation.is_desk else []
        if not letters:
            raise Http404
        desk.looked(letters, by=self.actor, at=at)
        return documents.response(request, "messaging/letters.html", {"letters": letters, "at": at}, name="letters")


def _number(text: str | None) -> int:
    """Return a row's id from a form, 0 for an invalid value."""
    return int(text) if text and text.isdecimal() and len(text) < 18 else 0
