"""Answering sign-ups: accept, offer another date, decline, offer a place from the waiting list. Each answer is notified."""

from datetime import datetime
from typing import Final

from django.db import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.access.actors import Actor
from hub.audit import record
from hub.core import moves, transactions
from hub.messaging import notifications
from hub.people.services import links, persons
from opportunities import notices, private_links
from opportunities.models import MOVES, Session, SignUp, Status
from opportunities.signups.services import agreeing, taking
from opportunities.signups.services.signing_up import AlreadyAnswered, Full

THEIRS_ALREADY: Final = gettext_lazy("They have said yes to that date already. Choose another.")


def _answered(sign_up: SignUp, *, at: datetime) -> None:
    """Close the links that answer this sign-up: they have served their purpose."""
    links.spend(purpose=private_links.ANSWER, subject=str(sign_up.pk), at=at)
    sign_up.refresh_from_db()


@transactions.atomic
def accept(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """Accept: the place is theirs, and the organisation may contact them. Raises AlreadyAnswered."""
    persons.hold(sign_up.person_id)
    if not SignUp.objects.filter(pk=sign_up.pk).move(
        Status.HELD, only=(Status.REQUESTED,), answered_at=at, welcomed=True
    ):
        raise AlreadyAnswered(_("Somebody has answered this person already."))
    _answered(sign_up, at=at)
    agreeing.widen(sign_up, at=at)
    record.record("sign_up.accepted", by=by, at=at, on=sign_up, about=sign_up.person_id)
    notifications.notify(sign_up.person, notices.Accepted(str(sign_up.pk)), at=at)
    return sign_up


@transactions.atomic
def decline(sign_up: SignUp, *, words: str, by: Actor, at: datetime) -> SignUp:
    """Decline: the place goes to the next person, and the organisation no longer sees this one. Raises AlreadyAnswered."""
    persons.hold(sign_up.person_id)
    was = taking.lock(sign_up).status
    unchanged = SignUp.objects.filter(pk=sign_up.pk, status=was)
    if not unchanged.move(Status.DECLINED, answered_at=at, reply_words=words, offer_until=None):
        raise AlreadyAnswered(_("Somebody has answered this person already."))
    _answered(sign_up, at=at)
    agreeing.close(sign_up, at=at)
    record.record("sign_up.declined", by=by, at=at, on=sign_up, about=sign_up.person_id)
    notifications.notify(sign_up.person, notices.Declined(str(sign_up.pk)), at=at)
    if was != Status.WAITING:
        taking.free(sign_up.session, at=at)
    return sign_up


@transactions.atomic
def offer_another(sign_up: SignUp, session: Session, *, by: Actor, at: datetime) -> SignUp:
    """Offer another date of the same opportunity: reserve a place there, free the old one. Raises Full or AlreadyAnswered."""
    persons.hold(sign_up.person_id)
    old = taking.lock(sign_up, session)
    if old.status not in moves.sources(MOVES, Status.OFFERED):
        raise AlreadyAnswered(_("Somebody has answered this person already."))
    if session.opportunity_id != old.session.opportunity_id or session.pk == old.session_id:
        raise Full(_("Choose another date of the same thing."))
    if not taking.is_open(session, at=at):
        raise Full(_("This is paused or closed. Put it on show before you offer places."))
    if SignUp.objects.live().filter(session=session, person=sign_up.person_id).exclude(pk=sign_up.pk).exists():
        raise Full(THEIRS_ALREADY)
    try:
        offered = _offered_in(session, sign_up, was=Status(old.status), at=at)
    except IntegrityError:
        raise Full(THEIRS_ALREADY) from None
    if not offered:
        raise Full(_("That date has no place left, or they can’t hear of it in time. Choose another."))
    _answered(sign_up, at=at)
    record.record("sign_up.another_date", by=by, at=at, on=sign_up, about=sign_up.person_id)
    if old.status != Status.WAITING:
        taking.free(old.session, at=at)
    return sign_up


@transactions.atomic
def _offered_in(session: Session, sign_up: SignUp, *, was: Status, at: datetime) -> bool:
    """Offer a place in another session. Raises IntegrityError, without changes, if they signed up for it themselves."""
    return taking.offer(sign_up, session, was=was, welcomed=True, at=at)


@transactions.atomic
def offer_place(sign_up: SignUp, *, by: Actor, at: datetime) -> SignUp:
    """Offer a free place to somebody on the waiting list, out of turn if needed. Raises Full or AlreadyAnswered."""
    persons.hold(sign_up.person_id)
    waiting = SignUp.objects.filter(pk=sign_up.pk, status=Status.WAITING).select_related("session").first()
    if waiting is None:
        raise AlreadyAnswered(_("They are no longer on the waiting list."))
    if not taking.is_open(waiting.session, at=at):
        raise Full(_("This is paused or closed. Put it on show before you offer places."))
    if not taking.offer(sign_up, waiting.session, was=Status.WAITING, welcomed=True, at=at):
        raise Full(
            _("There is no free place to offer, or they can’t hear of it in time. Add a place, or ring them first.")
        )
    _answered(sign_up, at=at)
    record.record("sign_up.offered_out_of_turn", by=by, at=at, on=sign_up, about=sign_up.person_id)
    return sign_up
