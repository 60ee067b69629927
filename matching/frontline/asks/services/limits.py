"""Limits on asks bind the person, not the record: they count for every record at the same number or address and name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from hub.core import encryption
from hub.people import alike, names, reading
from hub.people.models import Person
from matching.frontline.models import AskLimit, Refusal, Refused

NUMBER: Final = "number"
"""The medium of texts and calls: one number is one way to be reached."""


@dataclass(frozen=True)
class Limits:
    """What limits asks to one person: the strictest of all their records."""

    never: bool = False
    flagged_until: datetime | None = None
    not_before: datetime | None = None
    somebody_else: bool = False
    """Whether somebody by another name refused at this number or address: a reason to check, and no bar."""


NONE: Final = Limits()


def of(person: Person, *, at: datetime) -> Limits:
    """Return the limits on asks to a person, from their own record and all that may be theirs."""
    routes = alike.routes_of(person)
    met = alike.at(routes, first_name=person.first_name, surname=person.surname, but=person.pk)
    return _strictest({person.pk, *met.same}, met.others, routes, person.first_name, at=at)


def of_newcomer(route: reading.Route | None, *, first_name: str, surname: str = "", at: datetime) -> Limits:
    """Return the limits on asks to somebody without a record yet, by how they are reached and called."""
    if route is None:
        return NONE
    met = alike.at([route], first_name=first_name, surname=surname)
    return _strictest(met.same, met.others, [route], first_name, at=at)


def _strictest(
    same: Iterable[UUID], others: Iterable[UUID], routes: list[reading.Route], first_name: str, *, at: datetime
) -> Limits:
    theirs = set(same)
    rows = list(AskLimit.objects.filter(person__in=[*theirs, *others]))
    own = [row for row in rows if row.person_id in theirs]
    kept = list(Refusal.objects.filter(Q(until=None) | Q(until__gt=at), route__in=[_route(route) for route in routes]))
    mine = [row for row in kept if row.name == _name(first_name)]
    return Limits(
        never=any(row.never_since for row in own) or any(row.kind == Refused.NEVER for row in mine),
        flagged_until=_latest(row.flagged_until for row in own),
        not_before=_latest([*(row.not_before for row in own), *(row.until for row in mine)]),
        somebody_else=any(row.never_since for row in rows if row not in own)
        or any(row.kind == Refused.NEVER for row in kept if row not in mine),
    )


def _latest(times: Iterable[datetime | None]) -> datetime | None:
    return max((one for one in times if one is not None), default=None)


def _route(route: reading.Route) -> str:
    medium = NUMBER if route.kind in alike.NUMBERS else route.kind
    return encryption.fingerprint(f"refusal {medium}", route.value)


def _name(first_name: str) -> str:
    return encryption.fingerprint("refusal name", names.key(first_name))


def note(route: reading.Route, *, first_name: str, until: datetime | None = None, at: datetime) -> None:
    """Keep the bare fingerprint of a refusal by somebody who has no record, or whose record ends."""
    kind = Refused.UNTIL if until else Refused.NEVER
    row, made = Refusal.objects.get_or_create(
        route=_route(route), name=_name(first_name), kind=kind, defaults={"until": until, "noted_at": at}
    )
    if not made and until:
        Refusal.objects.filter(pk=row.pk, until__lt=until).update(until=until)


def outlive(people: Iterable[UUID], *, at: datetime) -> None:
    """Keep the fingerprints of what these people refused, before their records are erased."""
    for limit in AskLimit.objects.filter(person__in=list(people)).select_related("person"):
        until = _latest([limit.flagged_until, limit.not_before])
        for route in alike.routes_of(limit.person):
            if limit.never_since is not None:
                note(route, first_name=limit.person.first_name, at=at)
            if until is not None and until > at:
                note(route, first_name=limit.person.first_name, until=until, at=at)


def lift(person: Person, *, proven: bool) -> int:
    """Forget refusals without a record by this person, who says that they may be asked again; return how many.

    With `proven` only those at a route that they showed to be theirs.
    """
    routes = [_route(route) for route in alike.routes_of(person, proven=proven)]
    return Refusal.objects.filter(route__in=routes, name=_name(person.first_name), kind=Refused.NEVER).delete()[0]
