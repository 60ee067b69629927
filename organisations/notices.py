"""Notifications to members of an organisation. The text is in templates/notices/."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from hub.access.roles import Role
from hub.messaging.notices import Notice
from hub.people.models import Person
from organisations.models import Membership, Organisation, Verification


class Suspended(Notice):
    """To the owners: the organisation is suspended or resumed, and why. Refers to the decision."""

    code = "organisation_suspended"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the decision and its organisation."""
        decision = Verification.objects.select_related("organisation").get(pk=self.ref)
        return {"decision": decision, "organisation": decision.organisation}


class AboutMembership(Notice):
    """A notice about one membership. Not sent once the membership is gone."""

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the member, the organisation, the role, and where to see it."""
        rows = Membership.objects.select_related("organisation", "user__person").filter(pk=self.ref)
        membership = rows.exclude(organisation=None).first()
        if membership is None or membership.organisation is None:
            return None
        return {
            "organisation": membership.organisation,
            "role": str(Role(membership.role).label).lower(),
            "name": str(membership.user.person.first_name) or membership.user.email,
            "link": settings.SITE_URL + reverse("manage:members", args=[membership.organisation.slug]),
        }


class SomebodyJoined(AboutMembership):
    """To the owners: somebody accepted an invitation."""

    code = "somebody_joined"


class RoleChanged(AboutMembership):
    """To a member: their role has changed."""

    code = "role_changed"


class MembershipEnded(Notice):
    """To somebody whose membership ended. Refers to the organisation."""

    code = "membership_ended"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the organisation, or None when it is gone too."""
        organisation = Organisation.objects.filter(pk=self.ref).first()
        return {"organisation": organisation} if organisation else None
