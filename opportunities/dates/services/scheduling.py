"""Dates: add one, create repeating dates eight weeks ahead, call one off, and keep each run's next date current."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from hub.people.services import persons
from hub.taxonomy import slots
from hub.taxonomy.codes import Slot
from opportunities import recurrence
from opportunities.dates.services import places as services_places
from opportunities.models import LIVE, Ended, Joining, Opportunity, Repeat, Session, SignUp, State
from opportunities.models.sign_up import SignUpQuerySet
from opportunities.signups.services import ending, signing_up

AHEAD: Final = timedelta(weeks=8)
"""How far ahead repeating dates are created."""


class CannotSchedule(Exception):
    """The date is not possible; the message says why."""


def add(
    opportunity: Opportunity,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    places: int | None,
    often: str = recurrence.Often.ONCE,
    last_day: date | None = None,
    joining: Joining | None = None,
    by: Actor,
    at: datetime,
) -> Session:
    """Add one date or, with `often`, a repeating one: as one run, or as separate dates, by the way of joining.

    `joining` is the way that is about to be saved with it; without it, the opportunity's. Raises CannotSchedule for a
    date in the past or one that exists already.
    """
    if starts_at <= at:
        raise CannotSchedule(_("This date has passed. Choose one to come."))
    rule = recurrence.rule_for(often, starts_at)
    date_ = Session(opportunity=opportunity, starts_at=starts_at, ends_at=ends_at, next_at=starts_at, places=places)
    date_.slots = slots.covered(starts_at, ends_at)
    try:
        with transaction.atomic():
            kept = _lock_to_change(opportunity, at=at)
            if rule and (joining or kept.joining) == Joining.SERIES:
                date_.rule, date_.until = rule, last_day
            elif rule:
                date_.repeat = Repeat.objects.create(
                    opportunity=opportunity,
                    rule=rule,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    places=places,
                    until=last_day,
                )
            date_.save()
            extend(opportunity, at=at)
            record.record("session.added", by=by, at=at, on=date_, repeats=bool(rule))
    except IntegrityError:
        raise CannotSchedule(_("There is a date at this time already.")) from None
    return date_


def _lock(opportunity: Opportunity) -> Opportunity:
    """Keep others from adding dates to an opportunity until the transaction ends; return it fresh."""
    return Opportunity.objects.select_for_update(no_key=True).get(pk=opportunity.pk)


def _lock_to_change(opportunity: Opportunity, *, at: datetime) -> Opportunity:
    """Lock an opportunity and set its time of change, so that those who copy it by the API see the change."""
    kept = _lock(opportunity)
    Opportunity.objects.filter(pk=kept.pk).update(changed_at=at)
    return kept


@transactions.atomic
def add_flexible(
    opportunity: Opportunity, *, windows: Iterable[Slot], places: int | None, by: Actor, at: datetime
) -> Session:
    """Add or change the one flexible session of an opportunity: people choose their time within these windows.

    Raises CannotSchedule where more people have a place already than there would be.
    """
    _lock_to_change(opportunity, at=at)
    session = flexible(opportunity)
    if session is None:
        session = Session.objects.create(opportunity=opportunity, slots=frozenset(windows), places=places)
        record.record("session.added", by=by, at=at, on=session, repeats=False)
        return session
    Session.objects.filter(pk=session.pk).update(slots=frozenset(windows))
    if session.places != places:
        try:
            services_places.set_places(session, places, by=by, at=at)
        except signing_up.Full as error:
            raise CannotSchedule(str(error)) from None
    record.record("session.changed", by=by, at=at, on=session)
    session.refresh_from_db()
    return session


def flexible(opportunity: Opportunity) -> Session | None:
    """Return the session in which people choose their own time, if there is one."""
    return opportunity.sessions.filter(starts_at=None, cancelled_at=None).order_by("pk").first()


@transactions.atomic
def end_flexible(opportunity: Opportunity, *, by: Actor, at: datetime) -> Session | None:
    """Remove the flexible session if nobody has signed up for it; otherwise keep it and return it."""
    session = flexible(opportunity)
    if session is None:
        return None
    if SignUp.objects.live().filter(session=session).exists():
        return session
    call_off(session, by=by, at=at)
    return None


@transactions.atomic
def extend(opportunity: Opportunity, *, at: datetime) -> int:
    """Create the missing dates of an opportunity's repeats for the next eight weeks; return how many were new."""
    _lock(opportunity)
    return len(Session.objects.bulk_create(due(opportunity, at=at)))


