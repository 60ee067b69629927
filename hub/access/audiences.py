"""Audiences of views. Each view names its audience; a test walks all routes and fails for a view without one.

A visitor who is not admitted is sent to the sign-in page. A signed-in user who is not admitted gets a 404, which does
not reveal what exists. Which rows an admitted actor sees is decided by `visible_to`, never here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormMixin

from hub.access import unsent
from hub.access.actors import OWN_PAGES, Actor
from hub.access.requests import HubRequest, actor_of
from hub.access.roles import POSTS, SECOND_FACTOR, VERIFIES, Role
from hub.core import destinations, registry

if TYPE_CHECKING:
    from django.views.generic import FormView

Admits = Callable[[Actor], bool]


@dataclass(frozen=True)
class Audience:
    """A named group of actors that may open a view.

    `admits` decides for an actor. `in_organisation` also requires that the URL names the organisation acted for.
    `purposes` are the private links that open the view as well. `lists_people` requires a second factor whatever the
    role. `of_role` is False where a view shows only the actor's own things, so that staff need no second factor there.
    """

    name: str
    admits: Admits
    in_organisation: bool = False
    purposes: frozenset[str] = frozenset()
    lists_people: bool = False
    of_role: bool = True

    def or_link(self, *purposes: str) -> "Audience":
        """Return this audience, also open to a private link for one of these purposes."""
        return replace(self, purposes=frozenset(purposes))

    def listing_people(self) -> "Audience":
        """Return this audience for a page that lists people: a second factor is required whatever the role."""
        return replace(self, lists_people=True)

    def takes(self, actor: Actor) -> bool:
        """Whether the actor belongs to this audience, by role or by an opened link."""
        return self.admits(actor) or any(grant.purpose in self.purposes for grant in actor.grants)


def _has(*roles: Role) -> Admits:
    return lambda actor: actor.is_signed_in and actor.role in roles


EVERYONE = Audience("everyone", lambda actor: True, of_role=False)
SIGNED_IN = Audience("signed in", lambda actor: actor.is_signed_in, of_role=False)
OWN = SIGNED_IN.or_link(OWN_PAGES)
"""A person's own pages, by account or by private link."""
LINK_ONLY = Audience("private link", lambda actor: False)
MEMBERS = Audience(
    "members", lambda actor: actor.is_signed_in and actor.organisation_id is not None, in_organisation=True
)
ORGANISERS = Audience("organisers", _has(*POSTS), in_organisation=True)
OWNERS = Audience("owners", _has(Role.OWNER, Role.MANAGER), in_organisation=True)
SERVICE_STAFF = Audience("service staff", _has(Role.WORKER, Role.MANAGER), in_organisation=True)
MANAGERS = Audience("managers", _has(Role.MANAGER, Role.ADMINISTRATOR))
VERIFIERS = Audience("verifiers", _has(*VERIFIES))
EDITORS = Audience("editors", _has(Role.EDITOR, Role.ADMINISTRATOR))
ADMINISTRATORS = Audience("administrators", _has(Role.ADMINISTRATOR))
DEMO_ONLY = Audience("demo place", lambda actor: bool(settings.DEMO), of_role=False)


def _needs_second_factor(audience: Audience, actor: Actor) -> bool:
    if not settings.SECOND_FACTOR or actor.second_factor or not actor.is_signed_in:
        return False
    if audience.lists_people:
        return not any(grant.purpose in audience.purposes for grant in actor.grants)
    return actor.role in SECOND_FACTOR and audience.of_role


def turned_away(audience: Audience, request: HttpRequest, slug: str | None) -> HttpResponseBase | None:
    """Return the redirect for somebody who may not open this view now, or None to admit them.

    Raises Http404 for a signed-in user who is not in the audience.
    """
    actor = actor_of(request)
    by_link = any(grant.purpose in audience.purposes for grant in actor.grants)
    if audience.in_organisation and slug is not None and actor.is_signed_in and not by_link:
        ask = registry.answer(lambda contract: contract.acting_for)
        where = ask(request, slug) if ask else "stranger"
        if where == "elsewhere":
            return redirect(f"{reverse('acting')}?{urlencode({'to': slug, 'next': request.path})}")
        if where != "here":
            raise Http404
    if not audience.takes(actor):
        if actor.is_signed_in or audience is DEMO_ONLY:
            raise Http404
        if audience is LINK_ONLY or (audience.purposes and audience.admits is LINK_ONLY.admits):
            return destinations.go("link_needed")
        if getattr(request, "htmx", False):
            return HttpResponse(status=401)  # HTMX would put the whole sign-in page inside the current one
        return redirect_to_login(_way_back(request))
    if _needs_second_factor(audience, actor):
        return redirect(f"{reverse('second_factor')}?{urlencode({'next': request.path})}")
    return None


def _way_back(request: HttpRequest) -> str:
    """Return where to go after signing in: this page or, from a button, the page with the button."""
    view = getattr(request.resolver_match and request.resolver_match.func, "view_class", None)
    if view is None or hasattr(view, "get"):
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else destinations.to("landing")


class HasAudience:
    """Mixin for class-based views that name an audience. Put it first among the bases."""

    audience: ClassVar[Audience]
    request: HttpRequest

    @property
    def hub_request(self) -> HubRequest:
        """The request with the attributes our middleware sets."""
        return cast("HubRequest", self.request)

    @property
    def actor(self) -> Actor:
        """The actor of this request."""
        return self.hub_request.actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Admit the audience; redirect others to sign in, or raise Http404. What they typed waits until they are back."""
        away = turned_away(self.audience, request, kwargs.get("slug") if self.audience.in_organisation else None)
        if away is not None:
            if self.shows_unsent:
                unsent.keep(request)
            return away
        typed = unsent.take(request) if self.shows_unsent else None
        if typed is not None:
            messages.warning(request, typed.why.sentence)
            return self.show_unsent(typed.fields)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]

    @property
    def shows_unsent(self) -> bool:
        """Whether what was typed while signed out can be shown again: on any page with one form."""
        return isinstance(self, FormMixin)

    def show_unsent(self, typed: QueryDict) -> HttpResponseBase:
        """Show the form as it was sent, with its errors; nothing is saved."""
        view = cast("FormView[Any]", self)
        self.request.POST = typed  # type: ignore[assignment]
        if isinstance(self, SingleObjectMixin):
            self.object = self.get_object()
        form = view.get_form_class()(**(view.get_form_kwargs() | {"data": typed}))
        return view.form_invalid(form)


def open_to(audience: Audience) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Set the audience of a function view."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            away = turned_away(audience, request, kwargs.get("slug") if audience.in_organisation else None)
            return away if away is not None else view(request, *args, **kwargs)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return wrap


def of(view: Callable[..., Any]) -> Audience | None:
    """Return the audience of a view, or None when it names none."""
    holder = getattr(view, "view_class", view)
    return cast("Audience | None", getattr(holder, "audience", None))
