"""The request as our middleware makes it: with the actor, their memberships and what HTMX said."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hub.access.actors import NOBODY, Actor


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in a request that somebody else's code hands over; nobody where our middleware did not run."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return actor


class HubRequest(HttpRequest):
    """A request of ours. `memberships` are rows of `organisations.Membership`, which this layer does not know."""

    actor: Actor
    memberships: list[Any]
    htmx: HtmxDetails
