"""Ending what is kept of people who took back that we may keep it. The table of how long is in `hub.retention`."""

from datetime import datetime

from hub.consent.models import Consent, Purpose
from hub.people import keeping
from hub.people.models import Person


def erase_taken_back(*, before: datetime, at: datetime) -> int:
    """Erase people who took back, before a time, that we keep their details, once nothing live needs them; return how many."""
    kept = Consent.objects.filter(purpose=Purpose.KEEP_RECORD)
    took_back = Person.objects.filter(pk__in=kept.filter(withdrawn_at__lte=before).values("person"))
    again = kept.live(at=at).values("person")
    people = keeping.unneeded(took_back.exclude(pk__in=again), at=at)
    return keeping.erase(people.values_list("pk", flat=True)[:1000], at=at)
