"""Members of an organisation, their roles, and who is notified. Joining by invitation is in `inviting`."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import IN_ANY_ORGANISATION, Role
from hub.accounts.models import User
from hub.audit import record
from hub.core import transactions
from hub.messaging import notifications, outbox
from hub.people.models import Person
from organisations import notices
from organisations.models import OWNS, Invitation, Membership, Organisation

CHANGED: Final = "membership.changed"
"""The outbox item that notifies higher apps of changed memberships; it refers to the user."""


class CannotChange(Exception):
    """The role cannot be changed like this; the message says why."""


def offered(organisation: Organisation) -> tuple[Role, ...]:
    """Return the roles owners can give: in a service its staff roles, once it is verified; none while suspended."""
    if organisation.suspended_at is not None:
        return ()
    if organisation.is_service and organisation.is_public:
        return (Role.MANAGER, Role.WORKER, Role.ADVISER)
    return tuple(role for role in Role if role in IN_ANY_ORGANISATION)


@transactions.atomic
def add(user: User, organisation: Organisation | None, role: Role, *, by: Actor, at: datetime) -> Membership:
    """Make a user a member. Raises ValidationError for a worker, manager or adviser outside a service."""
    membership = Membership(user=user, organisation=organisation, role=role, since=at)
    membership.full_clean()
    membership.save()
    _announce(membership, "added", at=at)
    record.record("member.added", by=by, at=at, on=membership, role=str(role))
    return membership


def _announce(membership: Membership, how: str, *, at: datetime) -> None:
    key = f"{CHANGED}:{membership.pk}:{how}:{at.isoformat()}"
    outbox.add(CHANGED, str(membership.user_id), key=key, at=at)


@transactions.atomic
def change_role(membership: Membership, role: Role, *, by: Actor, at: datetime) -> Membership:
    """Change the role of a member, and notify them.

    Raises CannotChange for a role that is not offered, for one that they have already, and for the last owner.
    """
    organisation = _lock(membership)
    if role not in offered(organisation):
        raise CannotChange(_("Choose one of these roles."))
    if role not in OWNS:
        _refuse_last(membership)
    try:
        with transaction.atomic():
            Membership.objects.filter(pk=membership.pk).update(role=role)
    except IntegrityError:
        raise CannotChange(_("They have this role already.")) from None
    _announce(membership, str(role), at=at)
    record.record("member.role_changed", by=by, at=at, on=membership, role=str(role), was=membership.role)
    membership.refresh_from_db()
    notifications.notify(membership.user.person, notices.RoleChanged(str(membership.pk)), at=at)
    return membership


@transactions.atomic
def remove(membership: Membership, *, by: Actor, at: datetime) -> None:
    """End a membership and the invitations that member sent, and notify them. Raises CannotChange for the last owner."""
    organisation = _lock(membership)
    _refuse_last(membership)
    sent = Invitation.objects.live(at=at).filter(organisation=organisation, invited_by=membership.user_id)
    sent.update(withdrawn_at=at)
    _announce(membership, "removed", at=at)
    record.record("member.removed", by=by, at=at, on=membership, role=membership.role, user=membership.user_id)
    Membership.objects.filter(pk=membership.pk).delete()
    notifications.notify(membership.user.person, notices.MembershipEnded(str(organisation.pk)), at=at)


def _lock(membership: Membership) -> Organisation:
    """Keep others from changing the organisation's members until the transaction ends; return it fresh."""
    assert membership.organisation_id is not None
    return Organisation.objects.select_for_update(of=("self",)).get(pk=membership.organisation_id)


def _refuse_last(membership: Membership) -> None:
    others = Membership.objects.filter(organisation=membership.organisation_id, role__in=OWNS)
    if membership.role in OWNS and not others.exclude(user=membership.user_id).exists():
        raise CannotChange(_("Somebody has to run this place. Make somebody else its owner or manager first."))


def that_verify() -> list[Person]:
    """Return the people who check new organisations: the advisers or, where there is none, the administrators."""
    rows = Membership.objects.select_related("user__person", "organisation").order_by("pk")
    advisers = [row for row in rows.filter(role=Role.ADVISER) if row.organisation and row.organisation.is_public]
    found = advisers or list(rows.filter(role=Role.ADMINISTRATOR))
    return [row.user.person for row in found]


def to_notify(organisation: Organisation) -> list[Person]:
    """Return the people of an organisation who are notified of sign-ups."""
    return [membership.user.person for membership in Membership.objects.that_answer(organisation)]
