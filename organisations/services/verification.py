"""Verification of organisations. *Known* and *safe to work with* are separate; each decision keeps its reason.

Nobody decides about an organisation they belong to.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import VERIFIES
from hub.audit import record
from hub.core import registry, transactions
from hub.desk import tasks
from hub.messaging import notifications
from hub.messaging.notices import Notice
from organisations import notices
from organisations.models import Kind, Membership, Organisation, Tier, Verification, What
from organisations.services import members


class CannotVerify(Exception):
    """The decision is not possible; the message says why."""


def is_own(organisation: Organisation, by: Actor) -> bool:
    """Whether somebody acts for an organisation, or is its member while acting for another."""
    if by.organisation_id == organisation.pk:
        return True
    return Membership.objects.filter(organisation=organisation, user=by.user_id).exists()


def _check(organisation: Organisation, by: Actor, reason: str) -> None:
    if not by.has_role(*VERIFIES):
        raise CannotVerify(_("Only an adviser or an administrator can do this."))
    if is_own(organisation, by):
        raise CannotVerify(_("This is your own organisation. Somebody else has to decide."))
    if not reason.strip():
        raise CannotVerify(_("Say why, in a sentence. It is kept with the date."))


def _keep(organisation: Organisation, what: What, *, reason: str, by: Actor, at: datetime, **set_: int) -> Verification:
    """Record a decision, and read the organisation again."""
    decision = Verification.objects.create(
        organisation=organisation, what=what, reason=reason, by_id=by.user_id, at=at, **set_
    )
    organisation.refresh_from_db()
    return decision


@transactions.atomic
def set_tier(organisation: Organisation, tier: Tier, *, reason: str, by: Actor, at: datetime) -> None:
    """Set how far an organisation is verified. Going back to T0 also ends *safe to work with*. Raises CannotVerify."""
    _check(organisation, by, reason)
    changes: dict[str, object] = {"tier": tier} | ({"safe_to_work_with": False} if tier == Tier.T0 else {})
    Organisation.objects.filter(pk=organisation.pk).update(**changes)
    was_shown = organisation.tier > Tier.T0
    decision = _keep(organisation, What.TIER, tier=tier, reason=reason, by=by, at=at)
    record.record("organisation.tier_set", by=by, at=at, on=organisation, tier=int(tier))
    if was_shown != (tier > Tier.T0):
        _tell_owners(notices.Checked(str(decision.pk)), organisation, at=at)


@transactions.atomic
def set_safe(organisation: Organisation, *, safe: bool, reason: str, by: Actor, at: datetime) -> None:
    """Set whether people may be sent to work there with children or adults at risk. Raises CannotVerify for a T0 organisation."""
    _check(organisation, by, reason)
    if not Organisation.objects.filter(pk=organisation.pk, tier__gte=Tier.T1).update(safe_to_work_with=safe):
        raise CannotVerify(_("First check who they are, then whether they are safe to work with."))
    Organisation.objects.filter(pk=organisation.pk).update(safe_asked_at=None)
    was_safe = organisation.safe_to_work_with
    decision = _keep(organisation, What.SAFE, safe=safe, reason=reason, by=by, at=at)
    record.record("organisation.safe_set", by=by, at=at, on=organisation, safe=safe)
    if was_safe != safe:
        _tell_owners(notices.Checked(str(decision.pk)), organisation, at=at)


@transactions.atomic
def ask_safe(organisation_id: int, *, by: Actor, at: datetime) -> bool:
    """Tell advisers, once, that a verified organisation needs to be seen as safe to work with; return whether they were told now."""
    asking = Organisation.objects.public().filter(pk=organisation_id, safe_to_work_with=False, safe_asked_at=None)
    if not asking.update(safe_asked_at=at):
        return False
    record.record("organisation.safe_asked", by=by, at=at, on=Organisation(pk=organisation_id))
    for adviser in members.that_verify():
        notifications.notify(adviser, notices.SafeAsked(str(organisation_id)), at=at)
    return True


@transactions.atomic
def suspend(organisation: Organisation, *, reason: str, by: Actor, at: datetime) -> None:
    """Hide an organisation and all it posts, close what it sees of people, and notify its owners with the reason.

    Those who have something to come there are told not to set out until they hear more.

    Raises CannotVerify, also when it is suspended already.
    """
    _check(organisation, by, reason)
    if not Organisation.objects.filter(pk=organisation.pk, suspended_at=None).update(suspended_at=at):
        raise CannotVerify(_("They are paused already."))
    decision = _keep(organisation, What.SUSPENDED, suspended=True, reason=reason, by=by, at=at)
    record.record("organisation.suspended", by=by, at=at, on=organisation)
    _tell_of_hold(decision, organisation, at=at)


@transactions.atomic
def lift(organisation: Organisation, *, reason: str, by: Actor, at: datetime) -> None:
    """Resume a suspended organisation, and notify its owners. Raises CannotVerify when it is not suspended."""
    _check(organisation, by, reason)
    suspended = Organisation.objects.filter(pk=organisation.pk, suspended_at__isnull=False)
    if not suspended.update(suspended_at=None):
        raise CannotVerify(_("They go on already."))
    decision = _keep(organisation, What.SUSPENDED, suspended=False, reason=reason, by=by, at=at)
    record.record("organisation.lifted", by=by, at=at, on=organisation)
    _tell_of_hold(decision, organisation, at=at)


def _tell_of_hold(decision: Verification, organisation: Organisation, *, at: datetime) -> None:
    _tell_owners(notices.Suspended(str(decision.pk)), organisation, at=at)
    for step in registry.on_hold_steps():
        step(organisation.pk, at=at)


def _tell_owners(notice: Notice, organisation: Organisation, *, at: datetime) -> None:
    for member in Membership.objects.that_own(organisation):
        notifications.notify(member.user.person, notice, at=at)


@transactions.atomic
def make_desk(organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """Let a service make the hub's calls and post its letters, in place of the current one. Raises CannotVerify.

    Waiting calls and letters stay with the service they were assigned to; those without one go to the new desk.
    """
    if not by.is_administrator:
        raise CannotVerify(_("Only an administrator can do this."))
    Organisation.objects.filter(is_desk=True).exclude(pk=organisation.pk).update(is_desk=False)
    checked = Organisation.objects.public().filter(pk=organisation.pk, kind=Kind.SERVICE)
    if not checked.update(is_desk=True):
        raise CannotVerify(_("Only a public service that was checked can make calls and post letters."))
    tasks.take_over(organisation.pk)
    record.record("organisation.made_desk", by=by, at=at, on=organisation)
    organisation.refresh_from_db()
