"""Creating people. Merging two records that may be the same human is a decision of staff, never made here."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from hub.access.actors import OWN_PAGES, Actor
from hub.access.roles import Role
from hub.accounts.models import User
from hub.audit import record
from hub.core import encryption, transactions
from hub.people import names, reading
from hub.people.models import ContactRoute, NameGram, Person
from hub.people.services import links
from hub.words import trigrams


def hold(*people: UUID) -> None:
    """Lock these people, by id, until the transaction ends: before their agreements, referrals, sessions and sign-ups.

    Each service that discloses something of a person, or ends that, holds them first, so that a withdrawal waits for at
    most one of them and never meets another in the middle.
    """
    found = Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk")
    list(found.values_list("pk", flat=True))


def welcome(user: User) -> None:
    """Create the Person of a new user, with the email address as first route."""
    at = user.date_joined or timezone.now()
    person = Person.objects.create(user=user, first_name=names.from_address(user.email), created_at=at)
    name_grams(person)
    add_route(person, reading.Route(reading.Channel.EMAIL, user.email), at=at, preferred=True)


@transactions.atomic
def add(*, first_name: str, surname: str = "", route: reading.Route, language: str, by: Actor, at: datetime) -> Person:
    """Create a person with a name and one route, even if another person has the same route."""
    person = Person.objects.create(first_name=first_name, surname=surname, language=language, created_at=at)
    name_grams(person)
    add_route(person, route, at=at, preferred=True)
    record.record("person.added", by=by, at=at, on=person, about=person.pk)
    return person


@transactions.atomic
def add_nameless(*, language: str, by: Actor, at: datetime) -> Person:
    """Create a person without a name, for somebody who started something and comes back to it by link alone."""
    person = Person.objects.create(language=language, created_at=at)
    record.record("person.added", by=by, at=at, on=person, about=person.pk)
    return person


def add_route(person: Person, route: reading.Route, *, at: datetime, preferred: bool = False) -> ContactRoute:
    """Add a contact route; a repeated one is not added twice. `preferred` makes it the first choice.

    A number or address that was stopped stays stopped for the next person who gives it: the new route starts as
    stopped, and `resume` says who may use it again.
    """
    if preferred:
        person.routes.filter(preferred=True).update(preferred=False)
    lookup = encryption.fingerprint(route.kind, route.value)
    found, _made = ContactRoute.objects.get_or_create(
        person=person,
        kind=route.kind,
        lookup=lookup,
        defaults={
            "value": route.value,
            "created_at": at,
            "stopped_at": at if _is_stopped(route.kind, lookup) else None,
        },
    )
    if found.refused_at is not None:
        # Whoever types it again may have made it work since.
        ContactRoute.objects.filter(pk=found.pk).update(refused_at=None)
        found.refused_at = None
    if preferred and not found.preferred:
        ContactRoute.objects.filter(pk=found.pk).update(preferred=True)
        found.preferred = True
    return found


def _is_stopped(kind: str, lookup: str) -> bool:
    """Whether a number or address was stopped and nobody has resumed it."""
    known = ContactRoute.objects.filter(kind=kind, lookup=lookup)
    return known.filter(stopped_at__isnull=False).exists() and not known.usable().exists()


def resume(route: ContactRoute, *, by: Actor, at: datetime) -> None:
    """Resume a stopped route if its owner asks for it; leave it stopped if ownership is not shown.

    Typing a number proves nothing, so only two may resume it. The person, signed in or by a link sent to them, for a
    route that was theirs before it was stopped. And a worker or manager of a service, when the person asks them (the
    text that confirms a stop says "ring"). A route that was stopped from the start is resumed by a worker only.
    """
    stopped = ContactRoute.objects.filter(pk=route.pk, stopped_at__isnull=False)
    if not by.has_role(Role.WORKER, Role.MANAGER) or by.own_id == route.person_id:
        stopped = stopped.exclude(stopped_at=F("created_at")) if _is_themself(by, route) else stopped.none()
    if stopped.update(stopped_at=None):
        record.record("route.resumed", by=by, at=at, about=route.person_id, channel=route.kind)


def _is_themself(by: Actor, route: ContactRoute) -> bool:
    """Whether the actor is the route's owner: signed in, or by a link to their own pages that was sent to them."""
    if by.is_signed_in:
        return by.person_id == route.person_id
    own = [grant for grant in by.grants if grant.purpose == OWN_PAGES and grant.person_id == route.person_id]
    return any(grant.subject != links.HERE for grant in own)


def proven() -> QuerySet[Person]:
    """Return the people who showed that a route is theirs: they used a link or code sent there, or confirmed their email."""
    route = ContactRoute.objects.filter(person=OuterRef("pk"), verified_at__isnull=False)
    email = EmailAddress.objects.filter(user__person=OuterRef("pk"), verified=True)
    return Person.objects.filter(Exists(route) | Exists(email))


def has_proven(person: Person, lookup: str) -> bool:
    """Whether a person showed that the route with this hash is theirs."""
    if person.routes.filter(lookup=lookup, verified_at__isnull=False).exists():
        return True
    emails = EmailAddress.objects.filter(user__person=person, verified=True).values_list("email", flat=True)
    return lookup in {encryption.fingerprint(reading.Channel.EMAIL, email.lower()) for email in emails}


def is_named(person: Person, first_name: str) -> bool:
    """Whether this first name can belong to this person: it is the same, or they have none yet. Sam Okoro may be "Mr Okoro"."""
    titled = reading.folded_name(names.untitled(first_name))
    if titled and person.surname and not names.untitled(person.first_name):
        return titled == reading.folded_name(person.surname)
    return names.key(person.first_name) in ("", names.key(first_name))


def complete(person: Person, *, first_name: str, surname: str) -> None:
    """Fill in names that a person lacks; existing ones stay."""
    person.first_name = person.first_name or first_name
    person.surname = person.surname or surname
    person.save(update_fields=["first_name", "surname"])
    name_grams(person)


def rename(person: Person, *, first_name: str, surname: str) -> None:
    """Set the names that a person gives as theirs."""
    person.first_name, person.surname = first_name, surname
    person.save(update_fields=["first_name", "surname"])
    name_grams(person)


def name_grams(person: Person) -> None:
    """Rebuild the trigrams of a person's names, used to find them."""
    NameGram.objects.filter(person=person).delete()
    found = trigrams.of(f"{person.first_name} {person.surname}")
    NameGram.objects.bulk_create(NameGram(person=person, gram=gram) for gram in sorted(found))


def preferred_route(person: Person) -> ContactRoute | None:
    """Return the route a person prefers among those not stopped; None if there is none."""
    return person.routes.usable().order_by("-preferred", "pk").first()
