"""Sets the actor, once per request, from the session, the user's memberships and the opened private links."""

from collections.abc import Callable
from typing import Final, cast

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from hub.access import unsent
from hub.access.actors import Actor, Grant, Kind
from hub.access.requests import HubRequest
from hub.access.roles import IN_SERVICES, Role
from hub.core.contract import Where
from hub.people.models import Person
from hub.people.services import links
from organisations.models import Membership

SESSION_KEY: Final = "acting_membership"


class ActorMiddleware:
    """Set `request.actor` and `request.memberships`, and keep signed-in pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        """Set the actor before the view runs."""
        request = cast("HubRequest", plain)
        grants = links.grants_in(request.session, at=timezone.now())
        request.memberships = []
        if request.user.is_authenticated:
            request.memberships = list(Membership.objects.of(request.user.pk))
            request.actor = signed_in(request, grants)
        else:
            request.actor = Actor(kind=Kind.LINK, grants=grants) if grants else Actor()
        response = self.get_response(request)
        if request.user.is_authenticated or grants:
            patch_cache_control(response, no_store=True, private=True)
        unsent.remember_user(request, response)
        return response


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
