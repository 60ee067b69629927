"""The page "What I'd like": for a resident with an account, for somebody with a private link, and for somebody new."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView

from hub.access import audiences, limits
from hub.core import destinations
from hub.design import languages
from hub.people.models import Person
from hub.people.services import links
from matching.preferences.forms import FirstTime, Own
from matching.preferences.models import Preference
from matching.preferences.presenters import help_card, wishes
from matching.preferences.services import saving


class Edit(audiences.HasAudience, languages.KeepsTyped, FormView[Any]):
    """Edit a preference."""

    audience = audiences.EVERYONE
    template_name = "preferences/edit.html"
    typed_in = "wishes"
    http_method_names = ["get", "head", "options", "post"]
    request: HttpRequest

    @cached_property
    def person(self) -> Person | None:
        """The person whose page it is, if known."""
        own: Any = self.actor.own_id
        return Person.objects.filter(pk=own, erased_at=None).first() if own else None

    help_card = staticmethod(help_card.for_person)
    """Makes the card that says whom to ring, where the words tell of need."""

    def get_form_class(self) -> type[Any]:
        """Use the longer form, with name and agreement, for somebody new."""
        return FirstTime if self.person is None else Own

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start with the saved values."""
        if self.person is None:
            return super().get_form_kwargs()
        kept = Preference.objects.filter(person=self.person).select_related("person").first()
        return super().get_form_kwargs() | {"person": self.person, "preference": kept}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was parsed from the words."""
        context = super().get_context_data(**kwargs)
        shown = wishes.of(context["form"], help_card=self.help_card)
        return context | shown | {"is_new": self.person is None, "base": "design/base.html"}

    def limit(self) -> str:
        """Return the limit that this request counts for."""
        return "hub_sign_up"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the form, so many times an hour from one address."""
        return (
            super().post(request, *args, **kwargs) if limits.within(request, self.limit()) else limits.too_many(request)
        )

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it, and show what suits."""
        at = timezone.now()
        actor = self.actor
        if self.person is not None:
            saving.save(self.person, form.said, by=actor, at=at)
            if form.reached is not None:
                saving.reach_by(self.person, form.reached, by=actor, at=at)
            if form.corrects:
                messages.success(self.request, _("Put right."))
                return redirect(self.request.path)
            messages.success(self.request, _("Kept. Here is what might suit you."))
            return destinations.go("own_page")
        if not limits.within(self.request, "hub_route", key=form.needed.route.value):
            form.add_error("route", _("We’ve sent word there a few times in the last hour. Wait a little, or ring us."))
            return self.form_invalid(form)
        person = saving.welcome(form.newcomer, by=actor, at=at)
        saving.save(person, form.said, by=actor, at=at)
        saving.send_own_link(person, at=at)
        token = saving.own_token(person, at=at)
        links.open_in(self.request.session, links.find(token, at=at), at=at)
        messages.success(
            self.request, _("Kept. We’ve sent you a private link to come back to. Here is what might suit you.")
        )
        return destinations.go("own_page")
