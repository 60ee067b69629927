"""Finding a person, for workers and managers: by exact number or address, else by a name that may be misspelt.

The result holds only what is needed to tell two people apart, and no way to contact them. Each search is logged for
every person shown; the search text is never stored.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Count

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.audit import record
from hub.core import registry, transactions
from hub.people import alike, reading
from hub.people.models import Channel, ContactRoute, NameGram, Person
from hub.words import trigrams

MAY_FIND: Final = (Role.WORKER, Role.MANAGER)
MOST: Final = 20
LOOKED_AT: Final = 200
"""How many candidates, those with most shared trigrams, are compared."""
ALIKE: Final = 0.5
"""The least similarity of a name: "Okoroh" and "Okoro" match, "Sam" and "Samira Khan" match, "Sam" and "Tom" do not."""


@dataclass(frozen=True)
class Seen:
    """What a worker sees of somebody who was found."""

    pk: UUID
    name: str
    sector: str
    phone_ends: str


@transactions.atomic
def find(actor: Actor, text: str, *, at: datetime) -> list[Seen]:
    """Return up to twenty people who match, best match first; none for an actor who may not search."""
    if not actor.has_role(*MAY_FIND):
        return []
    ids = _by_route(text) or _by_name(text)
    people = {person.pk: person for person in Person.objects.filter(pk__in=ids, erased_at=None)}
    found = [people[pk] for pk in ids if pk in people][:MOST]
    for person in found:
        record.record("person.found", by=actor, at=at, about=person.pk)
    record.record("people.searched", by=actor, at=at, count=len(found))
    return _seen(found)


@transactions.atomic
def meet(actor: Actor, route: reading.Route, *, first_name: str, surname: str = "", at: datetime) -> list[Seen]:
    """Return who is known by a name, or one like it, at a route: before somebody is added twice. Logged, as `find` is."""
    if not actor.has_role(*MAY_FIND):
        return []
    same = alike.at([route], first_name=first_name, surname=surname).same
    found = list(Person.objects.filter(pk__in=same).order_by("created_at", "pk")[:MOST])
    for person in found:
        record.record("person.found", by=actor, at=at, about=person.pk)
    return _seen(found)


def _by_route(text: str) -> list[UUID]:
    route = _route(text)
    if route is None:
        return []
    rows = ContactRoute.objects.filter(lookup__in=alike.lookups(route)).order_by("person__created_at", "person")
    return list(dict.fromkeys(rows.values_list("person", flat=True)))


def _route(text: str) -> reading.Route | None:
    """Return the email address or the number that a text is; None for any other."""
    try:
        if reading.is_email(text):
            return reading.Route(Channel.EMAIL, reading.email(text))
        return reading.Route(Channel.PHONE, reading.phone(text))
    except ValidationError:
        return None


def _by_name(text: str) -> list[UUID]:
    grams = trigrams.of(text)
    if not grams or reading.is_email(text):  # an address must match as a whole: a name inside it finds nobody
        return []
    rows = NameGram.objects.filter(gram__in=grams).values("person").annotate(shared=Count("pk"))
    best = list(rows.order_by("-shared", "person").values_list("person", "shared")[:LOOKED_AT])
    had = dict(
        NameGram.objects.filter(person__in=[pk for pk, _shared in best])
        .values("person")
        .annotate(had=Count("pk"))
        .values_list("person", "had")
    )
    alike = [(trigrams.likeness(grams, shared, had[pk]), pk) for pk, shared in best]
    return [pk for score, pk in sorted(alike, key=lambda pair: (-pair[0], str(pair[1]))) if score >= ALIKE]


def _seen(people: list[Person]) -> list[Seen]:
    ids = [person.pk for person in people]
    known = registry.answer(lambda contract: contract.person_sectors)
    sectors = known(ids) if known else {}
    ends: dict[UUID, str] = {}
    for route in ContactRoute.objects.filter(person__in=ids, kind__in=(Channel.TEXT, Channel.PHONE)).order_by("pk"):
        ends.setdefault(route.person_id, route.value[-2:])
    return [
        Seen(
            pk=person.pk,
            name=f"{person.first_name} {person.surname[:1]}".strip(),
            sector=sectors.get(person.pk, ""),
            phone_ends=ends.get(person.pk, ""),
        )
        for person in people
    ]
