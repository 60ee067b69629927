"""Leaving one thing out of what is suggested to somebody, and putting it back."""

from datetime import datetime

from hub.access.actors import Actor
from hub.audit import record
from hub.core import transactions
from hub.people.models import Person
from hub.people.services import persons
from matching.preferences.models import Because, Exclusion, Why
from opportunities.models import Opportunity


@transactions.atomic
def leave_out(
    person: Person, opportunity: Opportunity, *, because: Because, why: str = "", by: Actor, at: datetime
) -> None:
    """Leave it out from now on. Said again, it keeps what was said first, and takes the reason."""
    persons.hold(person.pk)
    made = {"because": because, "why": why, "at": at}
    left_out, is_new = Exclusion.objects.get_or_create(person=person, opportunity=opportunity, defaults=made)
    if is_new:
        record.record("preference.left_out", by=by, at=at, on=opportunity, about=person.pk)
    elif why in Why.values and left_out.why != why:
        Exclusion.objects.filter(pk=left_out.pk).update(why=why)


@transactions.atomic
def put_back(person: Person, opportunity_id: int, *, said_by: frozenset[Because], by: Actor, at: datetime) -> bool:
    """Suggest it again if it was left out for one of these reasons; return whether it was. A refusal to be asked stays."""
    persons.hold(person.pk)
    left_out = Exclusion.objects.filter(person=person, opportunity=opportunity_id, because__in=said_by)
    found = left_out.select_related("opportunity").first()
    if found is None:
        return False
    left_out.delete()
    record.record("preference.put_back", by=by, at=at, on=found.opportunity, about=person.pk)
    return True
