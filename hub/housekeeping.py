"""What Django and allauth expect to be cleared from time to time."""

from datetime import datetime

from allauth.account.models import EmailConfirmation
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from hub.core import transactions
from hub.people import sessions


@transactions.atomic
def run(*, at: datetime) -> str:
    """Delete expired sessions and confirmations, list rows of sessions that are gone, and old unsent texts; return a summary."""
    expired, _by_table = Session.objects.filter(expire_date__lt=at).delete()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    forgotten, _by_table = gone.delete()
    unsent = sessions.drop_unsent(at=at)
    EmailConfirmation.objects.delete_expired_confirmations()
    return f"{expired} sessions expired, {forgotten} were gone from the list, {unsent} texts that were never sent went."
