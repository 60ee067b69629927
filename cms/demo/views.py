"""The tour and the demo outbox: every email, text and letter as received, and the calls to make. In demo mode only.

All people in it are invented, so access to them is not logged.
"""

from typing import Any, Final

from django.conf import settings
from django.contrib import auth, messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from cms.demo import accounts, forms, mailbag
from cms.demo.content import loader
from hub.access import audiences
from hub.accounts.models import User
from hub.design.components import EmptyState, Pagination, TabItem, Tabs
from hub.messaging import notifications
from hub.messaging.models import Message
from hub.people.models import Channel

PER_PAGE: Final = 20


class Tour(audiences.HasAudience, TemplateView):
    """Six people to sign in as, and what to try as each."""

    audience = audiences.DEMO_ONLY
    template_name = "demo/tour.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the account of each stop."""
        people = {account.email: account for account in accounts.ALL}
        stops = [{"account": people[stop.email], **vars(stop)} for stop in loader.stops()]
        return {**super().get_context_data(**kwargs), "stops": stops}


class Be(audiences.HasAudience, View):
    """Sign in as one of the demo's people: one click instead of a password that is printed anyway."""

    audience = audiences.DEMO_ONLY
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign out the current user, and sign in as the chosen one."""
        email = request.POST.get("email", "")
        if email not in {account.email for account in accounts.ALL}:
            raise Http404
        user = get_object_or_404(User, email=email)
        auth.logout(request)
        auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
        return redirect(wanted if safe else reverse("landing"))


class Outbox(audiences.HasAudience, TemplateView):
    """All messages, newest first."""

    audience = audiences.DEMO_ONLY
    template_name = "demo/outbox.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load one page of messages of one channel, or of all."""
        channel = self.kwargs.get("channel", "")
        if channel and channel not in Channel.values:
            raise Http404
        search = forms.Search(self.request.GET)
        wanted = search.cleaned_data["to"] if search.is_valid() else ""
        page = Paginator(mailbag.arrived(channel=channel, wanted=wanted), PER_PAGE).get_page(
            self.request.GET.get("page")
        )
        counts = mailbag.counts()
        first = page.number == 1 and not wanted and channel in ("", Channel.EMAIL)
        return {
            **super().get_context_data(**kwargs),
            "search": search,
            "page": page,
            "sender": settings.DEFAULT_FROM_EMAIL,
            "tabs": tabs(counts, current=channel),
            "pagination": pagination(page, wanted),
            "empty": EmptyState(
                title=_("Nothing here yet"), text=_("What people are told shows here as soon as it goes out.")
            ),
            "waiting": counts["queued"],
            "lost": counts["lost"],
            "signing_in": mailbag.signing_in_mail() if first else [],
        }


def tabs(counts: dict[str, int], *, current: str) -> Tabs:
    """Return a tab for everything and one for each channel, with counts."""
    names = {
        Channel.EMAIL: _("Emails"),
        Channel.TEXT: _("Texts"),
        Channel.LETTER: _("Letters"),
        Channel.PHONE: _("Calls"),
    }
    all_of_them = sum(counts[channel] for channel in names)
    everything = TabItem(_("Everything"), reverse("demo:outbox"), all_of_them, current == "")
    each = [
        TabItem(name, reverse("demo:channel", args=[channel.value]), counts[channel], current == channel)
        for channel, name in names.items()
    ]
    return Tabs((everything, *each), label=_("Kinds of message"))


def pagination(page: Any, wanted: str) -> Pagination:
    """Return the numbered pages, keeping the search."""
    total = page.paginator.count
    facts = {"first": page.start_index(), "last": page.end_index(), "total": total}
    return Pagination(
        page=page.number,
        pages=page.paginator.num_pages,
        url="?" + urlencode({"to": wanted, "page": ""} if wanted else {"page": ""}),
        showing=_("Showing %(first)d to %(last)d of %(total)d") % facts if total else "",
    )


class ReplyStop(audiences.HasAudience, View):
    """Reply STOP to a text, as its reader could."""

    audience = audiences.DEMO_ONLY
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Handle the stop word, and show its effect."""
        form = forms.Stop(request.POST)
        if form.is_valid() and _is_known(form.cleaned_data["number"]):
            notifications.heard(form.cleaned_data["number"], "STOP", at=timezone.now())
            messages.success(request, _("They answered STOP. No more texts go to that number."))
        else:
            messages.error(request, _("No text went to that number."))
        back = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if safe else reverse("demo:outbox"))


def _is_known(number: str) -> bool:
    return Message.objects.filter(
        channel=Channel.TEXT, person__routes__lookup=mailbag.lookup(Channel.TEXT, number)
    ).exists()