def due(opportunity: Opportunity, *, at: datetime) -> list[Session]:
    """Return the unsaved sessions missing in the next eight weeks; a date that was called off counts as present."""
    there = set(opportunity.sessions.filter(starts_at__gt=at).values_list("starts_at", flat=True))
    found: dict[datetime, Session] = {}
    for repeat in opportunity.repeats.order_by("pk"):
        for start in recurrence.starts(
            repeat.rule, repeat.starts_at, after=at, until=at + AHEAD, last_day=repeat.until
        ):
            if start not in there:
                found.setdefault(start, _date_of(repeat, start))
    return list(found.values())


def _date_of(repeat: Repeat, start: datetime) -> Session:
    ends_at = recurrence.end(start, first=repeat.starts_at, first_end=repeat.ends_at)
    return Session(
        opportunity_id=repeat.opportunity_id,
        repeat=repeat,
        starts_at=start,
        ends_at=ends_at,
        next_at=start,
        slots=slots.covered(start, ends_at),
        places=repeat.places,
    )


def extend_all(*, at: datetime) -> int:
    """Create the missing dates of everything on show that repeats; return how many were new. Safe to run twice or late."""
    repeated = Opportunity.objects.filter(state=State.PUBLISHED, repeats__isnull=False).distinct()
    return sum(extend(opportunity, at=at) for opportunity in repeated.iterator())


def move_on(*, at: datetime) -> int:
    """Set the next date of every run; return how many changed. Safe to run twice or late."""
    moved = 0
    for session in Session.objects.exclude(rule="").filter(next_at__lte=at, starts_at__isnull=False):
        assert session.starts_at is not None
        following = recurrence.next_start(session.rule, session.starts_at, after=at, last_day=session.until)
        if following is not None:
            moved += Session.objects.filter(pk=session.pk, next_at__lte=at).update(next_at=following)
    return moved


@transactions.atomic
def call_off(session: Session, *, by: Actor, at: datetime) -> int:
    """Call off a date and notify everybody who had signed up; return how many. Raises CannotSchedule if it was off before."""
    live = _told_on_calling_off(session)
    persons.hold(*live.values_list("person_id", flat=True))
    if not Session.objects.filter(pk=session.pk, cancelled_at=None).update(cancelled_at=at):
        raise CannotSchedule(_("This date was called off before."))
    record.record("session.called_off", by=by, at=at, on=session)
    notified = 0
    for sign_up in live.select_related("person"):
        signing_up.call_off(sign_up, because=Ended.SESSION_OFF, by=by, at=at)
        notified += 1
    return notified


def told_on_calling_off(session: Session) -> list[SignUp]:
    """Return the sign-ups of those who would be notified if this date was called off."""
    return list(_told_on_calling_off(session).for_telling())


def _told_on_calling_off(session: Session) -> SignUpQuerySet:
    return SignUp.objects.filter(session=session, status__in=LIVE)


def clock_work(*, at: datetime) -> str:
    """Run all scheduled work for dates; return a summary."""
    moved, made = move_on(at=at), extend_all(at=at)
    lapsed, passed = ending.lapse(at=at), ending.end_passed(at=at)
    return f"{moved} runs moved on, {made} dates made, {lapsed} offers lapsed, {passed} ended with their date."
