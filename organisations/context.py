"""Context of every page's header: navigation, and the current role."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.requests import actor_of
from hub.core import registry
from hub.core.contract import HeaderLink
from hub.design import navigation
from hub.design.components import NavLink
from organisations import acting as acting_words
from organisations.models import Membership, Organisation


def acting(request: HttpRequest) -> dict[str, Any]:
    """Add `nav`, and `acting` for somebody who acts for an organisation or the hub."""
    actor = actor_of(request)
    memberships: list[Membership] = getattr(request, "memberships", [])
    current = next((m for m in memberships if m.pk == actor.membership_id), None)
    staff: list[NavLink] = []
    if current is not None:
        staff = _staff(request, actor, current.organisation)
    return {
        "nav": SimpleLazyObject(lambda: tuple(_public(request, actor))),
        "staff_nav": tuple(staff),
        "acting": acting_words.ActingAs(acting_words.label(current), len(memberships) > 1, reverse("acting"))
        if current
        else None,
        "acting_slug": current.organisation.slug if current and current.organisation else "",
    }


def _public(request: HttpRequest, actor: Actor) -> list[NavLink]:
    if actor.is_signed_in:
        return navigation.header(request)
    own = navigation.set_by_editors(request) or navigation.header(request)
    more = [HeaderLink(1, _("I have a code"), reverse("code")), HeaderLink(2, _("Sign in"), reverse("account_login"))]
    return [*own, *navigation.drawn(request, more)]


def _staff(request: HttpRequest, actor: Actor, organisation: Organisation | None) -> list[NavLink]:
    brought = registry.answers(lambda contract: contract.staff_links)
    return navigation.drawn(request, [link for links in brought for link in links(actor, organisation)])
