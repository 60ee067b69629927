"""Sets the actor, once per request, from the session, the user's memberships and the opened private links."""

from collections.abc import Callable
from typing import Final, cast

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.access import idle, shared, unsent
from hub.access.actors import Actor, Grant, Kind
from hub.access.requests import HubRequest
from hub.access.roles import IN_SERVICES, Role
from hub.core.contract import Where
from hub.people.models import Person
from hub.people.services import links
from organisations.models import Membership

SESSION_KEY: Final = "acting_membership"


class ActorMiddleware:
    """Set `request.actor` and `request.memberships`; keep personal pages out of caches, and of browsers that people leave."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        """Set the actor before the view runs."""
        request = cast("HubRequest", plain)
        came = _who(request)
        _set_actor(request)
        response = self.get_response(request)
        if shared.is_personal(request):
            shared.keep_nothing(response)
        if not came <= _who(request):
            shared.forget(response)
        unsent.remember_user(request, response)
        return response


def _who(request: HubRequest) -> set[str]:
    """Return whom this browser knows now: the user, and those whose private links are open."""
    user = request.session.get(auth.SESSION_KEY)
    people = {entry["person"] for entry in request.session.get(links.SESSION_KEY, [])}
    return people | ({user} if user else set())


def _set_actor(request: HubRequest) -> None:
    at = timezone.now()
    memberships = list(Membership.objects.of(request.user.pk)) if request.user.is_authenticated else []
    is_staff = idle.concerns(membership.role for membership in memberships)
    if is_staff and idle.is_over(request.session, path=request.path, at=at):
        auth.logout(request)
        memberships = []
        messages.info(request, _("You were signed out, because nothing was done here for a while."))
    request.memberships = memberships
    grants = links.grants_in(request.session, at=at)
    if request.user.is_authenticated:
        request.actor = signed_in(request, grants)
    else:
        request.actor = Actor(kind=Kind.LINK, grants=grants) if grants else Actor()


def signed_in(request: HubRequest, grants: frozenset[Grant]) -> Actor:
    """Return the actor of a signed-in request: under the membership chosen in this session, else the first."""
    memberships: list[Membership] = request.memberships
    chosen = request.session.get(SESSION_KEY)
    acting = next((m for m in memberships if m.pk == chosen), memberships[0] if memberships else None)
    person_id = Person.objects.filter(user=request.user.pk).values_list("pk", flat=True).first()
    return Actor(
        kind=Kind.USER,
        user_id=request.user.pk,
        person_id=person_id,
        membership_id=acting.pk if acting else None,
        organisation_id=acting.organisation_id if acting else None,
        role=role_of(acting) if acting else None,
        grants=grants,
        second_factor=is_mfa_enabled(request.user),
    )


def role_of(membership: Membership) -> Role | None:
    """Return the role that a membership gives now.

    While their own service is unverified or suspended, advisers and workers have no role, and a manager has that of an
    owner: in that service's name nobody verifies groups or meets residents.
    """
    role = Role(membership.role)
    if membership.organisation is None or membership.organisation.is_public or role not in IN_SERVICES:
        return role
    return Role.OWNER if role is Role.MANAGER else None


def acting_for(plain: HttpRequest, slug: str) -> Where:
    """Return whether the user acts for the organisation in the URL, could act for it, or does not belong to it."""
    request = cast("HubRequest", plain)
    actor = request.actor
    for membership in request.memberships:
        if membership.organisation and membership.organisation.slug == slug:
            if membership.pk == actor.membership_id:
                return "here"
            return "elsewhere" if actor.organisation_id != membership.organisation_id else "here"
    return "stranger"
