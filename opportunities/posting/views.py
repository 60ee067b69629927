"""Posting, for organisers: their list, a draft in small steps with a live preview, dates, and publishing."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView

from hub.access import audiences
from hub.design import paging
from opportunities import terms
from opportunities.dates.forms import NewSession
from opportunities.dates.services import scheduling
from opportunities.models import Joining, Opportunity, Session, SignUp
from opportunities.posting import cause_hints, forms, presenters, steps
from opportunities.posting.base_views import Managing
from opportunities.posting.services import posting
from opportunities.presenters import cards
from opportunities.signups.services import moving
from organisations.base_views import Managed


class CannotAddDate(Exception):
    """The date that was typed beside a step cannot be added."""

    def __init__(self, form: NewSession, words: str) -> None:
        super().__init__(words)
        self.form = form


class OnList(Managed, paging.Forgiving, ListView[Opportunity]):
    """Everything the organisation posted."""

    audience = audiences.ORGANISERS
    template_name = "opportunities/manage/list.html"
    paginate_by = 20
    http_method_names = ["get", "head", "options"]

    def get_queryset(self) -> Any:
        """Return the organisation's own, most recently changed first."""
        return Opportunity.objects.managed_by(self.actor).for_manage().for_cards(at=timezone.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each row, worded for the page."""
        context = super().get_context_data(**kwargs)
        rows = [presenters.managed_row(row) for row in context["page_obj"]]
        empty = presenters.nothing_on_show(self.organisation, may_post=True)
        return context | {
            "rows": rows,
            "empty": empty,
            "pagination": paging.pagination(context["page_obj"], self.request.GET),
        }


class New(Managed, FormView[forms.Start]):
    """The first step of a new one."""

    audience = audiences.ORGANISERS
    form_class = forms.Start
    template_name = "opportunities/manage/new.html"
    http_method_names = ["get", "head", "options", "post"]

    def form_valid(self, form: forms.Start) -> HttpResponse:
        """Create a draft and go on to its first step."""
        made = posting.draft(self.organisation, **form.cleaned_data, by=self.actor, at=timezone.now())
        return redirect("manage:step", slug=self.organisation.slug, pk=made.pk, step="what")


class Overview(Managing, TemplateView):
    """One opportunity for its organiser: what is missing, its dates, and the available actions."""

    audience = audiences.ORGANISERS
    template_name = "opportunities/manage/overview.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load the preview, the gaps and the dates."""
        at = timezone.now()
        return super().get_context_data(
            gaps=presenters.gap_rows(self.opportunity, at=at),
            preview=cards.card(self.opportunity, near=None),
            sessions=[presenters.session_row(session, self.organisation) for session in self.opportunity.upcoming],
            moves=presenters.moves(self.opportunity),
            **kwargs,
        )


class EditStep(Managing, FormView[steps.Step]):
    """One step of an opportunity, with a live preview beside it."""

    audience = audiences.ORGANISERS
    template_name = "opportunities/manage/step.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def step(self) -> str:
        """The step named in the URL."""
        if self.kwargs["step"] not in forms.STEPS:
            raise Http404
        return str(self.kwargs["step"])

    def get_form_class(self) -> type[steps.Step]:
        """Return the step's form."""
        return forms.STEPS[self.step][1]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Fill the form from the saved opportunity."""
        kept = Opportunity.objects.select_related("venue").get(pk=self.opportunity.pk)
        return super().get_form_kwargs() | {"instance": kept, "initial": self._initial()}

    def _initial(self) -> dict[str, Any]:
        flexible = next((s for s in self.opportunity.upcoming if s.is_flexible), None)
        if self.step != "when" or flexible is None:
            return {}
        return {"flexible": True, "windows": sorted(flexible.slots), "flexible_places": flexible.places}

    @cached_property
    def date_form(self) -> NewSession | None:
        """The form of one more date, on the step of the dates. It may stay blank unless its button was pressed."""
        if self.step != "when":
            return None
        sent = self.request.POST or None
        blank_is_fine = "add-date" not in self.request.POST
        return NewSession(sent, prefix="date", empty_permitted=blank_is_fine, use_required_attribute=False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the step's name, the preview and, for the dates, the fields of one more."""
        names, at = list(forms.STEPS), timezone.now()
        return super().get_context_data(
            step=self.step,
            step_title=forms.STEPS[self.step][0],
            step_number=names.index(self.step) + 1,
            step_count=len(names),
            preview=cards.card(self.opportunity, near=None),
            likely=self._likely(),
            sessions=[presenters.session_row(session, self.organisation) for session in self.opportunity.upcoming],
            date_form=self.date_form,
            told=presenters.moving_words(self.step, self._to_tell(at=at), at=at),
            **kwargs,
        )

    def _likely(self) -> list[str]:
        """Return the likely causes that were not ticked, on the step that has them."""
        thing = self.opportunity
        if self.step != "what":
            return []
        found = cause_hints.causes(f"{thing.title}. {thing.summary} {thing.what_you_do}")
        return [str(cause.label) for cause in found if cause not in thing.causes]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save the whole page, whichever button was pressed; for HTMX return only the preview."""
        if self.hub_request.htmx:
            return self._preview()
        form = self.get_form()
        fine = form.is_valid()
        if self.date_form is not None:
            fine = self.date_form.is_valid() and fine
        return self.form_valid(form) if fine else self.form_invalid(form)

    def _preview(self) -> HttpResponse:
        form = self.get_form()
        form.is_valid()
        for name, value in form.changes.items():
            setattr(self.opportunity, name, value)
        self.template_name = "opportunities/manage/_preview.html"
        return self.render_to_response({"preview": cards.card(self.opportunity, near=None), "likely": self._likely()})

    def form_valid(self, form: steps.Step) -> HttpResponse:
        """Save the step and go on to the next, or back to the overview."""
        try:
            with transaction.atomic():
                asks = self._keep(form, at=timezone.now())
        except (posting.CannotPublish, posting.CannotMove) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        except CannotAddDate as error:
            error.form.add_error("date", str(error))
            return self.form_invalid(form)
        except scheduling.CannotSchedule as error:
            form.add_error("flexible_places", str(error))
            return self.form_invalid(form)
        if asks is not None:
            messages.info(self.request, _("Saved. People have said yes to their own time: call that off here."))
            return redirect("manage:call_off_date", slug=self.organisation.slug, session=asks.pk)
        return redirect(self._onward())

    def _keep(self, form: steps.Step, *, at: datetime) -> Session | None:
        """Save the step; return a session that must be called off by hand, since people signed up for it."""
        changes, asks = form.changes, None
        if isinstance(form, forms.Where):
            changes["venue"] = posting.place(self.opportunity, **form.place) if form.place else None
        if isinstance(form, forms.When) and form.cleaned_data["flexible"]:
            scheduling.add_flexible(self.opportunity, **form.own_time, by=self.actor, at=at)
        elif isinstance(form, forms.When):
            asks = scheduling.end_flexible(self.opportunity, by=self.actor, at=at)
        if self.date_form is not None and self.date_form.has_changed():
            self._add_date(self.date_form, joining=form.cleaned_data["joining"], at=at)
        before, old_terms = posting.whereabouts(self.opportunity), terms.of(self.opportunity)
        posting.change(self.opportunity, changes, by=self.actor, at=at)
        is_elsewhere = posting.whereabouts(self.opportunity) != before
        if is_elsewhere or terms.matter(old_terms, terms.of(self.opportunity)):
            self._say_who_hears(is_elsewhere, at=at)
        return asks

    def _say_who_hears(self, is_elsewhere: bool, *, at: datetime) -> None:
        if told := self._to_tell(at=at):
            saved = _("The new place is saved.") if is_elsewhere else _("Saved.")
            messages.success(self.request, presenters.how_told(saved, told, at=at))
        if is_elsewhere and (asks := presenters.still_true(self.opportunity)):
            messages.warning(self.request, asks)

    def _to_tell(self, *, at: datetime) -> list[SignUp]:
        """Return those who are told when what this step holds changes."""
        return moving.to_tell(self.opportunity, at=at) if self.step in presenters.TOLD else []

    def _add_date(self, form: NewSession, *, joining: str, at: datetime) -> None:
        try:
            added = scheduling.add(self.opportunity, **form.values, joining=Joining(joining), by=self.actor, at=at)
        except scheduling.CannotSchedule as error:
            raise CannotAddDate(form, str(error)) from error
        messages.success(self.request, presenters.added_words(added, at=at))

    def _onward(self) -> str:
        names = list(forms.STEPS)
        place = names.index(self.step) + 1
        address = {"slug": self.organisation.slug, "pk": self.opportunity.pk}
        if "add-date" in self.request.POST:
            return self.request.path
        if "stay" in self.request.POST or place >= len(names) or not self.opportunity.is_draft:
            return reverse("manage:opportunity", kwargs=address)
        return reverse("manage:step", kwargs={**address, "step": names[place]})


class Move(Managing, TemplateView):
    """Publish, pause, close or copy, one button each. Closing asks for confirmation and says who is notified."""

    audience = audiences.ORGANISERS
    template_name = "opportunities/manage/close.html"
    http_method_names = ["get", "head", "options", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for confirmation before closing; the other actions need none."""
        if self.kwargs["move"] != "close":
            return HttpResponseNotAllowed(["POST", "OPTIONS"])
        at = timezone.now()
        told = presenters.told_words(posting.told_on_closing(self.opportunity, at=at), at=at)
        return self.render_to_response(self.get_context_data(told=told))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Run the action of the button."""
        moves = {"publish": posting.publish, "pause": posting.pause, "close": posting.close, "copy": posting.copy}
        move = moves.get(self.kwargs["move"])
        if move is None:
            raise Http404
        try:
            done = move(self.opportunity, by=self.actor, at=timezone.now())
        except posting.CannotPublish as error:
            messages.error(request, _("Not on show yet. ") + str(error))
            done = self.opportunity
        except posting.CannotMove as error:
            messages.error(request, str(error))
            done = self.opportunity
        else:
            messages.success(request, presenters.moved_words(self.kwargs["move"]))
        return redirect("manage:opportunity", slug=self.organisation.slug, pk=done.pk)
