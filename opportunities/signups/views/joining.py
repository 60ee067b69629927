"""Signing up, and a person's own pages of sign-ups."""

from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, ListView

from hub.access import audiences, limits
from hub.access.actors import OWN_PAGES
from hub.design import paging
from hub.places.locate import CannotLocate, find
from opportunities import private_links
from opportunities.models import Ended, Opportunity, Session, SignUp
from opportunities.presenters import adverts
from opportunities.search import presenters
from opportunities.signups.forms.signing_up import SayYes
from opportunities.signups.presenters import back, own
from opportunities.signups.services import signing_up

SAID_YES: Final = "said_yes"
"""The session key of what visitors sent: by opportunity its date, the way to reach them, and whether they wait."""
DATES: Final = 5
"""How many dates the form offers."""
WRITTEN_TO: Final = gettext_lazy(
    "We’ve sent word there a few times in the last hour. Wait a little, or ring us and we’ll put you down."
)


class Advert(audiences.HasAudience, FormView[SayYes]):
    """One opportunity as an advert, with the sign-up form beside it."""

    audience = audiences.EVERYONE
    form_class = SayYes
    template_name = "opportunities/page.html"
    http_method_names = ["get", "head", "options"]

    @cached_property
    def opportunity(self) -> Opportunity:
        """The opportunity, with its dates to come."""
        rows = Opportunity.objects.visible_to(self.actor).for_cards(at=timezone.now())
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def is_open(self) -> bool:
        """Whether people can sign up now."""
        return Opportunity.objects.open(at=timezone.now()).filter(pk=self.opportunity.pk).exists()

    @property
    def dates(self) -> list[Session]:
        """The next dates."""
        upcoming = self.opportunity.upcoming
        return upcoming[:DATES]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the opportunity and its dates."""
        return super().get_form_kwargs() | {"opportunity": self.opportunity, "sessions": self.dates}

    def get_initial(self) -> dict[str, Any]:
        """Start with what led the visitor here, and what is known of them."""
        led = {"led": self.request.GET.get("from", "")[:10]}
        return super().get_initial() | own.known(self.actor) | led

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the advert, the form and, when it is full or over, alternatives."""
        at = timezone.now()
        near = self._near()
        full = bool(self.dates) and all(session.is_full for session in self.dates)
        other = full or not self.is_open or kwargs.get("just_full")
        return super().get_context_data(
            opportunity=self.opportunity,
            advert=adverts.advert(self.opportunity, self.dates, near=near),
            is_open=self.is_open,
            is_full=full,
            friend=own.for_a_friend(self.opportunity),
            back=back.of(self.request, near=near.name if near else ""),
            alternatives=presenters.alternatives(self.opportunity, at=at) if other else [],
            **kwargs,
        )

    def _near(self) -> Any:
        """Return the place the visitor searched from, if the URL still has it."""
        try:
            return find(self.request.GET["near"]) if self.request.GET.get("near") else None
        except CannotLocate:
            return None


@method_decorator(limits.limited("hub_sign_up"), name="dispatch")
class Join(Advert):
    """The same page, taking the form."""

    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: SayYes) -> HttpResponse:
        """Sign up and open the person's own page, or say that the last place has just gone."""
        at = timezone.now()
        if not limits.within(self.request, "hub_route", key=form.yes.lookup):
            form.add_error("route", WRITTEN_TO)
            return self.form_invalid(form)
        waiting = form.agrees_to_wait
        try:
            taken = signing_up.take_yes(form.chosen, form.yes, waiting=waiting, by=self.actor, at=at)
        except signing_up.Full:
            return self._just_full()
        except signing_up.NotOpen as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return redirect(taken.sign_up) if taken.is_theirs else self._receive(form, waiting=waiting)

    def _just_full(self) -> HttpResponse:
        """Show the form again, as filled in, with the dates that are full now."""
        del self.opportunity
        fresh = self.get_form()
        fresh.is_valid()
        fresh.say_what_is_full()
        return self.render_to_response(self.get_context_data(form=fresh, just_full=True))

    def _receive(self, form: SayYes, *, waiting: bool) -> HttpResponse:
        """Redirect to a page that shows only what was typed: a name and a route do not show whose sign-up it is."""
        said = {"session": form.chosen.pk, "by": str(form.yes.route.kind), "waits": waiting}
        self.request.session[SAID_YES] = self.request.session.get(SAID_YES, {}) | {str(self.opportunity.pk): said}
        return redirect("opportunities:received", pk=self.opportunity.pk, title=self.opportunity.slug)


