"""Retention for invitations. The periods are in `hub.retention`."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q

from hub.accounts.models import User
from organisations.models import Invitation


def forget(people: list[UUID]) -> None:
    """Delete the invitations to people who are being erased; those they sent are deleted with their account."""
    theirs = User.objects.filter(person__in=people)
    known = {*theirs.values_list("email", flat=True)}
    known |= {*EmailAddress.objects.filter(user__in=theirs).values_list("email", flat=True)}
    Invitation.objects.filter(email__in=[email.lower() for email in known]).delete()


def drop_invitations(*, before: datetime, at: datetime) -> int:
    """Delete invitations that ended before a time; return how many."""
    over = Q(until__lt=before) | Q(used_at__lt=before) | Q(withdrawn_at__lt=before)
    return Invitation.objects.filter(over).delete()[0]
