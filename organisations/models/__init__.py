"""Groups, social enterprises and services; their members; and how far each is verified."""

from organisations.models.invitation import Invitation, InvitationQuerySet
from organisations.models.membership import OWNS, Membership, MembershipQuerySet
from organisations.models.organisation import Kind, Organisation, OrganisationQuerySet, Tier
from organisations.models.verification import Verification, What

__all__ = [
    "Invitation",
    "InvitationQuerySet",
    "Kind",
    "Membership",
    "MembershipQuerySet",
    "OWNS",
    "Organisation",
    "OrganisationQuerySet",
    "Tier",
    "Verification",
    "What",
]
