"""How long messages keep their words. The table is in `hub.retention`."""

from datetime import datetime
from uuid import UUID

from hub.messaging.models import Call, Letter, Message


def blank_messages(*, before: datetime, at: datetime) -> int:
    """Blank the words, heading and address of messages that went out before a time; return how many."""
    old = Message.objects.filter(created_at__lt=before).exclude(words="", heading="", sent_to="")
    return old.update(words="", heading="", sent_to="")


def forget(people: list[UUID]) -> None:
    """Blank what was said to people who are being erased, and take them off the lists of calls and letters."""
    theirs = Message.objects.filter(person__in=people)
    Call.objects.filter(message__in=theirs).delete()
    Letter.objects.filter(message__in=theirs).delete()
    theirs.update(words="", heading="", sent_to="")
