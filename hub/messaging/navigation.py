"""The administrators' link to the status of the hub."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.core.contract import HeaderLink


def staff_links(actor: Actor, organisation: object) -> Sequence[HeaderLink]:
    """Return the link to the status page of the hub, for administrators."""
    return [HeaderLink(320, _("How it’s doing"), reverse("hub_status"))] if actor.is_administrator else []
