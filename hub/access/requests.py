"""The request as our middleware makes it: with the actor, their memberships and what HTMX said."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from hub.access.actors import Actor


class HubRequest(HttpRequest):
    """A request of ours. `memberships` are rows of `organisations.Membership`, which this layer does not know."""

    actor: Actor
    memberships: list[Any]
    htmx: HtmxDetails
