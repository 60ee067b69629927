"""The roles in which a user can act, as the header names them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.access.roles import Role
from organisations.models import Membership


@dataclass(frozen=True)
class Choice:
    """One way to act, to choose from."""

    pk: int
    label: str
    is_current: bool


@dataclass(frozen=True)
class ActingAs:
    """The header's part: the current role, and whether there is another."""

    label: str
    others: bool
    switch_url: str


def label(membership: Membership) -> str:
    """Return a membership in words: "Earlsfield Larder, organiser"."""
    role = str(Role(membership.role).label)
    if membership.organisation is None:
        return role
    return _("%(organisation)s, %(role)s") % {"organisation": membership.organisation.name, "role": role.lower()}
