"""The actor of a request or task. Every `visible_to(actor)`, every service's `by` and every audit event uses this value.

It holds plain ids only, so that it can be logged, compared in a test and passed to a task.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from hub.access.roles import HUB_WIDE, Role

OWN_PAGES: Final = "me"
"""The purpose of a private link that opens all of a person's own pages, for those without an account."""


class Kind(StrEnum):
    """The kinds of actors."""

    NOBODY = "nobody"
    LINK = "link"
    USER = "user"
    SYSTEM = "system"


@dataclass(frozen=True)
class Grant:
    """What an opened private link allows: one purpose, for one person, about one subject."""

    purpose: str
    person_id: UUID
    subject: str = ""


@dataclass(frozen=True)
class Actor:
    """A visitor, a person by private link, a signed-in user under one membership or none, or the system."""

    kind: Kind = Kind.NOBODY
    user_id: int | None = None
    person_id: UUID | None = None
    membership_id: int | None = None
    organisation_id: int | None = None
    role: Role | None = None
    grants: frozenset[Grant] = frozenset()
    second_factor: bool = False

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a user with an account, signed in."""
        return self.kind is Kind.USER

    @property
    def is_system(self) -> bool:
        """Whether this is the hub itself, running scheduled work."""
        return self.kind is Kind.SYSTEM

    @property
    def is_administrator(self) -> bool:
        """Whether this is an administrator of the whole hub."""
        return self.role is Role.ADMINISTRATOR

    @property
    def is_hub_wide(self) -> bool:
        """Whether the role belongs to no organisation."""
        return self.role in HUB_WIDE

    def has_role(self, *roles: Role) -> bool:
        """Whether the current membership has one of these roles."""
        return self.role in roles

    @property
    def acting_for(self) -> int:
        """The organisation acted for, where one is required. Raises LookupError if there is none."""
        if self.organisation_id is None:
            raise LookupError("This actor acts for no organisation.")
        return self.organisation_id

    @property
    def own_id(self) -> UUID | None:
        """The person whose own pages this actor may open: the person of the account, or of the private link that was opened."""
        if self.is_signed_in:
            return self.person_id
        grant = self.grant_for(OWN_PAGES)
        return grant.person_id if grant else None

    @property
    def owner_id(self) -> UUID:
        """The person whose own pages are open, where one is required. Raises LookupError if there is none."""
        if self.own_id is None:
            raise LookupError("This actor opens nobody's own pages.")
        return self.own_id

    def grant_for(self, purpose: str, subject: str = "") -> Grant | None:
        """Return the opened link for this purpose (and this subject, if given), or None."""
        for grant in self.grants:
            if grant.purpose == purpose and (not subject or grant.subject == subject):
                return grant
        return None


NOBODY = Actor()
SYSTEM = Actor(kind=Kind.SYSTEM)
