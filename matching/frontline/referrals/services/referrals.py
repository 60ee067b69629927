"""Referrals and their states. Each move is one conditional UPDATE with its audit event and messages.

Locks are taken in one order: the person, the agreement, the referral, then the session and the sign-up.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.access.actors import SYSTEM, Actor
from hub.audit import record
from hub.consent import wordings
from hub.consent.models import GivenBy, How, Purpose
from hub.consent.services import consents
from hub.core import transactions
from hub.design import times
from hub.messaging import notifications
from hub.messaging.notices import Notice
from hub.people.models import Field, Person, Why
from hub.people.services import links, persons, reach
from hub.taxonomy.codes import Ease
from matching.frontline import notices
from matching.frontline.asks.services import gate
from matching.frontline.models import FELL_THROUGH, LIVE, TO_ANSWER, Ask, Reason, Referral, Status
from matching.frontline.referrals import private_links
from opportunities.models import Ended, Opportunity, Session, SignUp, Source
from opportunities.signups.services import agreeing, signing_up
from organisations.models import Organisation
from organisations.services import members

FIRST_SIGHT: Final = frozenset({Field.FIRST_NAME, Field.WORDS, Field.NEEDS})
ON_ACCEPTING: Final = frozenset({Field.SURNAME, Field.ROUTE})
ALL: Final = FIRST_SIGHT | ON_ACCEPTING
KEPT_AFTER: Final = timedelta(days=183)
"""How long an organisation that accepted sees somebody, where no date says otherwise."""


class CannotMove(Exception):
    """The referral is no longer in the required state; the message says what to do."""


class NotAgreed(CannotMove):
    """The person has not agreed, or withdrew."""


class AlreadyThere(CannotMove):
    """The person has a live referral about this already."""


class Unknown(CannotMove):
    """Nobody can be referred to this organisation now."""


@transactions.atomic
def draft(
    person: Person,
    organisation: Organisation,
    *,
    opportunity: Opportunity | None = None,
    session: Session | None = None,
    ask: Ask | None = None,
    wish: str = "",
    needs: frozenset[Ease] = frozenset(),
    fields: frozenset[Field] = ALL,
    by: Actor,
    at: datetime,
) -> Referral:
    """Create a referral that is not sent yet. Raises AlreadyThere, or Unknown for an unverified organisation."""
    if not organisation.is_public:
        raise Unknown(_("This group has not been checked yet. Nobody can be passed on to it."))
    persons.hold(person.pk)
    try:
        with transaction.atomic():
            referral = Referral.objects.create(
                person=person,
                organisation=organisation,
                opportunity=opportunity,
                session=session,
                from_organisation_id=by.acting_for,
                worker_id=by.user_id,
                ask=ask,
                wish=wish,
                needs=needs,
                fields=fields,
                made_at=at,
            )
    except IntegrityError:
        raise AlreadyThere(_("They have been passed on for this already. Look under “Passed on”.")) from None
    record.record("referral.drafted", by=by, at=at, on=referral, about=person.pk)
    return referral


def _move(referral: Referral, to: Status, *, at: datetime, only: tuple[Status, ...], **values: Any) -> None:
    """Move a referral if its current state allows it. Raises CannotMove."""
    ends = {"ended_at": at} if to in FELL_THROUGH else {}
    if not Referral.objects.filter(pk=referral.pk).move(to, only=only, **ends, **values):
        raise CannotMove(_("Somebody was quicker. Look at it again."))
    referral.refresh_from_db()


def _answer_by(referral: Referral, *, at: datetime) -> datetime:
    """Return until when a group may answer: some days, but no longer than until the last date there is to come to."""
    until = times.by_day(at + timedelta(days=settings.REFERRAL_DAYS))
    dates = list(Session.objects.upcoming(at=at).filter(opportunity=referral.opportunity))
    if not dates or any(date.rule or date.next_at is None for date in dates):
        return until
    return min(until, max(date.next_at for date in dates if date.next_at))


@transactions.atomic
def send(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Send an agreed referral: the organisation sees first name, wish and agreed needs, and has two weeks to answer.

    Raises NotAgreed without the person's live agreement for this organisation, CannotMove when it was sent or
    withdrawn.
    """
    agreement = consents.cover(referral.person, Purpose.PASS_ON, recipient_id=referral.organisation_id, at=at)
    if agreement is None:
        raise NotAgreed(_("Ask the person first, then write down that they said yes."))
    until = _answer_by(referral, at=at)
    fields = referral.fields & agreement.fields
    _move(referral, Status.SENT, at=at, only=(Status.DRAFT,), sent_at=at, expires_at=until, fields=fields)
    _show(referral, FIRST_SIGHT & fields, until=until, at=at)
    record.record("referral.sent", by=by, at=at, on=referral, about=referral.person_id)
    notifications.notify(referral.person, notices.PassedOn(str(referral.pk)), at=at)
    _notify_organisation(referral, notices.ReferralWaiting, at=at)
    return referral


