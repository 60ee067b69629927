"""The request with what our middleware adds: the actor, their memberships and the HTMX headers."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hub.access.actors import NOBODY, Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return the actor of a request from third-party code; an anonymous one where our middleware did not run."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return actor


class HubRequest(HttpRequest):
    """Our request type. `memberships` are rows of `organisations.Membership`, a model that this layer does not import."""

    actor: Actor
    memberships: list[Any]
    htmx: HtmxDetails
