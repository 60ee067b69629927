"""Members of an organisation: owners invite, change and remove them; invited people accept or decline."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from hub.access import audiences
from hub.access.roles import Role
from hub.core import destinations
from hub.messaging import telling
from organisations import forms, listing, middleware
from organisations.base_views import Managed
from organisations.models import Invitation, Membership
from organisations.services import inviting, members


class Members(Managed, FormView[forms.Invite]):
    """All members, open invitations, and a form to invite somebody."""

    audience = audiences.OWNERS.listing_people()
    form_class = forms.Invite
    template_name = "organisations/members.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the roles that this organisation can give."""
        return super().get_form_kwargs() | {"roles": members.offered(self.organisation)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load both lists."""
        return super().get_context_data(
            members=[listing.member_row(row) for row in Membership.objects.for_members(self.organisation)],
            invited=[listing.invited_row(row) for row in self._invitations()],
            may_invite=bool(members.offered(self.organisation)),
            **kwargs,
        )

    def _invitations(self) -> Any:
        return Invitation.objects.for_members(self.organisation, at=timezone.now())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw an invitation, or send one."""
        if "withdraw" in request.POST:
            return self._withdraw(request.POST["withdraw"])
        return super().post(request, *args, **kwargs)

    def _withdraw(self, wanted: str) -> HttpResponse:
        invitation = get_object_or_404(self._invitations(), pk=_uuid(wanted))
        try:
            inviting.withdraw(invitation, by=self.actor, at=timezone.now())
        except inviting.CannotInvite as error:
            messages.error(self.request, str(error))
        else:
            messages.success(self.request, _("Taken back."))
        return redirect(self.request.path)

    def form_valid(self, form: forms.Invite) -> HttpResponse:
        """Invite them."""
        try:
            inviting.invite(self.organisation, **form.cleaned_data, by=self.actor, at=timezone.now())
        except inviting.CannotInvite as error:
            form.add_error("email", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("We’ve written to %s.") % form.cleaned_data["email"])
        return redirect(self.request.path)


class Member(Managed, FormView[forms.ChangeRole]):
    """One member: their role, and removing them."""

    audience = audiences.OWNERS.listing_people()
    form_class = forms.ChangeRole
    template_name = "organisations/member.html"
    http_method_names = ["get", "head", "options", "post"]

    @cached_property
    def membership(self) -> Membership:
        """The membership named in the URL, if it is of this organisation."""
        return get_object_or_404(Membership.objects.for_members(self.organisation), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the roles that this organisation can give."""
        roles = members.offered(self.organisation)
        return super().get_form_kwargs() | {"roles": roles, "initial": {"role": self.membership.role}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the member, worded for the page."""
        return super().get_context_data(member=listing.member_row(self.membership), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove them, or change their role."""
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        at = timezone.now()
        try:
            members.remove(self.membership, by=self.actor, at=at)
        except members.CannotChange as error:
            messages.error(request, str(error))
            return redirect(request.path)
        messages.success(request, f"{_('They no longer belong here.')} {self._how_told(at=at)}")
        return self._back()

    def form_valid(self, form: forms.ChangeRole) -> HttpResponse:
        """Change their role."""
        at = timezone.now()
        try:
            members.change_role(self.membership, form.cleaned_data["role"], by=self.actor, at=at)
        except members.CannotChange as error:
            form.add_error("role", str(error))
            return self.form_invalid(form)
        messages.success(self.request, f"{_('Changed.')} {self._how_told(at=at)}")
        return self._back()

    def _how_told(self, *, at: datetime) -> str:
        return telling.one(self.membership.user.person, at=at)

    def _back(self) -> HttpResponse:
        """Go back to the list, or home if the user changed their own role and may not see the list any more."""
        if self.membership.user_id == self.actor.user_id:
            return redirect("landing")
        return redirect("manage:members", slug=self.organisation.slug)


class Invitations(audiences.HasAudience, TemplateView):
    """The invitations of a signed-in user, to accept or decline."""

    audience = audiences.SIGNED_IN
    template_name = "organisations/invitations.html"
    http_method_names = ["get", "head", "options", "post"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Load those sent to their verified addresses."""
        user: Any = self.request.user
        waiting = inviting.waiting_for(user, at=timezone.now())
        return super().get_context_data(
            invited=[listing.invited_row(row) for row in waiting], address=user.email, **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Join, and act for it from now on; or decline."""
        at, by = timezone.now(), self.actor
        user: Any = request.user
        wanted = _uuid(request.POST.get("invitation", ""))
        found = inviting.waiting_for(user, at=at).filter(pk=wanted).first()
        try:
            if found is None:
                raise inviting.CannotInvite(_("This invitation is over."))
            if request.POST.get("answer") != "yes":
                inviting.withdraw(found, by=by, at=at)
                messages.success(request, _("You’ve said no. Nothing changes for you."))
                return redirect("invitations")
            membership = inviting.take_up(found, user, by=by, at=at)
        except inviting.CannotInvite as error:
            messages.error(request, str(error))
            return redirect("invitations")
        request.session.cycle_key()
        request.session[middleware.SESSION_KEY] = membership.pk
        role = str(Role(membership.role).label).lower()
        messages.success(
            request,
            _("You act for %(name)s now, as %(role)s.") % {"name": found.organisation.name, "role": role},
        )
        return destinations.go("organisation_overview", found.organisation.slug)


def _uuid(text: str) -> UUID:
    """Return an invitation's id from a form; for an invalid value, an id that no row has."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
