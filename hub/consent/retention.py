"""Retention for people who withdrew the agreement to keep their details. The periods are in `hub.retention`."""

from datetime import datetime

from hub.access.actors import Actor
from hub.consent.models import Consent, Purpose
from hub.people import retention
from hub.people.models import Person, Reach, Why


def erase_taken_back(*, before: datetime, at: datetime) -> int:
    """Erase people who withdrew "keep my details" before a time and whom no live record needs; return how many."""
    kept = Consent.objects.filter(purpose=Purpose.KEEP_RECORD)
    took_back = Person.objects.filter(pk__in=kept.filter(withdrawn_at__lte=before).values("person"))
    again = kept.live(at=at).values("person")
    people = retention.unneeded(took_back.exclude(pk__in=again), at=at)
    return retention.erase(people.values_list("pk", flat=True)[:1000], at=at)


def close_what_was_seen(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """End all access the recipient has by agreement, past records included, so that a new agreement reopens none of them."""
    if purpose == Purpose.PASS_ON:
        seen = Reach.objects.filter(person=person, organisation=recipient_id, ended_at=None).exclude(why=Why.CONTACT)
        seen.update(ended_at=at)


def let_go(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """End what services see of a person who withdrew "keep my details", and erase them if no live record needs the name.

    Their sign-ups and their account stay. `erase_taken_back` later erases those who are still needed now.
    """
    if purpose == Purpose.KEEP_RECORD:
        Reach.objects.filter(person=person, why=Why.CONTACT, ended_at=None).update(ended_at=at)
        gone = retention.unneeded(Person.objects.filter(pk=person.pk), at=at)
        retention.erase(gone.values_list("pk", flat=True), at=at)
