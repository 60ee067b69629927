"""Dates: added by hand, made from a rule eight weeks ahead, called off, and kept pointing at the next one."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.taxonomy import slots
from hub.taxonomy.codes import Slot
from opportunities import repeating
from opportunities.models import LIVE, Ended, Joining, Opportunity, Session, SignUp
from opportunities.services import signing_up

AHEAD: Final = timedelta(weeks=8)
"""How far ahead the dates of a repeating opportunity are made."""


class CannotSchedule(Exception):
    """The date cannot be; the sentence says why."""


def add(
    opportunity: Opportunity,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    places: int | None,
    often: str = repeating.Often.ONCE,
    last_day: date | None = None,
    by: Actor,
    at: datetime,
) -> Session:
    """Add a date or, with `often`, a way of repeating: as one run, or date by date, as the opportunity joins people.

    Raises CannotSchedule for a date in the past or one that is there already.
    """
    if starts_at <= at:
        raise CannotSchedule(_("This date has passed. Choose one to come."))
    rule = repeating.rule_for(often, starts_at)
    series = bool(rule) and opportunity.joining == Joining.SERIES
    try:
        with transaction.atomic():
            session = Session.objects.create(
                opportunity=opportunity,
                starts_at=starts_at,
                ends_at=ends_at,
                next_at=starts_at,
                rule=rule if series else "",
                until=last_day if series else None,
                slots=slots.covered(starts_at, ends_at),
                places=places,
            )
            if rule and not series:
                Opportunity.objects.filter(pk=opportunity.pk).update(rule=rule, rule_until=last_day)
                opportunity.refresh_from_db(fields=["rule", "rule_until"])
                extend(opportunity, at=at)
            record.record("session.added", by=by, at=at, on=session, repeats=bool(rule))
    except IntegrityError:
        raise CannotSchedule(_("There is a date at this time already.")) from None
    return session


@transaction.atomic
def add_flexible(
    opportunity: Opportunity, *, windows: Iterable[Slot], places: int | None, by: Actor, at: datetime
) -> Session:
    """Add, or change, the one flexible session of an opportunity: people choose their time within these windows."""
    session = opportunity.sessions.filter(starts_at=None, cancelled_at=None).first()
    if session is None:
        session = Session.objects.create(opportunity=opportunity, slots=frozenset(windows), places=places)
    else:
        Session.objects.filter(pk=session.pk).update(slots=frozenset(windows))
    record.record("session.added", by=by, at=at, on=session, repeats=False)
    return session


def extend(opportunity: Opportunity, *, at: datetime) -> int:
    """Make the dates of a repeating opportunity eight weeks ahead, after the pattern of its last; return how many were new."""
    pattern = opportunity.sessions.filter(starts_at__isnull=False, rule="").order_by("-starts_at").first()
    if not opportunity.rule or pattern is None or pattern.starts_at is None:
        return 0
    length = pattern.ends_at - pattern.starts_at if pattern.ends_at else None
    made = [
        Session(
            opportunity=opportunity,
            starts_at=start,
            ends_at=start + length if length else None,
            next_at=start,
            slots=slots.covered(start, start + length if length else None),
            places=pattern.places,
        )
        for start in repeating.starts(
            opportunity.rule,
            pattern.starts_at,
            after=max(at, pattern.starts_at),
            until=at + AHEAD,
            last_day=opportunity.rule_until,
        )
    ]
    return len(Session.objects.bulk_create(made, ignore_conflicts=True))


def extend_all(*, at: datetime) -> int:
    """Make the dates of everything that repeats and is on show; return how many were new. Safe to run twice or late."""
    repeated = Opportunity.objects.filter(state="published").exclude(rule="")
    return sum(extend(opportunity, at=at) for opportunity in repeated.iterator())


def move_on(*, at: datetime) -> int:
    """Point every run of dates at its next one; return how many moved. Safe to run twice or late."""
    moved = 0
    for session in Session.objects.exclude(rule="").filter(next_at__lte=at, starts_at__isnull=False):
        assert session.starts_at is not None
        following = repeating.next_start(session.rule, session.starts_at, after=at, last_day=session.until)
        if following is not None:
            moved += Session.objects.filter(pk=session.pk, next_at__lte=at).update(next_at=following)
    return moved


@transaction.atomic
def call_off(session: Session, *, by: Actor, at: datetime) -> int:
    """Call off a date and tell everybody who had said yes to it; return how many that was. Raises CannotSchedule if it was off before."""
    if not Session.objects.filter(pk=session.pk, cancelled_at=None).update(cancelled_at=at):
        raise CannotSchedule(_("This date was called off before."))
    record.record("session.called_off", by=by, at=at, on=session)
    told = 0
    for sign_up in SignUp.objects.filter(session=session, status__in=LIVE).select_related("person"):
        signing_up.call_off(sign_up, because=Ended.SESSION_OFF, by=by, at=at)
        told += 1
    return told


def clock_work(*, at: datetime) -> str:
    """Do all that dates need as time passes; say what was done."""
    moved, made, lapsed = move_on(at=at), extend_all(at=at), signing_up.lapse(at=at)
    return f"{moved} runs moved on, {made} dates made, {lapsed} offers lapsed."
