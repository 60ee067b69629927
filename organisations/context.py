"""What every page's header needs: where one can go, and as whom one acts."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from hub.access import audiences
from hub.access.actors import NOBODY, Actor
from hub.access.roles import POSTS, VERIFIES, Role
from hub.design import menus
from hub.design.components import NavLink
from organisations import acting as acting_words
from organisations.models import OWNS, Membership, Organisation


def acting(request: HttpRequest) -> dict[str, Any]:
    """Give templates `nav`, and `acting` for somebody who acts for an organisation or the hub."""
    actor: Actor = getattr(request, "actor", NOBODY)
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


def _link(request: HttpRequest, label: str, url: str, *, exact: bool = False) -> NavLink:
    here = request.path == url if exact else request.path.startswith(url)
    return NavLink(label=label, url=url, current=here)


def _public(request: HttpRequest, actor: Actor) -> list[NavLink]:
    find = _link(request, _("Find"), reverse("opportunities:list"))
    wish = _link(request, _("What I’d like"), reverse("preferences"))
    if actor.is_signed_in:
        return [find, wish, _link(request, _("My page"), reverse("me")), *menus.more(request)]
    own = menus.set_by_editors(request) or [find, wish, *menus.more(request)]
    return [
        *own,
        _link(request, _("I have a code"), reverse("code")),
        _link(request, _("Sign in"), reverse("account_login")),
    ]


def _staff(request: HttpRequest, actor: Actor, organisation: Organisation | None) -> list[NavLink]:
    links = []
    if actor.has_role(Role.WORKER, Role.MANAGER):
        links += [
            _link(request, _("Front line"), reverse("frontline:home"), exact=True),
            _link(request, _("Find"), reverse("frontline:find")),
            _link(request, _("Passed on"), reverse("frontline:referrals")),
        ]
    if organisation is not None:
        links.append(_link(request, _("Overview"), reverse("manage:home", args=[organisation.slug]), exact=True))
        if actor.has_role(*POSTS):
            links += [
                _link(request, _("Inbox"), reverse("manage:inbox", args=[organisation.slug])),
                _link(request, _("What’s on"), reverse("manage:opportunities", args=[organisation.slug])),
                _link(request, _("Our page"), reverse("manage:about", args=[organisation.slug])),
            ]
        if actor.has_role(*OWNS):
            links.append(_link(request, _("Members"), reverse("manage:members", args=[organisation.slug])))
        if organisation.is_desk and actor.has_role(Role.WORKER, Role.MANAGER):
            links.append(_link(request, _("Calls and letters"), reverse("manage:calls", args=[organisation.slug])))
    if actor.has_role(*VERIFIES):
        links.append(_link(request, _("Check groups"), reverse("to_verify")))
    if audiences.MANAGERS.takes(actor):
        links.append(_link(request, _("Insight"), reverse("insight")))
    if actor.is_administrator:
        links.append(_link(request, _("How it’s doing"), reverse("standing")))
    if actor.is_hub_wide:
        links.append(_link(request, _("Edit pages"), reverse("wagtailadmin_home")))
    return links
