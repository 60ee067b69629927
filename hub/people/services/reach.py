"""The right of an organisation to see fields of a person: granted, widened and ended by the service with the reason.

Details of other people reach a page only through `shown`. It reads Reach and consent in the same transaction in which
it logs the access.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from hub.people import reading, ways
from hub.people.models import ContactRoute, Field, Person, Reach, Why


@dataclass(frozen=True)
class Details:
    """What an organisation may see of one person now; fields it may not see are empty."""

    first_name: str = ""
    surname: str = ""
    route: str = ""
    route_kind: str = ""
    fields: frozenset[Field] = frozenset()
    dead_routes: tuple[str, ...] = ()
    """Numbers and addresses where nothing arrives any more."""

    @property
    def name(self) -> str:
        """The name, as far as the organisation may see it."""
        return f"{self.first_name} {self.surname}".strip()

    def may_see(self, field: Field) -> bool:
        """Whether this field is open."""
        return field in self.fields


def give(
    person: Person,
    organisation_id: int,
    fields: Iterable[Field],
    *,
    why: Why,
    subject: str,
    at: datetime,
    until: datetime | None = None,
) -> Reach:
    """Let an organisation see these fields for this reason; repeating it for the same reason only adds fields."""
    reach, made = Reach.objects.get_or_create(
        person=person,
        organisation_id=organisation_id,
        why=why,
        subject=subject,
        ended_at=None,
        defaults={"fields": frozenset(fields), "since": at, "until": until},
    )
    if not made:
        Reach.objects.filter(pk=reach.pk).update(fields=reach.fields | frozenset(fields), until=until)
    return reach


def set_end(*, why: Why, subjects: Iterable[str], until: datetime) -> int:
    """Set an end time for what an organisation sees for these reasons, where none is set yet; return how many rows changed."""
    return Reach.objects.filter(why=why, subject__in=list(subjects), ended_at=None, until=None).update(until=until)


def end(*, why: Why, subject: str, at: datetime) -> int:
    """End what an organisation may see for this reason; return how many rows ended (0 if they had ended before)."""
    return Reach.objects.filter(why=why, subject=subject, ended_at=None).update(ended_at=at)


@transactions.atomic
def shown(
    people: Iterable[Person],
    *,
    to: Actor,
    subjects: dict[UUID, str],
    lookups: dict[UUID, str] | None = None,
    why: str,
    at: datetime,
) -> dict[UUID, Details]:
    """Return what the acting organisation may see of each person for the current subject, and log the access.

    `subjects` maps each person id to the sign-up (or referral) of this page. `lookups` maps it to the hash of the route
    given for that one, which is then the route shown. Persons without a live Reach for it have empty details.
    """
    persons = {person.pk: person for person in people}
    prefetch_related_objects(list(persons.values()), "routes")
    live = Reach.objects.live(at=at).filter(organisation=to.organisation_id, person__in=persons)
    fields: dict[UUID, frozenset[Field]] = {}
    for reach in live:
        if subjects.get(reach.person_id) == reach.subject:
            fields[reach.person_id] = reach.fields
    record.looked([pk for pk in persons if pk in fields], by=to, at=at, why=why)
    given = lookups or {}
    return {pk: _details(person, fields.get(pk, frozenset()), given.get(pk, "")) for pk, person in persons.items()}


def _details(person: Person, fields: frozenset[Field], given: str) -> Details:
    routes = sorted(person.routes.all(), key=lambda route: (route.lookup != given, not route.preferred, route.pk))
    route = next((found for found in routes if found.is_usable), None)
    open_route = route if Field.ROUTE in fields else None
    return Details(
        first_name=person.first_name if Field.FIRST_NAME in fields else "",
        surname=person.surname if Field.SURNAME in fields else "",
        route=_in_words(open_route) if open_route else "",
        route_kind=route.kind if route and fields else "",
        fields=fields,
        dead_routes=tuple(_shown(dead) for dead in routes if dead.refused_at and Field.ROUTE in fields),
    )


def _in_words(route: ContactRoute) -> str:
    """Return a route as it is shown to whoever may use it, with what keeps its owner safe."""
    safe = ways.safe_words(route)
    return f"{_shown(route)}. {safe}" if safe else _shown(route)


def _shown(route: ContactRoute) -> str:
    return reading.shown(reading.Route(reading.Channel(route.kind), route.value))
