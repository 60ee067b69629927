"""Rows on the pages about members: names, roles and dates in words."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.roles import Role
from hub.design import times
from organisations.models import Invitation, Membership


@dataclass(frozen=True)
class MemberRow:
    """One member in their organisation's list."""

    name: str
    email: str
    role: str
    since: str
    url: str


def member_row(membership: Membership) -> MemberRow:
    """Return one member. Expects `for_members`."""
    person, user = membership.user.person, membership.user
    assert membership.organisation is not None
    return MemberRow(
        name=f"{person.first_name} {person.surname}".strip() or user.email,
        email=user.email,
        role=str(Role(membership.role).label),
        since=_("since %(date)s") % {"date": times.date(membership.since)},
        url=reverse("manage:member", args=[membership.organisation.slug, membership.pk]),
    )


@dataclass(frozen=True)
class InvitedRow:
    """One invitation, for its sender and its recipient."""

    pk: UUID
    organisation: str
    email: str
    role: str
    until: str


def invited_row(invitation: Invitation) -> InvitedRow:
    """Return one invitation. Expects its organisation."""
    return InvitedRow(
        pk=invitation.pk,
        organisation=invitation.organisation.name,
        email=invitation.email,
        role=str(Role(invitation.role).label),
        until=_("good until %(date)s") % {"date": times.date(invitation.until)},
    )
