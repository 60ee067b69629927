"""Pages where people see what they agreed to, and withdraw it as easily as they gave it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from hub.access import audiences
from hub.consent import agreed
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents
from hub.core import destinations
from hub.people import retention
from hub.people.models import Person, Reach
from hub.people.services import links

PAST = 50
"""How many past agreements the page shows."""


class Mine(audiences.HasAudience, TemplateView):
    """Each agreement in force, in full, with a way to withdraw it."""

    audience = audiences.OWN
    template_name = "consent/mine.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load the agreements in force and the past ones."""
        at = timezone.now()
        actor = self.actor
        mine = Consent.objects.own(actor).for_page()
        live = list(mine.live(at=at))
        past = mine.exclude(pk__in=[consent.pk for consent in live])[:PAST]
        seen = Reach.objects.live(at=at).filter(person=actor.own_id, person__isnull=False)
        names = [] if live else sorted(set(seen.values_list("organisation__name", flat=True)))
        return super().get_context_data(
            live=agreed.cards(live), past=agreed.rows(past), seen_by=", ".join(names), **kwargs
        )


class TakeBack(audiences.HasAudience, TemplateView):
    """Withdraw one agreement. The page first says what will follow."""

    audience = audiences.OWN
    template_name = "consent/take_back.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def consent(self) -> Consent:
        """The agreement named in the URL."""
        mine = Consent.objects.own(self.actor).for_page()
        return get_object_or_404(mine, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the agreement and the consequences of withdrawing it."""
        person = Person.objects.filter(pk=self.consent.person_id)
        return super().get_context_data(
            row=agreed.row(self.consent),
            passes_on=self.consent.purpose == Purpose.PASS_ON,
            keeps=self.consent.purpose == Purpose.KEEP_RECORD,
            has_account=self.consent.person.user_id is not None,
            erases=retention.unneeded(person, at=timezone.now()).exists(),
            **kwargs,
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask first; in a second tab, say that it is done."""
        if self.consent.withdrawn_at is not None:
            messages.info(request, _("This was taken back before."))
            return redirect("consents")
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw it, and end what depends on it."""
        try:
            consents.take_back(self.consent, by=self.actor, at=timezone.now())
        except consents.AlreadyTakenBack:
            messages.info(request, _("This was taken back before."))
        else:
            messages.success(request, _("Taken back. It holds from now on."))
        if Person.objects.filter(pk=self.consent.person_id, erased_at=None).exists():
            return redirect("consents")
        links.close_in(request.session, self.consent.person_id)
        messages.success(request, _("Your name and how to reach you are erased."))
        return destinations.go("home")
