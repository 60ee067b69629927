"""Telling people what is new and suits them: those who want it, at most once a week, and only what is true when it goes out."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from hub.access.actors import SYSTEM
from hub.consent.models import Consent, Purpose
from hub.messaging import telling
from matching.preferences.models import Preference
from matching.suggestions.models import Fit, Where
from matching.suggestions.notices import SomethingFits
from matching.suggestions.services import suggesting

WEEK: Final = timedelta(days=7)
NAMED: Final = 3
"""How many things a message names."""
MOST: Final = 500
"""How many people are told in one go; the others are an hour later."""


def tell(*, at: datetime) -> int:
    """Tell everybody who waits for news and was not told anything for a week; return how many were."""
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.CONTACT_ME).values("person")
    told = Fit.objects.filter(told_at__gt=at - WEEK).values("person")
    waiting = Fit.objects.filter(told_at=None, person__in=agreed).exclude(person__in=told).order_by()
    people = waiting.values("person").annotate(newest=Max("at")).order_by("newest").values_list("person", flat=True)
    return sum(_tell(person, at=at) for person in list(people[:MOST]))


@transaction.atomic
def _tell(person_id: UUID, *, at: datetime) -> bool:
    """Tell one person what still suits them of what was new; what does not any more is forgotten."""
    preference = Preference.objects.select_for_update(of=("self",)).select_related("person").get(person=person_id)
    fits = Fit.objects.filter(person=person_id, told_at=None).order_by("place", "-at", "pk")
    found = suggesting.these(preference, fits.values_list("opportunity", flat=True), at=at)
    rows = tuple(row for row in found if row.why)[:NAMED]
    fits.exclude(opportunity__in=[row.opportunity.pk for row in rows]).delete()
    if not rows:
        return False
    fits.update(told_at=at)
    suggesting.note_shown(preference, suggesting.Found(rows, len(rows)), where=Where.NEWS, by=SYSTEM, at=at)
    telling.tell(preference.person, SomethingFits(str(person_id)), at=at)
    return True
