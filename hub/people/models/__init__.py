"""People known to the hub, with or without an account; how to contact them; and which organisation may see which fields."""

from hub.people.models.gram import NameGram
from hub.people.models.link import PrivateLink
from hub.people.models.person import Person, PersonQuerySet
from hub.people.models.reach import Field, Reach, ReachQuerySet, Why
from hub.people.models.route import Channel, ContactRoute, RouteQuerySet

__all__ = [
    "Channel",
    "ContactRoute",
    "Field",
    "NameGram",
    "Person",
    "PersonQuerySet",
    "PrivateLink",
    "Reach",
    "ReachQuerySet",
    "RouteQuerySet",
    "Why",
]
