"""The worker's home: today's conversations, what came back, what is due; and the crisis card."""

from datetime import timedelta
from functools import cached_property
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from hub.access import audiences, unsent
from hub.design import times
from matching.frontline.asks.services import asks
from matching.frontline.audience import FRONT_LINE
from matching.frontline.capture import ended, selectors
from matching.frontline.capture.forms import Writing
from matching.frontline.capture.services import captures
from matching.frontline.models import Ask, Capture, Contact, Owed, Referral, Status, Way
from matching.frontline.people import selectors as selectors_of_people
from matching.frontline.people.services import contacts
from matching.frontline.presenters import rows
from matching.preferences.services import saving

LATELY: Final = timedelta(days=7)
"""How long an answer is shown on the home page."""


class Home(audiences.HasAudience, TemplateView):
    """Where a worker begins."""

    audience = FRONT_LINE.listing_people()
    template_name = "frontline/home.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load the day."""
        at = timezone.now()
        actor = self.actor
        organisation = actor.organisation_id or 0
        today = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        made = Referral.objects.visible_to(actor).made_by(organisation).for_rows()
        owed = Owed.objects.filter(organisation=organisation).select_related("person")
        answered = Ask.objects.visible_to(actor).filter(
            worker=actor.user_id, way="message", answered_at__gte=at - LATELY
        )
        spoken = list(Contact.objects.visible_to(actor).filter(at__gte=today).for_home()[:20])
        fell, waiting = list(made.fell_through()[:20]), list(made.to_answer()[:20])
        moved = list(
            made.filter(status__in=(Status.ACCEPTED, Status.FIRST_ATTENDED)).order_by("-answered_at", "pk")[:10]
        )
        due = list(owed.filter(done_at=None).order_by("due", "pk")[:20])
        done = list(owed.filter(done_at__gt=at - contacts.MAY_UNDO).order_by("-done_at", "pk")[:20])
        said = list(answered.select_related("person", "opportunity").order_by("-answered_at", "pk")[:20])
        open_now = list(Capture.objects.visible_to(actor).select_related("person").order_by("place"))
        lost = list(selectors_of_people.out_of_reach(actor)[:20])
        everybody = [
            row.person for listed in (spoken, fell, waiting, moved, due, done, said, open_now) for row in listed
        ]
        called = rows.names([*everybody, *lost], to=actor, why="home", at=at)
        return super().get_context_data(
            captures=rows.captures(open_now, called),
            contacts=rows.contacts(spoken, called),
            fell=rows.referrals(fell, called),
            moved=rows.referrals(moved, called),
            waiting=rows.referrals(waiting, called),
            due=rows.due(due, called, at=at),
            done=rows.due(done, called, at=at),
            answers=rows.answers(said, called),
            lost=rows.out_of_reach(lost, called),
            **kwargs,
        )


class Done(audiences.HasAudience, View):
    """Record that what was owed is done, or that it was not so."""

    audience = FRONT_LINE
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        """Close it, or open it again."""
        actor, at = self.actor, timezone.now()
        owed = get_object_or_404(Owed.objects.filter(organisation=actor.organisation_id or 0), pk=pk)
        if "undo" in request.POST:
            if contacts.not_done(owed, by=actor, at=at):
                messages.success(request, _("You owe this again."))
        elif contacts.done(owed, by=actor, at=at):
            messages.success(request, _("Done. It no longer stands between you and asking."))
        if request.POST.get("back") == "person":
            return redirect("frontline:person", pk=owed.person_id)
        return redirect("frontline:home")


class Crisis(audiences.HasAudience, TemplateView):
    """What to do when something is worrying: 999, 111, the duty team. With an open capture, it also stops the ask."""

    audience = FRONT_LINE
    template_name = "frontline/crisis.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the capture that would be stopped, if there is one, and what would be kept."""
        capture = self.capture
        newcomer = _newcomer(capture, self.request)
        is_kept = newcomer is not None or (capture is not None and capture.person is not None)
        until = times.date(asks.flagged_until(at=timezone.now())) if is_kept else ""
        person = ended.person_of(self.request, self.kwargs["pk"], by=self.actor) if self.has_ended else None
        return super().get_context_data(
            capture=capture, newcomer=newcomer, until=until, ended=self.has_ended, person=person, **kwargs
        )

    @cached_property
    def capture(self) -> Capture | None:
        """The capture named in the URL, while it is open."""
        if "pk" not in self.kwargs:
            return None
        try:
            return selectors.open_capture(self.kwargs["pk"], by=self.actor)
        except selectors.NotOpen:
            return None

    @property
    def has_ended(self) -> bool:
        """Whether the URL names a capture that is not open."""
        return "pk" in self.kwargs and self.capture is None

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Show whom to ring also where the capture has ended, and answer that it is not there."""
        return super().render_to_response(context, status=404 if self.has_ended else 200, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Stop the ask: delete the draft and, for somebody who is on record or agreed to be, stop all asks for a time."""
        capture = self.capture
        if self.has_ended:
            return self.render_to_response(self.get_context_data())
        until = None
        if capture is not None:
            ended.remember(request, capture.pk, person=capture.person_id)
            until = captures.stop(capture, newcomer=_newcomer(capture, request), by=self.actor, at=timezone.now())
            unsent.forget(request)
        said = _("The ask is stopped, and nothing of it was kept. Stay with them.")
        if until is not None:
            said = _("The ask is stopped. Nobody asks them before %(day)s. Stay with them.") % {
                "day": times.date(until)
            }
        messages.success(request, said)
        return redirect("frontline:home")


def _newcomer(capture: Capture | None, request: HttpRequest) -> saving.Newcomer | None:
    """Return somebody new who agreed, in any tab with this capture, that their name and route are kept."""
    if capture is None or capture.person is not None:
        return None
    typed = unsent.seen(request, path=reverse("frontline:capture", args=[capture.pk]))
    tabs = [dict(typed.fields.lists())] if typed else []
    how = captures.HOW[Way(capture.way)]
    agreed = (Writing.of_draft(tab).agreed_newcomer(how) for tab in (*tabs, captures.fields_of(capture)))
    return next(filter(None, agreed), None)
