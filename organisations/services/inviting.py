"""Inviting somebody to join an organisation.

An invitation is bound to an email address. A user who signs in with that address, verified, is asked whether they want
to join. Nobody becomes a member without accepting, and an owner never learns who has an account here.
"""

from datetime import datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.accounts.models import User
from hub.audit import record
from hub.core import transactions
from hub.design import times
from hub.messaging import channels, notifications, outbox
from hub.people import reading
from organisations import notices
from organisations.models import Invitation, InvitationQuerySet, Membership, Organisation
from organisations.services import members

KIND: Final = "invitation"
GOOD_FOR: Final = timedelta(days=14)
MOST_A_DAY: Final = 20
"""How many invitations one organisation can send per day: recipients have not asked for them."""


class CannotInvite(Exception):
    """The invitation cannot be sent or accepted; the message says why."""


@transactions.atomic
def invite(organisation: Organisation, *, email: str, role: Role, by: Actor, at: datetime) -> Invitation:
    """Invite the owner of an email address in a role, and write to them. Raises CannotInvite."""
    try:
        address = reading.email(email)
    except ValidationError as wrong:
        raise CannotInvite(wrong.messages[0]) from None
    if by.user_id is None:
        raise CannotInvite(_("Sign in first."))
    if role not in members.offered(organisation):
        raise CannotInvite(_("Choose one of these roles."))
    if Membership.objects.filter(organisation=organisation, user__email__iexact=address, role=role).exists():
        raise CannotInvite(_("They belong to it already."))
    if Invitation.objects.filter(organisation=organisation, at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise CannotInvite(_("That is enough for one day. Go on tomorrow."))
    Invitation.objects.filter(
        organisation=organisation, email=address, until__lte=at, used_at=None, withdrawn_at=None
    ).update(withdrawn_at=at)
    try:
        with transaction.atomic():
            made = Invitation.objects.create(
                organisation=organisation,
                email=address,
                role=role,
                invited_by_id=by.user_id,
                at=at,
                until=at + GOOD_FOR,
            )
    except IntegrityError:
        raise CannotInvite(_("They were invited already. Take that back first if you want to change it.")) from None
    outbox.add(KIND, str(made.pk), key=f"{KIND}:{made.pk}", at=at)
    record.record("member.invited", by=by, at=at, on=made, role=str(role))
    return made


@transactions.atomic
def withdraw(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Withdraw or decline an invitation. Raises CannotInvite when it was accepted or withdrawn before."""
    if not Invitation.objects.live(at=at).filter(pk=invitation.pk).update(withdrawn_at=at):
        raise CannotInvite(_("This invitation is over."))
    record.record("member.invitation_withdrawn", by=by, at=at, on=invitation)


def waiting_for(user: User, *, at: datetime) -> InvitationQuerySet:
    """Return the live invitations to the verified addresses of a user."""
    proven = EmailAddress.objects.filter(user=user, verified=True).annotate(lower=Lower("email")).values("lower")
    live = Invitation.objects.live(at=at).filter(email__in=proven)
    return live.select_related("organisation").order_by("at", "pk")


@transactions.atomic
def take_up(invitation: Invitation, user: User, *, by: Actor, at: datetime) -> Membership:
    """Make a user a member by their invitation, and notify the owners. Raises CannotInvite when it ended or is not theirs."""
    organisation = invitation.organisation
    if not waiting_for(user, at=at).filter(pk=invitation.pk).exists():
        raise CannotInvite(_("This invitation is over."))
    if not Invitation.objects.live(at=at).filter(pk=invitation.pk).update(used_at=at):
        raise CannotInvite(_("This invitation is over."))
    role = Role(invitation.role)
    if role not in members.offered(organisation):
        raise CannotInvite(_("This invitation is over."))
    there = Membership.objects.filter(user=user, organisation=organisation, role=role).first()
    if there is not None:
        return there
    made = members.add(user, organisation, role, by=by, at=at)
    for owner in Membership.objects.that_own(organisation).exclude(user=user):
        notifications.notify(owner.user.person, notices.SomebodyJoined(str(made.pk)), at=at)
    return made


def deliver(ref: str, *, at: datetime) -> None:
    """Send an invitation; do nothing if it has ended. Raises OSError to be tried again; safe to call twice."""
    invitation = Invitation.objects.live(at=at).select_related("organisation").filter(pk=ref).first()
    if invitation is None:
        return
    words = {
        "organisation": invitation.organisation.name,
        "role": str(Role(invitation.role).label).lower(),
        "until": times.day(invitation.until),
        "link": settings.SITE_URL + reverse("invitations"),
        "hub": {"name": settings.HUB_NAME},
    }
    EmailMessage(
        subject=" ".join(loader.render_to_string("notices/invitation.heading.txt", words).split()),
        body=loader.render_to_string("notices/invitation.txt", words).strip(),
        to=[invitation.email],
        headers={"Message-ID": channels.message_id(invitation.pk), "Auto-Submitted": "auto-generated"},
    ).send()