def _show(referral: Referral, fields: frozenset[Field], *, until: datetime | None, at: datetime) -> None:
    reach.give(
        referral.person,
        referral.organisation_id,
        fields,
        why=Why.REFERRAL,
        subject=str(referral.pk),
        at=at,
        until=until,
    )


def _notify_organisation(referral: Referral, notice: type[Notice], *, at: datetime) -> None:
    for person in members.to_notify(referral.organisation):
        notifications.notify(person, notice(str(referral.pk)), at=at)


def _notify_worker(referral: Referral, *, at: datetime) -> None:
    if referral.worker is not None:
        notifications.notify(referral.worker.person, notices.ReferralMoved(str(referral.pk)), at=at)


@transactions.atomic
def agree(person: Person, organisation_id: int, *, how: How, by: Actor, at: datetime) -> None:
    """Record, because the person says so, that this organisation may be told, unless that is in force already."""
    if consents.cover(person, Purpose.PASS_ON, recipient_id=organisation_id, at=at) is None:
        consents.give(
            person,
            Purpose.PASS_ON,
            recipient_id=organisation_id,
            fields=ALL,
            wording=wordings.REFERRAL,
            given_by=GivenBy.WORKER,
            how=how,
            by=by,
            at=at,
        )


@transactions.atomic
def pass_on(
    person: Person,
    organisation: Organisation,
    *,
    opportunity: Opportunity | None = None,
    ask: Ask | None = None,
    wish: str,
    needs: frozenset[Ease],
    how: How,
    by: Actor,
    at: datetime,
) -> Referral:
    """Record that the person has just agreed, and send the referral, all or nothing. Raises as `draft` and `send`."""
    agree(person, organisation.pk, how=how, by=by, at=at)
    made = draft(person, organisation, opportunity=opportunity, ask=ask, wish=wish, needs=needs, by=by, at=at)
    return send(made, by=by, at=at)


@transactions.atomic
def pass_on_when_ready(
    person: Person, organisation: Organisation, *, wish: str, needs: frozenset[Ease], how: How, by: Actor, at: datetime
) -> Referral:
    """Refer somebody to a group in general, unless the gate says not now. Raises CannotMove with its reason, and as `pass_on`."""
    said = gate.said_today(person, by.organisation_id or 0, at=at)
    verdict = gate.verdict(person, nothing_unsorted=said, owed=gate.owed_to(person, to=by.organisation_id), at=at)
    if verdict.kind is gate.Kind.NOT_NOW:
        raise CannotMove(verdict.because)
    return pass_on(person, organisation, wish=wish, needs=needs, how=how, by=by, at=at)


