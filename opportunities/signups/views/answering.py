"""Answering, for organisers: the inbox, the four answers, one date with its sign-in sheet, and one person by a link."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from hub.access import audiences
from hub.access.actors import Actor, Grant
from hub.design import paging
from hub.people.services import links
from opportunities import private_links
from opportunities.models import Session, SignUp
from opportunities.presenters import wording
from opportunities.signups import selectors
from opportunities.signups.base_views import Answering
from opportunities.signups.forms import answering as forms_answering
from opportunities.signups.presenters import inbox
from opportunities.signups.services import answering, signing_up
from organisations.base_views import Managed


class Inbox(Managed, TemplateView):
    """People to answer, people answered, people who wait."""

    audience = audiences.ORGANISERS.listing_people()
    template_name = "opportunities/manage/inbox.html"
    http_method_names = ["get", "head", "options"]
    shown = "to-answer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load one page of one tab, with the dates beside it."""
        at = timezone.now()
        rows = SignUp.objects.visible_to(self.actor).of(self.organisation.pk)
        tabs = selectors.tabs(rows, at=at)
        page = Paginator(tabs[self.shown].for_inbox(), 20).get_page(self.request.GET.get("page"))
        counts = {key: found.count() for key, found in tabs.items()}
        counts["to-answer"] += inbox.added_to_answer(to=self.actor, organisation=self.organisation)
        added = (
            inbox.added(self.shown, to=self.actor, organisation=self.organisation, at=at) if page.number == 1 else []
        )
        return super().get_context_data(
            tabs=inbox.tab_links(self.organisation, counts, current=self.shown),
            shown=self.shown,
            heading=inbox.tab_heading(self.shown, counts[self.shown]),
            added=added,
            promise=inbox.promise(self.organisation, rows),
            people=inbox.people(page, to=self.actor, organisation=self.organisation, at=at),
            page=page,
            pagination=paging.pagination(page, self.request.GET),
            sessions=inbox.sessions(self.organisation, at=at),
            empty=inbox.nobody(self.shown),
            waiting=inbox.waiting(rows, to=self.actor, organisation=self.organisation, at=at),
            **kwargs,
        )


class Accept(Managed, Answering, View):
    """Yes, come along."""

    audience = audiences.ORGANISERS.listing_people()
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Accept, and notify them."""
        at = timezone.now()
        try:
            answering.accept(self.sign_up, by=self.answerer, at=at)
        except signing_up.AlreadyAnswered as error:
            return self.failed(error)
        return self.done(_("They’re coming."), self.how_told(at=at))


class OfferPlace(Managed, Answering, View):
    """A place for somebody on the waiting list."""

    audience = audiences.ORGANISERS.listing_people()
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Offer it, and notify them."""
        at = timezone.now()
        try:
            answering.offer_place(self.sign_up, by=self.answerer, at=at)
        except (signing_up.AlreadyAnswered, signing_up.Full) as error:
            return self.failed(error)
        return self.done(_("The place is offered."), self.how_told(at=at))


class Decline(Managed, Answering, FormView[forms_answering.NotThisTime]):
    """Not this time, with a kind word."""

    audience = audiences.ORGANISERS.listing_people()
    form_class = forms_answering.NotThisTime
    template_name = "opportunities/manage/decline.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        return super().get_context_data(person=self.person_row(), **kwargs)

    def form_valid(self, form: forms_answering.NotThisTime) -> HttpResponse:
        """Decline, and notify them kindly."""
        at = timezone.now()
        try:
            answering.decline(self.sign_up, words=form.cleaned_data["words"], by=self.answerer, at=at)
        except signing_up.AlreadyAnswered as error:
            return self.failed(error)
        return self.done(_("Not this time."), self.how_told(at=at))


class OfferAnother(Managed, Answering, FormView[forms_answering.OtherDate]):
    """Another date of the same thing."""

    audience = audiences.ORGANISERS.listing_people()
    form_class = forms_answering.OtherDate
    template_name = "opportunities/manage/another.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def choices(self) -> dict[str, Session]:
        """The other dates that have room."""
        return selectors.other_dates(self.sign_up, at=timezone.now())

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the dates in words."""
        found = super().get_form_kwargs()
        return found | {"choices": [(pk, wording.date_choice(session)) for pk, session in self.choices.items()]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the person."""
        return super().get_context_data(person=self.person_row(), choices=self.choices, **kwargs)

    def form_valid(self, form: forms_answering.OtherDate) -> HttpResponse:
        """Offer it, and notify them."""
        at = timezone.now()
        try:
            answering.offer_another(self.sign_up, self.choices[form.cleaned_data["session"]], by=self.answerer, at=at)
        except signing_up.Full as error:
            form.add_error("session", str(error))
            return self.form_invalid(form)
        except signing_up.AlreadyAnswered as error:
            return self.failed(error)
        return self.done(_("The other date is offered."), self.how_told(at=at))


class AnswerByLink(Answering, FormView[forms_answering.NotThisTime]):
    """One person to answer, for an organiser with the link from a notification."""

    audience = audiences.LINK_ONLY.or_link(private_links.ANSWER)
    form_class = forms_answering.NotThisTime
    template_name = "opportunities/answer.html"
    http_method_names = ["get", "head", "options", "post"]

    def answerable(self) -> QuerySet[SignUp]:
        """Return the sign-up of the link."""
        return SignUp.objects.answerable_by_link(self.actor)

    @cached_property
    def grant(self) -> Grant:
        """What the link allows."""
        grant = self.actor.grant_for(private_links.ANSWER, str(self.sign_up.pk))
        if grant is None:
            raise Http404
        return grant

    @cached_property
    def answerer(self) -> Actor:
        """The organiser, acting by link for the organisation of this one sign-up."""
        organisation_id = self.sign_up.session.opportunity.organisation_id
        return replace(self.actor, person_id=self.grant.person_id, organisation_id=organisation_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the one person, and what became of their yes."""
        said = inbox.settled_words(self.sign_up)
        return super().get_context_data(person=self.person_row(), said=said, **kwargs)

    def form_valid(self, form: forms_answering.NotThisTime) -> HttpResponse:
        """Accept or decline, depending on the button; do nothing without one."""
        at, answer = timezone.now(), self.request.POST.get("answer")
        if answer not in ("yes", "no"):
            form.add_error(None, _("Choose your answer."))
            return self.form_invalid(form)
        links.keep_open(self.request.session, self.grant)
        try:
            if answer == "yes":
                answering.accept(self.sign_up, by=self.answerer, at=at)
            else:
                answering.decline(self.sign_up, words=form.cleaned_data["words"], by=self.answerer, at=at)
        except signing_up.AlreadyAnswered as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, self.how_told(at=at))
        return redirect("answer", sign_up=self.sign_up.pk)
