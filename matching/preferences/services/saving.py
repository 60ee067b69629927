"""Saving a preference: by the person, with an account or a private link, or by a worker for them."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final

from hub.access.actors import OWN_PAGES, Actor
from hub.audit import record
from hub.consent import wordings
from hub.consent.models import GivenBy, How, Purpose
from hub.consent.services import consents
from hub.core import transactions
from hub.messaging import notifications
from hub.people import reading
from hub.people.models import ContactRoute, Person
from hub.people.services import links, persons
from hub.places import tables
from hub.places.locate import Located, Precision
from hub.taxonomy.codes import Activity, Cause, Ease, Language, Skill, Slot, Travel
from matching.preferences import notices
from matching.preferences.models import Preference

KEPT: Final = timedelta(days=365)
"""How long somebody without activity is kept."""
LONGEST_NAME: Final = 60
"""Letters in the name of a place that is kept; a longer one is an address, which we do not keep."""


@dataclass(frozen=True)
class Said:
    """A preference to save. A place of None keeps the stored one; the same holds for `speaks`."""

    words: str = ""
    misheard: tuple[str, ...] = ()
    causes: frozenset[Cause] = frozenset()
    activities: frozenset[Activity] = frozenset()
    skills: frozenset[Skill] = frozenset()
    slots: frozenset[Slot] = frozenset()
    often: str = ""
    how_far: str = ""
    travel: frozenset[Travel] = frozenset()
    ease: frozenset[Ease] = frozenset()
    anything: str = ""
    place: Located | None = None
    speaks: frozenset[Language] | None = None


@dataclass(frozen=True)
class Reached:
    """How somebody wants to be contacted, and when it is safe (local clock times, both or neither)."""

    route: reading.Route
    safe_from: time | None = None
    safe_until: time | None = None
    may_leave_message: bool = True


@dataclass(frozen=True)
class Newcomer:
    """Somebody not known yet: a name, a route, and what they agree to."""

    first_name: str
    reached: Reached
    language: str
    surname: str = ""
    may_contact: bool = False
    given_by: GivenBy = GivenBy.PERSON
    how: How = How.ONLINE


@transactions.atomic
def save(person: Person, said: Said, *, by: Actor, at: datetime) -> Preference:
    """Save a preference, replacing the stored one."""
    values = {
        "words": said.words,
        "misheard": list(said.misheard),
        "causes": said.causes,
        "activities": said.activities,
        "skills": said.skills,
        "slots": said.slots,
        "often": said.often,
        "how_far": said.how_far,
        "travel": said.travel,
        "ease": said.ease,
        "anything": said.anything,
        "changed_at": at,
        **(position(said.place) if said.place else {}),
    }
    persons.hold(person.pk)
    preference, _made = Preference.objects.update_or_create(
        person=person, defaults=values, create_defaults={**values, "made_at": at}
    )
    if said.speaks is not None:
        Person.objects.filter(pk=person.pk).update(speaks=said.speaks)
    record.record("preference.saved", by=by, at=at, on=preference, about=person.pk)
    return preference


def unsaved(said: Said, someone: Person | None = None) -> Preference:
    """Return what was said as a preference that is not kept, of somebody known or of nobody yet."""
    sets = {name: getattr(said, name) for name in ("causes", "activities", "skills", "slots", "travel", "ease")}
    return Preference(
        person=someone or Person(speaks=said.speaks or frozenset()),
        words=said.words,
        misheard=list(said.misheard),
        often=said.often,
        how_far=said.how_far,
        **sets,
        **(position(said.place) if said.place else {}),
    )


def position(place: Located) -> dict[str, Any]:
    """Return the position to store: never finer than a postcode sector, since a full postcode covers only a handful of doors."""
    close = place.precision in (Precision.UNIT, Precision.SECTOR) or len(place.name) > LONGEST_NAME
    middle = tables.sectors().get(place.sector) if close else None
    lat, lon = (middle.lat, middle.lon) if middle else place.point
    return {
        "place_name": (place.sector or place.council_name or place.nation) if close else place.name,
        "sector": place.sector,
        "ward": place.ward_code,
        "lat": round(lat, 3),
        "lon": round(lon, 3),
    }


@transactions.atomic
def reach_by(person: Person, reached: Reached, *, by: Actor, at: datetime) -> ContactRoute:
    """Make a route the preferred one of a person, with its safe times."""
    route = persons.add_route(person, reached.route, at=at, preferred=True)
    persons.resume(route, by=by, at=at)
    ContactRoute.objects.filter(pk=route.pk).update(
        safe_from=reached.safe_from, safe_until=reached.safe_until, may_leave_message=reached.may_leave_message
    )
    record.record("route.chosen", by=by, at=at, about=person.pk, channel=str(reached.route.kind))
    return route


@transactions.atomic
def welcome(newcomer: Newcomer, *, by: Actor, at: datetime) -> Person:
    """Create a person who agrees that we keep their details, and record what they agreed to. Staff merge likely duplicates."""
    person = persons.add(
        first_name=newcomer.first_name,
        surname=newcomer.surname,
        route=newcomer.reached.route,
        language=newcomer.language,
        by=by,
        at=at,
    )
    reach_by(person, newcomer.reached, by=by, at=at)
    agree(person, may_contact=newcomer.may_contact, given_by=newcomer.given_by, how=newcomer.how, by=by, at=at)
    return person


@transactions.atomic
def agree(
    person: Person, *, may_contact: bool, given_by: GivenBy = GivenBy.WORKER, how: How, by: Actor, at: datetime
) -> None:
    """Record the agreements to be kept and, if given, to hear of new things, unless they are in force already."""
    agreed = [(Purpose.KEEP_RECORD, wordings.KEEP_RECORD)]
    agreed += [(Purpose.CONTACT_ME, wordings.CONTACT_ME)] if may_contact else []
    for purpose, wording in agreed:
        if consents.cover(person, purpose, at=at) is None:
            consents.give(person, purpose, wording=wording, given_by=given_by, how=how, by=by, at=at, until=at + KEPT)


@transactions.atomic
def send_own_link(person: Person, *, at: datetime) -> None:
    """Send somebody the private link to their own pages."""
    notifications.notify(person, notices.OwnPages(str(person.pk)), at=at)


@transactions.atomic
def send_links_again(lookups: list[str], *, at: datetime) -> None:
    """Send the link to their own pages to those who said what they would like and have one of these routes."""
    routes = ContactRoute.objects.usable().filter(lookup__in=lookups)
    people = Person.objects.filter(pk__in=routes.values("person"), erased_at=None, preference__isnull=False)
    for person in people.order_by("pk")[: links.MOST_AT_A_NUMBER]:
        notifications.notify_again(person, notices.OwnPages(str(person.pk)), at=at)


def own_token(person: Person, *, at: datetime) -> str:
    """Create the token of a link to a person's own pages, opened in the browser where they just typed who they are."""
    return links.make(person, OWN_PAGES, subject=links.HERE, at=at, until=at + notices.OPENS_FOR)
