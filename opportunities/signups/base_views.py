"""Base of the pages on which an organiser answers one person."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from hub.access import audiences
from hub.access.actors import Actor
from hub.messaging import telling
from opportunities.models import SignUp
from opportunities.signups.presenters import inbox


class Answering(audiences.HasAudience):
    """Base of the four answers: one sign-up that the actor may answer, and where to go afterwards."""

    kwargs: dict[str, Any]

    @cached_property
    def answerer(self) -> Actor:
        """The actor who answers."""
        return self.actor

    def answerable(self) -> QuerySet[SignUp]:
        """Return the sign-ups that the actor may answer."""
        return SignUp.objects.visible_to(self.answerer).of(self.answerer.organisation_id or 0)

    @cached_property
    def sign_up(self) -> SignUp:
        """The sign-up named in the URL."""
        rows = self.answerable().select_related(
            "person", "session__opportunity__organisation", "session__opportunity__venue"
        )
        return get_object_or_404(rows, pk=self.kwargs["sign_up"])

    def how_told(self, *, at: datetime) -> str:
        """Return how the person hears of the answer, in a sentence."""
        needed_by = self.sign_up.offer_until or self.sign_up.session.next_at
        return telling.one(self.sign_up.person, by=needed_by, at=at)

    def done(self, *words: str) -> HttpResponse:
        """Show what was done and return to the inbox."""
        messages.success(self.request, " ".join(words))
        return redirect("manage:inbox", slug=self.sign_up.session.opportunity.organisation.slug)

    def failed(self, error: Exception) -> HttpResponse:
        """Show why not and return to the inbox."""
        messages.error(self.request, str(error))
        return redirect("manage:inbox", slug=self.sign_up.session.opportunity.organisation.slug)

    def person_row(self) -> Any:
        """Return the person, with the details the actor may see."""
        return inbox.people(
            [self.sign_up],
            to=self.answerer,
            organisation=self.sign_up.session.opportunity.organisation,
            at=timezone.now(),
        )[0]
