"""Telling those with something to come that its group was put on hold, and that it goes on."""

from datetime import datetime

from hub.messaging import notifications
from hub.messaging.models import Message, MessageState
from opportunities import notices
from opportunities.models import SignUp
from organisations.models import Organisation


def tell(organisation_id: int, *, at: datetime) -> None:
    """Notify everybody with something to come of an organisation; that it goes on, only those who heard that it would not."""
    is_on_hold = Organisation.objects.filter(pk=organisation_id, suspended_at__isnull=False).exists()
    rows = SignUp.objects.to_come(at=at).of(organisation_id).for_telling().order_by("session__next_at", "pk")
    if not is_on_hold:
        gone = (MessageState.SENT, MessageState.HANDED_ON)
        heard = Message.objects.filter(notice=notices.OnHold.code, state__in=gone)
        rows = rows.filter(pk__in=list(heard.values_list("ref", flat=True)))
    notice = notices.OnHold if is_on_hold else notices.GoesOn
    for sign_up in rows:
        notifications.notify(sign_up.person, notice(str(sign_up.pk)), at=at)
