"""Notifications to members of an organisation. The text is in templates/notices/."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from hub.access.roles import Role
from hub.core import destinations
from hub.messaging.notices import Notice
from hub.people.models import Person
from organisations.models import Membership, Organisation, Tier, Verification, What


class Suspended(Notice):
    """To the owners: the organisation is suspended or resumed, and why. Refers to the decision."""

    code = "organisation_suspended"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the decision and its organisation."""
        decision = Verification.objects.select_related("organisation").get(pk=self.ref)
        return {"decision": decision, "organisation": decision.organisation}


class Checked(Notice):
    """To the owners: an adviser has decided how far they are checked, or if they are safe to work with. Refers to the decision."""

    code = "organisation_checked"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the decision, its organisation and where to go on; None where it was decided otherwise since."""
        decision = Verification.objects.select_related("organisation").get(pk=self.ref)
        organisation = decision.organisation
        about_safety, checked = decision.what == What.SAFE, bool(decision.tier)
        still = organisation.safe_to_work_with == decision.safe if about_safety else bool(organisation.tier) == checked
        if not still:
            return None
        link = settings.SITE_URL + destinations.to("organisation_overview", organisation.slug)
        return {
            "decision": decision,
            "organisation": organisation,
            "about_safety": about_safety,
            "checked": checked,
            "link": link,
        }


class GroupWaiting(Notice):
    """To advisers: a new organisation waits to be checked. Refers to the organisation."""

    code = "group_waiting"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the organisation and where to check it; None once somebody has."""
        organisation = Organisation.objects.filter(pk=self.ref, tier=Tier.T0, suspended_at=None).first()
        if organisation is None:
            return None
        link = settings.SITE_URL + reverse("verification", args=[organisation.slug])
        return {"organisation": organisation, "link": link}


class SafeAsked(Notice):
    """To advisers: an organisation waits to be seen as safe to work with. Refers to the organisation."""

    code = "safe_asked"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the organisation and where to decide; None once somebody has."""
        organisation = Organisation.objects.public().filter(pk=self.ref, safe_asked_at__isnull=False).first()
        if organisation is None:
            return None
        link = settings.SITE_URL + reverse("verification", args=[organisation.slug])
        return {"organisation": organisation, "link": link}


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
