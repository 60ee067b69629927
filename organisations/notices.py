"""What members of an organisation are told about it. The words are in templates/notices/."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from hub.access.roles import Role
from hub.messaging.notices import Notice
from hub.people.models import Person
from organisations.models import Membership, Organisation, Verification


class Suspended(Notice):
    """To the owners: the organisation is paused, or goes on, and why. Refers to the decision."""

    code = "organisation_suspended"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the decision and its organisation."""
        decision = Verification.objects.select_related("organisation").get(pk=self.ref)
        return {"decision": decision, "organisation": decision.organisation}


class AboutMembership(Notice):
    """Something about one membership. Nothing is told once it is gone."""

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return who belongs to what, as what, and where to see it."""
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
    """To the owners: somebody took up an invitation."""

    code = "somebody_joined"


class RoleChanged(AboutMembership):
    """To a member: what they are there has changed."""

    code = "role_changed"


class MembershipEnded(Notice):
    """To somebody who no longer belongs to an organisation. Refers to the organisation."""

    code = "membership_ended"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the organisation, or None when it is gone as well."""
        organisation = Organisation.objects.filter(pk=self.ref).first()
        return {"organisation": organisation} if organisation else None
