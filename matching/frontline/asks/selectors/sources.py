"""Whether an ask led to a sign-up, to measure the effect of asking."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from matching.frontline.models import Ask, Contact
from opportunities.models import Source

LATELY: Final = timedelta(days=90)
"""A sign-up later than this after the ask or the slip is not attributed to it."""


def source(person_id: UUID, opportunity_id: int, at: datetime) -> Source | None:
    """Return that a worker asked them about this, or that it was on their slip, if so."""
    if Ask.objects.filter(person=person_id, opportunity=opportunity_id, asked_at__gt=at - LATELY).exists():
        return Source.ASKED
    handed = Contact.objects.filter(person=person_id, at__gt=at - LATELY).values_list("handed", flat=True)
    return Source.LETTER if any(opportunity_id in ids for ids in handed) else None
