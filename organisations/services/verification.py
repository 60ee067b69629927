"""How far an organisation has been checked. *Known* and *safe to work with* are two things; each decision keeps its reason."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import VERIFIES
from hub.audit import record
from organisations.models import Organisation, Tier, Verification, What


class CannotVerify(Exception):
    """The decision cannot be taken; the sentence says why."""


def _check(by: Actor, reason: str) -> None:
    if not by.has_role(*VERIFIES):
        raise CannotVerify(_("Only an adviser or an administrator can do this."))
    if not reason.strip():
        raise CannotVerify(_("Say why, in a sentence. It is kept with the date."))


@transaction.atomic
def set_tier(organisation: Organisation, tier: Tier, *, reason: str, by: Actor, at: datetime) -> None:
    """Set how far an organisation has been checked. Back to T0 also ends *safe to work with*. Raises CannotVerify."""
    _check(by, reason)
    changes: dict[str, object] = {"tier": tier} | ({"safe_to_work_with": False} if tier == Tier.T0 else {})
    Organisation.objects.filter(pk=organisation.pk).update(**changes)
    Verification.objects.create(
        organisation=organisation, what=What.TIER, tier=tier, reason=reason, by_id=by.user_id, at=at
    )
    record.record("organisation.tier_set", by=by, at=at, on=organisation, tier=int(tier))
    organisation.refresh_from_db()


@transaction.atomic
def set_safe(organisation: Organisation, *, safe: bool, reason: str, by: Actor, at: datetime) -> None:
    """Say whether people may be sent to work there with children or adults at risk. Raises CannotVerify for a T0 organisation."""
    _check(by, reason)
    if not Organisation.objects.filter(pk=organisation.pk, tier__gte=Tier.T1).update(safe_to_work_with=safe):
        raise CannotVerify(_("First check who they are, then whether they are safe to work with."))
    Verification.objects.create(
        organisation=organisation, what=What.SAFE, safe=safe, reason=reason, by_id=by.user_id, at=at
    )
    record.record("organisation.safe_set", by=by, at=at, on=organisation, safe=safe)
    organisation.refresh_from_db()
