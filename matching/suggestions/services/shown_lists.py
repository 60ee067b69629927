"""What somebody was shown, and what they chose of it: written down for those whose preference is kept."""

from datetime import datetime
from uuid import UUID

from hub.access.actors import Actor
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.core import transactions
from matching.preferences.models import Preference
from matching.suggestions.models import Shown, ShownList, Where
from matching.suggestions.selectors.suggesting import Found


@transactions.atomic
def note_shown(
    preference: Preference, found: Found, *, where: Where, first: int = 1, by: Actor, at: datetime
) -> ShownList | None:
    """Write down a list that a person was shown, from place `first` on; None for an empty one, or for somebody not kept yet.

    What spoke for each row is written down only of those who agreed that we learn from what they choose.
    """
    if not found.rows or preference.person_id is None or preference.pk is None:
        return None
    shown = ShownList.objects.create(
        person_id=preference.person_id, where=where, organisation_id=by.organisation_id, at=at
    )
    learns = consents.cover(preference.person, Purpose.LEARN_FROM_CHOICES, at=at) is not None
    Shown.objects.bulk_create(
        Shown(
            shown_list=shown,
            opportunity=row.opportunity,
            place=place,
            score=row.score,
            reasons=[reason.feature for reason in row.reasons],
            features=row.features if learns else {},
        )
        for place, row in enumerate(found.rows, start=first)
    )
    return shown


def note_chosen(person_id: UUID, opportunity_id: int, *, at: datetime) -> bool:
    """Write down that somebody chose what they were last shown; whether it had been shown to them."""
    last = Shown.objects.filter(shown_list__person=person_id, opportunity=opportunity_id, chosen_at=None).order_by(
        "-shown_list__at", "-pk"
    )
    row = last.first()
    return bool(row and Shown.objects.filter(pk=row.pk, chosen_at=None).update(chosen_at=at))
