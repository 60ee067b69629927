"""Referrals: the worker's pages, and the organisation's, in its inbox or by a private link without an account."""

from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView, View

from hub.access import audiences
from hub.access.actors import Actor, Grant
from hub.design import documents, paging
from hub.messaging import telling
from hub.people.services import links
from matching.frontline.audience import FRONT_LINE
from matching.frontline.models import FELL_THROUGH, LIVE, TO_ANSWER, Reason, Referral, Status
from matching.frontline.models.referral import ReferralQuerySet
from matching.frontline.presenters import rows
from matching.frontline.referrals import forms as referrals_forms
from matching.frontline.referrals import next_steps, private_links
from matching.frontline.referrals.presenters import inbox
from matching.frontline.referrals.services import referrals
from opportunities.models import Session
from opportunities.signups.services import signing_up
from organisations.base_views import Managed
from organisations.models import Organisation

WORKER_TOLD: Final = gettext_lazy("The worker who passed them on hears it, too.")
WORKER_LOOKS: Final = gettext_lazy("The worker looks for something else.")

ROLL_MM: Final = 80
"""The width of the paper of a receipt printer."""


class Made(audiences.HasAudience, ListView[Referral]):
    """Everybody the worker's service referred, newest first."""

    audience = FRONT_LINE.listing_people()
    template_name = "frontline/referrals.html"
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> QuerySet[Referral]:
        """The service's own."""
        actor = self.actor
        made = Referral.objects.visible_to(actor).made_by(actor.organisation_id or 0)
        return made.for_rows().order_by("-made_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load a page of them."""
        actor = self.actor
        page = Paginator(self.object_list, 20).get_page(self.request.GET.get("page"))
        called = rows.names([row.person for row in page], to=actor, why="referrals", at=timezone.now())
        return super().get_context_data(
            rows=rows.referrals(page, called),
            pagination=paging.pagination(page, self.request.GET),
            **kwargs,
        )


class One(audiences.HasAudience, TemplateView):
    """One referral, for the service that made it: its state, and the next step when it failed."""

    audience = FRONT_LINE
    template_name = "frontline/referral.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def referral(self) -> Referral:
        """The referral named in the URL."""
        actor = self.actor
        made = Referral.objects.visible_to(actor).made_by(actor.organisation_id or 0)
        return get_object_or_404(made.for_rows().select_related("session", "sign_up"), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add its state and, when it failed, three other opportunities."""
        at = timezone.now()
        actor = self.actor
        referral = self.referral
        over = referral.status in FELL_THROUGH
        called = rows.names([referral.person], to=actor, why="referral", at=at)
        return super().get_context_data(
            referral=referral,
            row=rows.referrals([referral], called)[0],
            facts=rows.referral_facts(referral),
            can_withdraw=referral.status in LIVE,
            next_step_open=over and referral.next_step_at is None,
            alternatives=next_steps.alternatives(referral, by=actor, at=at) if over else [],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw it, or record that the next step is taken."""
        at = timezone.now()
        actor = self.actor
        if request.POST.get("do") == "next":
            referrals.take_next_step(self.referral, by=actor, at=at)
            messages.success(request, _("Noted."))
            return redirect("frontline:home")
        if request.POST.get("do") != "withdraw":
            return redirect(self.referral)
        try:
            referrals.withdraw(self.referral, by=actor, at=at)
        except referrals.CannotMove as error:
            messages.error(request, str(error))
            return redirect(self.referral)
        messages.success(request, _("Taken back. They no longer see them, and we tell them so."))
        return redirect(self.referral)


class Answered(audiences.HasAudience):
    """Base of the organisation's answers: one referral it may answer, and where to go afterwards."""

    kwargs: dict[str, Any]
    by_link = False

    def answerable(self) -> ReferralQuerySet:
        """Return the referrals that the actor may answer."""
        if self.by_link:
            return Referral.objects.answerable_by_link(self.actor)
        return Referral.objects.visible_to(self.actor).sent_to(self.actor.organisation_id or 0)

    @cached_property
    def referral(self) -> Referral:
        """The referral named in the URL."""
        found = self.answerable().for_rows().select_related("sign_up", "session")
        return get_object_or_404(found, pk=self.kwargs["referral"])

    @property
    def grant(self) -> Grant | None:
        """What the link allows, if the page was opened by one."""
        return self.actor.grant_for(private_links.REFERRAL, str(self.referral.pk)) if self.by_link else None

    @cached_property
    def answerer(self) -> Actor:
        """The actor: by a link, the organiser acts for the referral's organisation."""
        return inbox.acting(self.actor, self.referral) if self.by_link else self.actor

    @cached_property
    def dates(self) -> dict[str, Session]:
        """The dates to come of what they were referred for, read once: one may be called off meanwhile."""
        if self.referral.opportunity_id is None:
            return {}
        rows = Session.objects.upcoming(at=timezone.now()).filter(opportunity=self.referral.opportunity_id)
        return {str(session.pk): session for session in rows.select_related("opportunity").in_order()[:8]}

    def form(self, data: Any = None) -> referrals_forms.ComeAlong:
        """Return the form with its dates."""
        return referrals_forms.ComeAlong(
            data, choices=[(pk, inbox.date(session)) for pk, session in self.dates.items()]
        )

    def how_told(self, *, by: datetime | None = None, at: datetime) -> str:
        """Return how the person hears of the answer, in a sentence."""
        return telling.one(self.referral.person, by=by, at=at)

    def back(self) -> str:
        """Redirect to the next page."""
        if self.by_link:
            return reverse("answer_referral", args=[self.referral.pk])
        return reverse("manage:inbox", args=[self.referral.organisation.slug])

    def accepted(self, data: Any) -> tuple[referrals_forms.ComeAlong | None, str]:
        """Accept with a date, where there are dates; return the form if it has errors, or the message to show."""
        session, form, at = None, None, timezone.now()
        if self.referral.opportunity_id is not None:
            form = self.form(data)
            if not form.is_valid():
                return form, ""
            session = self.dates[form.cleaned_data["session"]]
        try:
            referrals.accept(
                self.referral,
                session=session,
                waiting=bool(session and session.is_full),
                by=self.answerer,
                at=at,
            )
        except (referrals.CannotMove, signing_up.CannotSignUp) as error:
            if form is None:
                messages.error(self.request, str(error))
                return None, ""
            form.add_error(None, str(error))
            return form, ""
        what = _("They’re on your list.") if session and session.is_full else _("They’re coming.")
        how_told = self.how_told(by=session.next_at if session else None, at=at)
        return None, f"{what} {how_told} {WORKER_TOLD}"


class OneSent(Managed, Answered, TemplateView):
    """One referred person, with the four answers."""

    audience = audiences.ORGANISERS
    template_name = "frontline/sent.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the details that the person agreed to."""
        kwargs.pop("referral", None)  # the one from the URL; the row replaces it
        shown = inbox.sent(self.referral, to=self.answerer, at=timezone.now())
        form = kwargs.pop("form", None) or (self.form() if self.referral.opportunity_id else None)
        return super().get_context_data(
            referral=self.referral,
            shown=shown,
            form=form,
            decline_form=kwargs.pop("decline_form", None) or referrals_forms.NotThisTime(),
            to_answer=self.referral.status in TO_ANSWER,
            is_new=self.referral.status == Status.SENT,
            is_coming=self.referral.status == Status.ACCEPTED and self.referral.sign_up_id is None,
            by_link=self.by_link,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer: yes, seen, not this time, or "they came"."""
        do = request.POST.get("do", "")
        at = timezone.now()
        if grant := self.grant:
            links.keep_open(request.session, grant)
        try:
            if do == "accept":
                form, words = self.accepted(request.POST)
                if form is not None:
                    return self.render_to_response(self.get_context_data(form=form))
                if words:
                    messages.success(request, words)
            elif do == "seen":
                referrals.acknowledge(self.referral, by=self.answerer, at=at)
                messages.success(request, _("The worker can see that you’ve seen it."))
            elif do == "came":
                referrals.came(self.referral, by=self.answerer, at=at)
                messages.success(request, _("Good. The worker who passed them on knows."))
            elif do == "decline":
                decline = referrals_forms.NotThisTime(request.POST)
                if not decline.is_valid():
                    return self.render_to_response(self.get_context_data(decline_form=decline))
                reason, words = Reason(decline.cleaned_data["reason"]), decline.cleaned_data["words"]
                referrals.decline(self.referral, reason=reason, words=words, by=self.answerer, at=at)
                messages.success(request, f"{_('Not this time.')} {self.how_told(at=at)} {WORKER_LOOKS}")
        except referrals.CannotMove as error:
            messages.error(request, str(error))
        return redirect(self.back())


class AnswerByLink(OneSent):
    """The same page, opened by a private link without an account."""

    audience = audiences.LINK_ONLY.or_link("referral")
    by_link = True
    template_name = "frontline/sent_by_link.html"

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation of the referral: the URL names none."""
        return self.referral.organisation


class Received(Managed, TemplateView):
    """Everybody referred to the organisation."""

    audience = audiences.ORGANISERS.listing_people()
    template_name = "frontline/received.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load a page of them, newest first."""
        at = timezone.now()
        sent = Referral.objects.visible_to(self.actor).sent_to(self.organisation.pk).for_rows()
        page = Paginator(sent.order_by("-sent_at", "pk"), 20).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            people=[inbox.card(row) for row in inbox.all_sent(page, to=self.actor, at=at)],
            pagination=paging.pagination(page, self.request.GET),
            **kwargs,
        )


class Slip(audiences.HasAudience, TemplateView):
    """The slip of a conversation: to print at 80 mm or in large print on A4, or to send as a text."""

    audience = FRONT_LINE
    template_name = "frontline/slip.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the slip; its code is created when it is first shown."""
        found = next_steps.slip(self.hub_request, self.kwargs["pk"], at=timezone.now())
        return super().get_context_data(as_pdf=documents.can_be_made(), **found, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it by text."""
        if next_steps.text_slip(self.hub_request, self.kwargs["pk"], at=timezone.now()):
            messages.success(request, _("It goes out as a text."))
        else:
            messages.error(request, _("We have no number for texts. Print it instead."))
        return redirect("frontline:slip", pk=self.kwargs["pk"])


class SlipDocument(audiences.HasAudience, View):
    """The same slip as a PDF: on a roll of 80 mm, or in large print on A4."""

    audience = FRONT_LINE
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the slip with the code that is on screen."""
        found = next_steps.slip(self.hub_request, self.kwargs["pk"], at=timezone.now())
        roll = 0 if found["large"] else ROLL_MM
        return documents.response(request, "frontline/slip_document.html", found, name="slip", roll=roll)
