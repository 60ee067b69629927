"""Collects rows of many people and writes them at once, in the order that foreign keys require."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Model

from hub.access.actors import Actor
from hub.audit import record
from hub.audit.models import Entry
from hub.consent import wordings
from hub.consent.models import Consent, GivenBy, How, Purpose
from hub.core import encryption
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Field, NameGram, Person, Reach, Why
from hub.words import trigrams
from matching.frontline.models import Ask, AskLimit, Contact, Referral
from matching.preferences.models import Preference
from opportunities.models import Attendance, Session, SignUp, UnmetWish

BATCH: Final = 1000
ORDER: Final[tuple[type[Model], ...]] = (
    Person,
    ContactRoute,
    NameGram,
    Preference,
    Consent,
    Contact,
    Ask,
    AskLimit,
    SignUp,
    Referral,
    Reach,
    Attendance,
    UnmetWish,
    Entry,
)


@dataclass
class Rows:
    """The rows to write. `taken` counts the places taken, by session."""

    kept: dict[type[Model], list[Any]] = field(default_factory=lambda: {model: [] for model in ORDER})
    taken: Counter[int] = field(default_factory=Counter)
    wordings: dict[str, int] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        """Add a row, and return it."""
        self.kept[type(row)].append(row)
        return row

    def log(
        self, event: str, *, by: Actor, at: datetime, on: Model | None = None, about: Person, **details: Any
    ) -> None:
        """Add the row of an audit event. Its object may be written later; a number given by the database is unknown until then."""
        self.add(record.entry(event, by, at, on, about.pk, details))

    def person(self, first_name: str, surname: str, channel: Channel, value: str, *, by: Actor, at: datetime) -> Person:
        """Add a person with one route."""
        person: Person = self.add(Person(first_name=first_name, surname=surname, language="en-gb", created_at=at))
        route = reading.route(channel, value)
        self.add(
            ContactRoute(
                person=person,
                kind=route.kind,
                value=route.value,
                lookup=encryption.fingerprint(route.kind, route.value),
                preferred=True,
                created_at=at,
                verified_at=at if channel in (Channel.EMAIL, Channel.TEXT) else None,
            )
        )
        for gram in sorted(trigrams.of(f"{first_name} {surname}")):
            self.add(NameGram(person=person, gram=gram))
        self.log("person.added", by=by, at=at, on=person, about=person)
        return person

    def agree(
        self,
        person: Person,
        purpose: Purpose,
        wording: str,
        *,
        by: Actor,
        at: datetime,
        how: How = How.ONLINE,
        **more: Any,
    ) -> None:
        """Add an agreement, with the current wording."""
        if wording not in self.wordings:
            self.wordings[wording] = wordings.current(wording, "en-gb").pk
        given_by = GivenBy.PERSON if how == How.ONLINE else GivenBy.WORKER
        self.add(
            Consent(
                person=person,
                purpose=purpose,
                wording_id=self.wordings[wording],
                given_by=given_by,
                how=how,
                at=at,
                **more,
            )
        )
        self.log("consent.given", by=by, at=at, about=person, purpose=str(purpose))

    def see(
        self,
        person: Person,
        organisation_id: int,
        fields: frozenset[Field],
        why: Why,
        subject: str,
        *,
        since: datetime,
        until: datetime | None,
        ended: datetime | None = None,
    ) -> None:
        """Add what an organisation sees of somebody, why, and until when."""
        row = Reach(person=person, organisation_id=organisation_id, fields=fields, why=why, subject=subject)
        row.since, row.until, row.ended_at = since, until, ended
        self.add(row)

    def write(self, progress: Callable[[str], None] = lambda _what: None) -> int:
        """Write all collected rows and clear the collection; return how many rows that was."""
        written = 0
        for model in ORDER:
            progress(model._meta.label_lower)
            written += len(model._base_manager.bulk_create(self.kept[model], batch_size=BATCH))
            self.kept[model] = []
        for places, sessions in _by_count(self.taken).items():
            for start in range(0, len(sessions), BATCH):
                Session.objects.filter(pk__in=sessions[start : start + BATCH]).update(taken=F("taken") + places)
        self.taken.clear()
        return written


def _by_count(taken: Counter[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for session, places in taken.items():
        found.setdefault(places, []).append(session)
    return found
