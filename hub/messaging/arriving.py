"""When a message arrives: at once, after quiet hours, at the person's safe time, or by post; and which way is in time."""

from datetime import datetime, time, timedelta
from typing import Final

from hub.people.models import Channel, ContactRoute, Person
from hub.taxonomy.slots import LOCAL

QUIET_FROM: Final = time(20, 0)
QUIET_UNTIL: Final = time(8, 0)
LETTER_DAYS: Final = 3
"""How many working days (Monday to Friday, public holidays are ignored) a letter takes."""


def not_before(route: ContactRoute, *, at_once: bool, at: datetime) -> datetime:
    """Return when this route may be used: now, after quiet hours, or at the person's safe time."""
    local = at.astimezone(LOCAL)
    moment = local
    if route.kind in (Channel.TEXT, Channel.PHONE) and not at_once:
        moment = _next_within(moment, QUIET_UNTIL, QUIET_FROM)
    if route.safe_from and route.safe_until and route.kind != Channel.LETTER:
        moment = _next_within(moment, route.safe_from, route.safe_until)
    return moment if moment > local else at


def arrives(route: ContactRoute, *, at_once: bool = False, at: datetime) -> datetime:
    """Return when a message sent now by this route reaches its person."""
    if route.kind == Channel.LETTER:
        return letter_arrives(at)
    return not_before(route, at_once=at_once, at=at)


def usable(person: Person) -> list[ContactRoute]:
    """Return the routes of a person that work, the preferred one first."""
    works = [route for route in person.routes.all() if route.is_usable]
    return sorted(works, key=lambda route: (not route.preferred, route.pk))


def in_time(
    route: ContactRoute | None, person: Person, *, by: datetime | None, at_once: bool = False, at: datetime
) -> ContactRoute | None:
    """Return this route, or another usable one where this one comes too late for a time to come and the other does not."""
    if route is None or by is None or by <= at or arrives(route, at_once=at_once, at=at) < by:
        return route
    return next((other for other in usable(person) if arrives(other, at_once=at_once, at=at) < by), route)


def letter_arrives(at: datetime) -> datetime:
    """Return when a letter written now is there."""
    return _working_days_after(at, LETTER_DAYS)


def _working_days_after(at: datetime, days: int) -> datetime:
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < 5
    return at


def _next_within(moment: datetime, opens: time, closes: time) -> datetime:
    """Return the first time from `moment` on that lies between two local clock times; the span may cross midnight."""
    clock = moment.time()
    inside = opens <= clock < closes if opens < closes else clock >= opens or clock < closes
    if inside or opens == closes:
        return moment
    day = moment if clock < opens else moment + timedelta(days=1)
    return day.replace(hour=opens.hour, minute=opens.minute, second=0, microsecond=0)
