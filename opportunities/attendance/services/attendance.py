"""Attendance, recorded by the organiser on the sign-in sheet."""

from datetime import datetime
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from hub.messaging import outbox
from hub.people.services import persons
from opportunities.models import EXPECTED, Attendance, SignUp, Status

CAME: Final = "sign_up.came"
"""The outbox item that notifies higher apps of attendance; it refers to the sign-up."""


class CannotNote(Exception):
    """Attendance cannot be recorded; the message says why."""


def _note(sign_up: SignUp, *, came: bool) -> int:
    """Set the sign-up's status for a single date; for a run keep it. Return how many rows were expected ones.

    The UPDATE writes the status even if it stays the same, so that a simultaneous cancellation cannot come between.
    """
    rows, session = SignUp.objects.filter(pk=sign_up.pk), sign_up.session
    if session.rule or session.is_flexible:
        return rows.filter(status__in=EXPECTED).update(status=F("status"))
    status = Status.ATTENDED if came else Status.MISSED
    return rows.move(status) or rows.filter(status=status).update(status=status)


@transactions.atomic
def note_attendance(sign_up: SignUp, *, came: bool, by: Actor, at: datetime) -> SignUp:
    """Record whether somebody came. In a run they keep their place; for a single date the sign-up is over.

    Raises CannotNote for somebody who was not expected, and before the date has begun.
    """
    session = sign_up.session
    if session.starts_at is not None and session.starts_at > at:
        raise CannotNote(_("You can say who came once the date has begun."))
    persons.hold(sign_up.person_id)
    if not _note(sign_up, came=came):
        raise CannotNote(_("They are not expected on this date."))
    Attendance.objects.update_or_create(
        sign_up=sign_up, date=session.date_at(at), defaults={"came": came, "noted_at": at}
    )
    record.record("sign_up.attendance", by=by, at=at, on=sign_up, about=sign_up.person_id, came=came)
    if came:
        outbox.add(CAME, str(sign_up.pk), key=f"{CAME}:{sign_up.pk}", at=at)
    sign_up.refresh_from_db()
    return sign_up
