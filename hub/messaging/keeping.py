"""How long messages keep their words. The table is in `hub.retention`."""

from datetime import datetime

from hub.messaging.models import Message


def blank_messages(*, before: datetime, at: datetime) -> int:
    """Blank the words, heading and address of messages that went out before a time; return how many."""
    old = Message.objects.filter(created_at__lt=before).exclude(words="", heading="", sent_to="")
    return old.update(words="", heading="", sent_to="")
