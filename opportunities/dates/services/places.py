"""How many places a date has."""

from datetime import datetime

from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from opportunities.models import Session, SignUp
from opportunities.signups.services import taking
from opportunities.signups.services.signing_up import Full


@transactions.atomic
def set_places(session: Session, places: int | None, *, by: Actor, at: datetime) -> list[SignUp]:
    """Change how many places a session has, and offer new ones to the waiting list; return who got an offer.

    Raises Full below the number taken.
    """
    room = Session.objects.filter(pk=session.pk)
    if places is not None:
        room = room.filter(taken__lte=places)
    if not room.update(places=places):
        raise Full(_("More people than that have a place already."))
    record.record("session.places_set", by=by, at=at, on=session, places=places)
    return taking.offer_next(session, at=at)
