"""Who came: noted by the organiser on the sign-in sheet."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.messaging import outbox
from opportunities.models import Attendance, SignUp, Status

CAME: Final = "sign_up.came"
"""The outbox item that tells higher rooms that somebody came; it refers to the sign-up."""


class CannotNote(Exception):
    """Whether they came cannot be noted; the sentence says why."""


@transaction.atomic
def note_attendance(sign_up: SignUp, *, came: bool, by: Actor, at: datetime) -> SignUp:
    """Write down whether somebody came. For a run the place stays theirs; for one date the sign-up is over.

    Raises CannotNote for somebody who was not expected, and before the date has begun.
    """
    session = sign_up.session
    if session.starts_at is not None and session.starts_at > at:
        raise CannotNote(_("You can say who came once the date has begun."))
    one_date = not session.rule and not session.is_flexible
    expected = SignUp.objects.filter(pk=sign_up.pk, status__in=(Status.HELD, Status.ATTENDED, Status.MISSED))
    # Writing the status, even the same one, keeps a call-off at this moment from slipping between.
    status = (Status.ATTENDED if came else Status.MISSED) if one_date else F("status")
    if not expected.update(status=status):
        raise CannotNote(_("They are not expected on this date."))
    Attendance.objects.update_or_create(
        sign_up=sign_up, date=session.date_at(at), defaults={"came": came, "noted_at": at}
    )
    record.record("sign_up.attendance", by=by, at=at, on=sign_up, about=sign_up.person_id, came=came)
    if came:
        outbox.add(CAME, str(sign_up.pk), key=f"{CAME}:{sign_up.pk}", at=at)
    sign_up.refresh_from_db()
    return sign_up