@transactions.atomic
def acknowledge(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Say "we’ve seen it, give us a little time". Raises CannotMove."""
    persons.hold(referral.person_id)
    _move(referral, Status.ACKNOWLEDGED, at=at, only=(Status.SENT,), acknowledged_at=at)
    record.record("referral.acknowledged", by=by, at=at, on=referral, about=referral.person_id)
    return referral


@transactions.atomic
def accept(
    referral: Referral, *, session: Session | None = None, waiting: bool = False, by: Actor, at: datetime
) -> Referral:
    """Say "yes, come along": takes a place in the same transaction, and shows the organisation surname and route.

    An opportunity needs a session; `waiting` puts them on its waiting list instead. Raises NotAgreed when the person
    withdrew, CannotMove when it was answered, signing_up.Full and related errors when there is no place.
    """
    if consents.cover(referral.person, Purpose.PASS_ON, recipient_id=referral.organisation_id, at=at) is None:
        raise NotAgreed(_("They have taken back their agreement. You no longer see them."))
    _move(referral, Status.ACCEPTED, at=at, only=TO_ANSWER, answered_at=at, session=session)
    until = at + KEPT_AFTER
    if session is not None:
        sign_up = signing_up.place_for(
            referral.person, session, words=referral.wish, source=Source.REFERRED, waiting=waiting, by=by, at=at
        )
        Referral.objects.filter(pk=referral.pk).update(sign_up=sign_up)
        agreeing.show_referred(sign_up, referral.fields, at=at)
        referral.refresh_from_db()
    _show(referral, referral.fields, until=until, at=at)
    links.spend(purpose=private_links.REFERRAL, subject=str(referral.pk), at=at)
    record.record("referral.accepted", by=by, at=at, on=referral, about=referral.person_id, waiting=waiting)
    notifications.notify(referral.person, notices.Welcomed(str(referral.pk)), at=at)
    _notify_worker(referral, at=at)
    return referral


@transactions.atomic
def decline(referral: Referral, *, reason: Reason, words: str, by: Actor, at: datetime) -> Referral:
    """Say "not this time", with a reason: the worker gets a next step, the person a kind message. Raises CannotMove."""
    persons.hold(referral.person_id)
    _move(
        referral,
        Status.DECLINED,
        at=at,
        only=TO_ANSWER,
        answered_at=at,
        reason=reason,
        reply_words=words,
    )
    _close(referral, at=at)
    record.record("referral.declined", by=by, at=at, on=referral, about=referral.person_id, reason=str(reason))
    notifications.notify(referral.person, notices.NotThisTime(str(referral.pk)), at=at)
    _notify_worker(referral, at=at)
    return referral


def _close(referral: Referral, *, at: datetime) -> None:
    """End what the organisation sees, and its links."""
    reach.end(why=Why.REFERRAL, subject=str(referral.pk), at=at)
    links.spend(purpose=private_links.REFERRAL, subject=str(referral.pk), at=at)


@transactions.atomic
def withdraw(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Withdraw a referral, for the person or by the worker: the organisation no longer sees them, and is notified.

    Raises CannotMove when it has ended.
    """
    persons.hold(referral.person_id)
    _move(referral, Status.WITHDRAWN, at=at, only=LIVE)
    _close(referral, at=at)
    record.record("referral.withdrawn", by=by, at=at, on=referral, about=referral.person_id)
    if referral.sign_up is not None:
        agreeing.close(referral.sign_up, at=at)
        if referral.sign_up.is_live:
            with suppress(signing_up.AlreadyAnswered):
                signing_up.call_off(referral.sign_up, because=Ended.CONSENT, by=by, at=at, notify=False)
    if referral.sent_at is not None:
        _notify_organisation(referral, notices.ReferralRecalled, at=at)
        notifications.notify(referral.person, notices.TakenBack(str(referral.pk)), at=at)
        _notify_worker(referral, at=at)
    return referral


def recall_for(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """Withdraw every live referral that depends on a withdrawn agreement, in the same transaction.

    A referral that ends another way at the same moment stays ended that way; the withdrawal holds in any case.
    """
    if purpose != Purpose.PASS_ON:
        return
    hanging = Referral.objects.live().filter(person=person, organisation=recipient_id)
    for referral in hanging.select_related("person", "organisation", "sign_up", "worker__person").order_by("pk"):
        with suppress(CannotMove):
            withdraw(referral, by=by, at=at)


def expire(*, at: datetime) -> int:
    """End referrals not answered in time, each with its next step; return how many. Safe to run twice or late."""
    late = Referral.objects.filter(status__in=TO_ANSWER, expires_at__lte=at)
    return sum(
        _expired(referral, at=at) for referral in late.select_related("person", "organisation", "worker__person")
    )


@transactions.atomic
def _expired(referral: Referral, *, at: datetime) -> bool:
    persons.hold(referral.person_id)
    try:
        _move(referral, Status.EXPIRED, at=at, only=TO_ANSWER)
    except CannotMove:
        return False
    _close(referral, at=at)
    record.record("referral.expired", by=SYSTEM, at=at, on=referral, about=referral.person_id)
    notifications.notify(referral.person, notices.NotThisTime(str(referral.pk)), at=at)
    _notify_worker(referral, at=at)
    return True


@transactions.atomic
def came(referral: Referral, *, by: Actor, at: datetime) -> Referral:
    """Record somebody's first visit, and notify the worker who referred them. Raises CannotMove."""
    persons.hold(referral.person_id)
    _move(referral, Status.FIRST_ATTENDED, at=at, only=(Status.ACCEPTED,), first_attended_at=at)
    record.record("referral.first_attended", by=by, at=at, on=referral, about=referral.person_id)
    _notify_worker(referral, at=at)
    return referral


def note_first_visit(ref: str, *, at: datetime) -> None:
    """Record the first visit of a referred person, once attendance is recorded on their sign-up. Safe to call twice."""
    sign_up = SignUp.objects.filter(pk=ref).first()
    referral = Referral.objects.filter(sign_up=sign_up, status=Status.ACCEPTED).first() if sign_up else None
    if referral is not None:
        came(referral, by=SYSTEM, at=at)


@transactions.atomic
def take_next_step(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Record that the worker has taken the next step after a failed referral."""
    found = Referral.objects.filter(pk=referral.pk, status__in=FELL_THROUGH, next_step_at=None)
    if found.update(next_step_at=at):
        record.record("referral.next_step", by=by, at=at, on=referral, about=referral.person_id)
