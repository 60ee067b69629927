"""The header link and landing page of residents."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.requests import actor_of
from hub.core.contract import HeaderLink


def header_links(request: HttpRequest) -> Sequence[HeaderLink]:
    """Return the link to the own page, for those who are signed in."""
    actor = actor_of(request)
    return [HeaderLink(30, _("My page"), reverse("me"))] if actor.is_signed_in else []


def landing(actor: Actor) -> str | None:
    """Return the own page, for those who act for no organisation."""
    return reverse("me") if actor.membership_id is None else None
