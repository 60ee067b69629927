"""Header links to the list of opportunities, and to the pages of an organisation."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import POSTS, Role
from hub.core.contract import HeaderLink
from organisations.models import Organisation


def header_links(request: HttpRequest) -> Sequence[HeaderLink]:
    """Return the link to the list."""
    return [HeaderLink(10, _("Find"), reverse("opportunities:list"))]


def staff_links(actor: Actor, organisation: Organisation | None) -> Sequence[HeaderLink]:
    """Return the links to an organisation's inbox and adverts, and to the desk's calls and letters."""
    if organisation is None:
        return []
    links, slug = [], [organisation.slug]
    if actor.has_role(*POSTS):
        links += [
            HeaderLink(210, _("Inbox"), reverse("manage:inbox", args=slug)),
            HeaderLink(220, _("What’s on"), reverse("manage:opportunities", args=slug)),
        ]
    if organisation.is_desk and actor.has_role(Role.WORKER, Role.MANAGER):
        links.append(HeaderLink(250, _("Calls and letters"), reverse("manage:calls", args=slug)))
    return links
