"""Routes where nothing arrives: nothing uses them, and the desk looks for another way."""

from collections.abc import Iterable
from datetime import datetime

from hub.access.actors import Actor
from hub.audit import record
from hub.audit.record import label_of
from hub.core import encryption, registry, transactions
from hub.desk import tasks
from hub.desk.models import Task, TaskKind
from hub.people.models import Channel, ContactRoute, Person


def to(person: Person, value: str, *kinds: Channel) -> list[ContactRoute]:
    """Return the routes of a person, of these kinds, that lead to this number or address."""
    lookups = [encryption.fingerprint(kind, value) for kind in kinds]
    return list(ContactRoute.objects.filter(person=person, lookup__in=lookups).order_by("pk"))


def desk() -> int | None:
    """Return the organisation that makes the hub's calls and posts its letters; None where there is none."""
    organisation = registry.answer(lambda contract: contract.desk_organisation)
    return organisation() if organisation else None


@transactions.atomic
def mark(routes: Iterable[ContactRoute], *, at: datetime) -> list[ContactRoute]:
    """Mark routes where nothing arrives, and put them on the desk's list; return those that worked until now."""
    marked = []
    for route in routes:
        if ContactRoute.objects.filter(pk=route.pk, refused_at=None).update(refused_at=at):
            tasks.open_once(TaskKind.ROUTE, route, organisation_id=desk(), due_at=at, at=at)
            marked.append(route)
    return marked


@transactions.atomic
def unmark(routes: Iterable[ContactRoute], *, since: datetime, by: Actor, at: datetime) -> None:
    """Use routes again that were marked at `since` by mistake, and take them off the desk's list."""
    for route in routes:
        if ContactRoute.objects.filter(pk=route.pk, refused_at=since).update(refused_at=None):
            record.record("route.right_after_all", by=by, at=at, about=route.person_id, channel=route.kind)
            Task.objects.open(TaskKind.ROUTE).filter(about_type=label_of(route), about_id=str(route.pk)).delete()
