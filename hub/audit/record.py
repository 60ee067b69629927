"""Writing the audit log. Services call this inside their own transaction, so every event has its row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import models

from hub.audit.models import Entry


class By(Protocol):
    """What the log needs of an actor; `hub.access.actors.Actor` has all of it."""

    @property
    def kind(self) -> str: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def person_id(self) -> UUID | None: ...
    @property
    def membership_id(self) -> int | None: ...
    @property
    def organisation_id(self) -> int | None: ...
    @property
    def role(self) -> str | None: ...


def label_of(on: models.Model) -> str:
    """Return the model label used in the log. `AUDIT_LABEL` keeps the name under which a renamed model was first logged."""
    return str(getattr(on, "AUDIT_LABEL", on._meta.label_lower))


Detail = str | int | bool | None


def entry(
    event: str, by: By, at: datetime, on: models.Model | None, about: UUID | None, details: dict[str, Detail]
) -> Entry:
    """Return an unsaved row for one event, for loaders that add many at once."""
    return Entry(
        at=at,
        event=event,
        actor_kind=by.kind,
        user_id=by.user_id,
        actor_person_id=by.person_id,
        membership_id=by.membership_id,
        organisation_id=by.organisation_id,
        role=by.role or "",
        person_id=about,
        subject_type=label_of(on) if on is not None else "",
        subject_id=str(on.pk) if on is not None else "",
        details=details,
    )


def record(
    event: str, *, by: By, at: datetime, on: models.Model | None = None, about: UUID | None = None, **details: Detail
) -> None:
    """Log one audit event ("sign_up.accepted"), the object it changed, and the person it concerns.

    `details` are codes and counts, never a name, a contact route or text that somebody wrote.
    """
    entry(event, by, at, on, about, details).save(force_insert=True)


def looked(people: Iterable[UUID], *, by: By, at: datetime, why: str) -> None:
    """Log that an actor saw these people's details on one page, one row per person."""
    Entry.objects.bulk_create(entry("person.seen", by, at, None, person, {"why": why}) for person in people)
