"""Who may be one person with several records: those reached in the same way, by the same name. Nobody is joined here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from hub.core import encryption
from hub.people import names, reading
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import persons
from hub.words import trigrams

NUMBERS: Final = frozenset({Channel.TEXT, Channel.PHONE})
"""The two ways to use one number."""
ALIKE: Final = 0.6
"""The least likeness of two first names that may be one, misspelt: "Joan" and "Joann" are, "Joan" and "Jo" are not."""


@dataclass(frozen=True)
class AtRoute:
    """The records at one number or address: those that may be this person, and those of somebody else."""

    same: frozenset[UUID] = frozenset()
    others: frozenset[UUID] = frozenset()


def lookups(route: reading.Route) -> list[str]:
    """Return the hashes of a route in every way it may be stored: a number for texts and for calls."""
    kinds = NUMBERS if route.kind in NUMBERS else {route.kind}
    return [encryption.fingerprint(kind, route.value) for kind in sorted(kinds)]


def at(routes: Iterable[reading.Route], *, first_name: str, surname: str = "", but: UUID | None = None) -> AtRoute:
    """Return who is known at these routes, parted by whether the name may be theirs. Without a name, all are others."""
    hashes = [lookup for route in routes for lookup in lookups(route)]
    if not hashes:
        return AtRoute()
    known = ContactRoute.objects.filter(lookup__in=hashes).values("person")
    people = Person.objects.filter(pk__in=known, erased_at=None).exclude(pk__in=[but] if but else [])
    same = {one.pk for one in people if is_like(one, first_name, surname)}
    return AtRoute(frozenset(same), frozenset(one.pk for one in people) - same)


def routes_of(person: Person, *, proven: bool = False) -> list[reading.Route]:
    """Return the routes of a person; with `proven` only those that they showed to be theirs."""
    kept = person.routes.all()
    return [
        reading.Route(Channel(route.kind), route.value)
        for route in kept
        if not proven or persons.has_proven(person, route.lookup)
    ]


def of(person: Person, *, proven: bool = False) -> AtRoute:
    """Return who else is known at the routes of a person; with `proven` only at those that they showed to be theirs."""
    routes = routes_of(person, proven=proven)
    return at(routes, first_name=person.first_name, surname=person.surname, but=person.pk)


def is_like(person: Person, first_name: str, surname: str = "") -> bool:
    """Whether a name may be this person's: the same first name or one misspelt, and no other surname."""
    if not names.key(first_name):
        return False
    if surname and person.surname and not _is_like(surname, person.surname):
        return False
    return persons.is_named(person, first_name) or _is_like(first_name, person.first_name)


def _is_like(one: str, other: str) -> bool:
    mine, theirs = trigrams.of(names.key(one)), trigrams.of(names.key(other))
    return trigrams.likeness(mine, len(mine & theirs), len(theirs)) >= ALIKE
