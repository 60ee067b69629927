"""One date, for organisers: who comes, how many places there are, and calling it off."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from hub.access import audiences
from opportunities.attendance import presenters as attendance_presenters
from opportunities.dates import forms as dates_forms
from opportunities.dates.services import places, scheduling
from opportunities.models import Opportunity, Session
from opportunities.posting import presenters
from opportunities.presenters import wording
from opportunities.signups.services import signing_up
from organisations.base_views import Managed


class OneDate(Managed, FormView[dates_forms.Places]):
    """One date: who comes, how many places there are, and calling it off."""

    audience = audiences.ORGANISERS.listing_people()
    form_class = dates_forms.Places
    template_name = "opportunities/manage/session.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def session(self) -> Session:
        """The session named in the URL, if it is the organisation's."""
        rows = Session.objects.select_related("opportunity__organisation", "opportunity__venue")
        mine = Opportunity.objects.managed_by(self.actor)
        return get_object_or_404(rows, pk=self.kwargs["session"], opportunity__in=mine)

    def get_initial(self) -> dict[str, Any]:
        """Start with the current number of places."""
        return {"places": self.session.places}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load the sign-in sheet."""
        at, starts = timezone.now(), self.session.starts_at
        return super().get_context_data(
            session=self.session,
            has_begun=starts is None or starts <= at,
            where=wording.where(self.session.opportunity),
            row=presenters.session_row(self.session, self.organisation),
            empty=attendance_presenters.nobody_expected(self.session),
            sheet=attendance_presenters.sheet(self.session, to=self.actor, organisation=self.organisation, at=at),
            **kwargs,
        )

    def form_valid(self, form: dates_forms.Places) -> HttpResponse:
        """Change the places; offer new ones to the waiting list."""
        try:
            offered = places.set_places(self.session, form.cleaned_data["places"], by=self.actor, at=timezone.now())
        except signing_up.Full as error:
            form.add_error("places", str(error))
            return self.form_invalid(form)
        messages.success(self.request, presenters.offered_words(offered))
        return redirect(self.request.path)


class CallOffDate(OneDate):
    """Call a date off and notify everybody."""

    template_name = "opportunities/manage/call_off_date.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask whether to, unless it is off already."""
        if self.session.cancelled_at is not None:
            return redirect("manage:session", slug=self.organisation.slug, session=self.session.pk)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say how many people would be told."""
        rows = scheduling.told_on_calling_off(self.session)
        told = presenters.told_words(rows, at=timezone.now())
        return super().get_context_data(told=told, is_anybody_told=bool(rows), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call it off."""
        at = timezone.now()
        told = scheduling.told_on_calling_off(self.session)
        try:
            scheduling.call_off(self.session, by=self.actor, at=at)
        except scheduling.CannotSchedule as error:
            messages.error(request, str(error))
        else:
            messages.success(request, presenters.how_told(_("Called off."), told, at=at))
        return redirect("manage:opportunity", slug=self.organisation.slug, pk=self.session.opportunity_id)
