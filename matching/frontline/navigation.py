"""Header links and landing page of front-line staff."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.core.contract import HeaderLink


def staff_links(actor: Actor, organisation: object) -> Sequence[HeaderLink]:
    """Return the links to the worker's own pages."""
    if not actor.has_role(Role.WORKER, Role.MANAGER):
        return []
    return [
        HeaderLink(100, _("Front line"), reverse("frontline:home"), exact=True),
        HeaderLink(110, _("Find"), reverse("frontline:find")),
        HeaderLink(120, _("Passed on"), reverse("frontline:referrals")),
    ]


def landing(actor: Actor) -> str | None:
    """Return the worker's day, for workers."""
    return reverse("frontline:home") if actor.has_role(Role.WORKER) else None