class Received(Advert):
    """The confirmation of a sign-up by a visitor, always the same whether it was new or repeated.

    It is there for a browser that has sent a yes; any other is led to the advert.
    """

    template_name = "opportunities/received.html"

    @cached_property
    def said(self) -> dict[str, Any] | None:
        """What was sent from this browser for this opportunity; None where nothing was."""
        found: dict[str, Any] | None = self.request.session.get(SAID_YES, {}).get(str(self.opportunity.pk))
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, or lead to the advert."""
        return redirect(self.opportunity) if self.said is None else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the opportunity, the date of the sign-up, and what happens next."""
        said = self.said or {}
        session = next((session for session in self.dates if session.pk == said["session"]), None)
        return {
            "opportunity": self.opportunity,
            "facts": own.public_facts(self.opportunity, session),
            "received": own.received(self.opportunity, session, by=said["by"], waits=said["waits"], at=timezone.now()),
        }


class Mine(audiences.HasAudience, paging.Forgiving, ListView[SignUp]):
    """All sign-ups of a person, by account or by private link."""

    audience = audiences.OWN
    template_name = "opportunities/sign_ups.html"
    paginate_by = 20

    def get_queryset(self) -> Any:
        """Return the person's own, those to come first."""
        return SignUp.objects.of_person(self.actor, at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Split what is to come from what is over."""
        context = super().get_context_data(**kwargs)
        at = timezone.now()
        rows = [own.sign_up_row(sign_up, at=at) for sign_up in context["page_obj"]]
        return context | {
            "coming": [row for row in rows if row.is_to_come],
            "over": [row for row in rows if not row.is_to_come],
            "empty": own.nothing_yet(),
            "pagination": paging.pagination(context["page_obj"], self.request.GET),
        }


class Own(audiences.HasAudience, DetailView[SignUp]):
    """One sign-up, for the person: its state and what they can do."""

    audience = audiences.SIGNED_IN.or_link(OWN_PAGES, private_links.SIGN_UP)
    template_name = "opportunities/sign_up.html"
    context_object_name = "sign_up"

    def get_queryset(self) -> Any:
        """Return those the person may see."""
        return SignUp.objects.own(self.actor).for_inbox()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its state."""
        return super().get_context_data(
            row=own.sign_up_row(self.object, at=timezone.now()),
            facts=own.facts(self.object),
            by_link=not self.request.user.is_authenticated,
            **kwargs,
        )


class CallOff(Own):
    """Ask for confirmation, then cancel and pass the place on."""

    template_name = "opportunities/call_off.html"
    http_method_names = ["get", "head", "options", "post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel it."""
        sign_up = self.get_object()
        try:
            signing_up.call_off(sign_up, because=Ended.BY_PERSON, by=self.actor, at=timezone.now())
        except signing_up.AlreadyAnswered as error:
            messages.error(request, str(error))
        return redirect(sign_up)


class TakeOffer(Own):
    """Take the place that was offered."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the place, if the offer is still open."""
        sign_up = self.get_object()
        try:
            signing_up.accept_offer(sign_up, by=self.actor, at=timezone.now())
        except signing_up.AlreadyAnswered as error:
            messages.error(request, str(error))
        return redirect(sign_up)
