"""Making people. Joining two records that may be the same human is staff's decision, never made here."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hub.access.actors import Actor
from hub.accounts.models import User
from hub.audit import record
from hub.people import encryption, reading
from hub.people.models import ContactRoute, NameGram, Person
from hub.words import trigrams


def welcome(user: User) -> None:
    """Make the Person of a new user, with the e-mail address as their first route."""
    at = user.date_joined or timezone.now()
    person = Person.objects.create(user=user, first_name=user.get_full_name()[:60].capitalize(), created_at=at)
    name_grams(person)
    add_route(person, reading.Route(reading.Channel.EMAIL, user.email), at=at, preferred=True)


@transaction.atomic
def add(*, first_name: str, surname: str = "", route: reading.Route, language: str, by: Actor, at: datetime) -> Person:
    """Make a person known by a name and one route, even if another with the same route exists."""
    person = Person.objects.create(first_name=first_name, surname=surname, language=language, created_at=at)
    name_grams(person)
    add_route(person, route, at=at, preferred=True)
    record.record("person.added", by=by, at=at, on=person, about=person.pk)
    return person


def add_route(person: Person, route: reading.Route, *, at: datetime, preferred: bool = False) -> ContactRoute:
    """Give a person a way to reach them; the same one twice stays one. `preferred` makes it the first choice."""
    if preferred:
        person.routes.filter(preferred=True).update(preferred=False)
    found, _made = ContactRoute.objects.get_or_create(
        person=person,
        kind=route.kind,
        lookup=encryption.fingerprint(route.kind, route.value),
        defaults={"value": route.value, "created_at": at},
    )
    if preferred and not found.preferred:
        ContactRoute.objects.filter(pk=found.pk).update(preferred=True)
        found.preferred = True
    return found


def resume(route: ContactRoute, *, by: Actor, at: datetime) -> None:
    """Use a stopped route again, because the person asks to be reached there; nothing to do for one that is used."""
    if ContactRoute.objects.filter(pk=route.pk, stopped_at__isnull=False).update(stopped_at=None):
        record.record("route.resumed", by=by, at=at, about=route.person_id, channel=route.kind)


def is_named(person: Person, first_name: str) -> bool:
    """Whether somebody of this first name can be this person: it is theirs, or they have none yet."""
    own, other = (reading.folded_name(name).partition(" ")[0] for name in (person.first_name, first_name))
    return own in ("", other)


def complete(person: Person, *, first_name: str, surname: str) -> None:
    """Give a person the names they lack; those they have stay."""
    person.first_name = person.first_name or first_name
    person.surname = person.surname or surname
    person.save(update_fields=["first_name", "surname"])
    name_grams(person)


def rename(person: Person, *, first_name: str, surname: str) -> None:
    """Give a person the names they say are theirs."""
    person.first_name, person.surname = first_name, surname
    person.save(update_fields=["first_name", "surname"])
    name_grams(person)


def name_grams(person: Person) -> None:
    """Write down the grams of a person's names anew, for finding them."""
    NameGram.objects.filter(person=person).delete()
    found = trigrams.of(f"{person.first_name} {person.surname}")
    NameGram.objects.bulk_create(NameGram(person=person, gram=gram) for gram in sorted(found))


def preferred_route(person: Person) -> ContactRoute | None:
    """Return the route a person would rather have, of those nobody stopped; None if there is none left."""
    return person.routes.usable().order_by("-preferred", "pk").first()
