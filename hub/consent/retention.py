"""Ending what is kept of people who took back that we may keep it. The table of how long is in `hub.retention`."""

from datetime import datetime

from hub.access.actors import Actor
from hub.consent.models import Consent, Purpose
from hub.people import retention
from hub.people.models import Person, Reach, Why


def erase_taken_back(*, before: datetime, at: datetime) -> int:
    """Erase people who took back, before a time, that we keep their details, once nothing live needs them; return how many."""
    kept = Consent.objects.filter(purpose=Purpose.KEEP_RECORD)
    took_back = Person.objects.filter(pk__in=kept.filter(withdrawn_at__lte=before).values("person"))
    again = kept.live(at=at).values("person")
    people = retention.unneeded(took_back.exclude(pk__in=again), at=at)
    return retention.erase(people.values_list("pk", flat=True)[:1000], at=at)


def close_what_was_seen(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """End what the recipient sees by agreement, of what is over as well: agreeing to something new opens none of it again."""
    if purpose == Purpose.PASS_ON:
        seen = Reach.objects.filter(person=person, organisation=recipient_id, ended_at=None).exclude(why=Why.CONTACT)
        seen.update(ended_at=at)


def let_go(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """End what services see of somebody who is no longer to be kept, and erase them if nothing live needs their name.

    What they said yes to stays, and so does their account. `erase_taken_back` sees later to those who are still needed now.
    """
    if purpose == Purpose.KEEP_RECORD:
        Reach.objects.filter(person=person, why=Why.CONTACT, ended_at=None).update(ended_at=at)
        gone = retention.unneeded(Person.objects.filter(pk=person.pk), at=at)
        retention.erase(gone.values_list("pk", flat=True), at=at)
