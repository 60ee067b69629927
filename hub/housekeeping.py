"""What Django and allauth expect to be cleared from time to time."""

from datetime import datetime

from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hub.core import transactions


@transactions.atomic
def run(*, at: datetime) -> str:
    """Delete expired sessions, the list rows of sessions that are gone, and expired confirmations; return a summary."""
    expired, _by_table = Session.objects.filter(expire_date__lt=at).delete()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    forgotten, _by_table = gone.delete()
    EmailConfirmation.objects.delete_expired_confirmations()
    return f"{expired} sessions expired, {forgotten} were gone from the list."
