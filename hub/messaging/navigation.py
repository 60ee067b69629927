"""Where administrators find how the hub is doing."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.core.contract import HeaderLink


def staff_links(actor: Actor, organisation: object) -> Sequence[HeaderLink]:
    """Return the link to the page about the hub itself, for administrators."""
    return [HeaderLink(320, _("How it’s doing"), reverse("standing"))] if actor.is_administrator else []
