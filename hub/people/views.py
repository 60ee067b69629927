"""Private links and codes: open a link, type a code, ask for a new link, close the session on a shared phone."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from hub.access import audiences, limits, shared
from hub.audit import record as audit
from hub.audit.models import Entry
from hub.core import destinations
from hub.design import paging
from hub.people import forms, record, ways
from hub.people.models import Person
from hub.people.services import links


@require_safe
@audiences.open_to(audiences.EVERYONE)
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Let this browser use a private link for half an hour, and redirect to its page. A GET changes nothing else of the person's."""
    at = timezone.now()
    try:
        link = links.find(token, at=at)
    except links.NotOpen:
        return redirect("link_needed")
    links.open_in(request.session, link, at=at)
    response = redirect(links.address_of(link))
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
@audiences.open_to(audiences.EVERYONE)
def close_links(request: HttpRequest) -> HttpResponse:
    """Close everything this browser opened with private links."""
    request.session.pop(links.SESSION_KEY, None)
    request.session.cycle_key()  # a browser that keeps pages for "Back" drops them when this cookie changes
    messages.success(request, _("Closed. Nobody on this phone or computer can see it now."))
    response = destinations.go("home")
    shared.forget(response)  # also where nothing was open any more: the page may still stand in another tab
    return response


class Record(audiences.HasAudience, TemplateView):
    """Who changed or read what in my record, newest first."""

    audience = audiences.OWN
    template_name = "people/record.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load one page of the log."""
        own = self.actor.owner_id
        page = Paginator(Entry.objects.about(own), 30).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            lines=record.lines(page, me=own), pagination=paging.pagination(page, self.request.GET), **kwargs
        )


class RecordCopy(audiences.HasAudience, TemplateView):
    """My data export, as a page or a file. Each export is logged."""

    audience = audiences.OWN
    template_name = "people/record_copy.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Build the export."""
        at = timezone.now()
        actor = self.actor
        person = get_object_or_404(Person.objects.visible_to(actor), pk=actor.own_id)
        audit.record("record.copied", by=actor, at=at, about=person.pk)
        parts = record.export(person)
        if request.GET.get("format") == "json":
            answer = JsonResponse(dict(parts), json_dumps_params={"indent": 1, "ensure_ascii": False})
            answer["Content-Disposition"] = 'attachment; filename="my-record.json"'
            return answer
        return self.render_to_response(self.get_context_data(parts=parts, at=at))


@method_decorator(limits.limited("hub_code"), name="dispatch")
class TypeCode(audiences.HasAudience, FormView[forms.TypeCode]):
    """The page to type a code that was read out, texted or printed."""

    audience = audiences.EVERYONE
    form_class = forms.TypeCode
    template_name = "people/code.html"
    extra_context = {"texts_go_out": ways.texts_go_out}
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: forms.TypeCode) -> HttpResponse:
        """Open the page that the code is for."""
        at = timezone.now()
        typed, fact = form.cleaned_data["code"], form.cleaned_data["fact"]
        try:
            link = links.find_slip(typed, fact, at=at) if links.is_slip_code(typed) else links.find(typed, at=at)
        except links.NotOpen:
            form.add_error(
                "code", _("We don’t know this code, or it no longer works. Check it, or ask for a new link below.")
            )
            return self.form_invalid(form)
        links.open_in(self.request.session, link, at=at)
        return redirect(links.address_of(link))


@method_decorator(limits.limited("hub_new_link"), name="dispatch")
class LinkNeeded(audiences.HasAudience, FormView[forms.NewLink]):
    """One page for unknown, used and expired links, to ask for a new one. The answer is the same for everybody."""

    audience = audiences.EVERYONE
    form_class = forms.NewLink
    template_name = "people/link_needed.html"
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: forms.NewLink) -> HttpResponse:
        """Send new links, if there are any to send."""
        links.send_again(form.cleaned_data["route"], at=timezone.now())
        messages.success(
            self.request,
            _("If we know it, a new link is on its way, or came in the last ten minutes. It can take a few minutes."),
        )
        return redirect("link_needed")
