"""Sending people what is new and suits them: on request, at most once a week, and only what is still true when sent."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Max

from hub.access.actors import SYSTEM
from hub.consent.models import Consent, Purpose
from hub.core import registry, transactions
from hub.messaging import notifications
from matching.preferences.models import Preference
from matching.suggestions.models import Recommendation, Shown, Where
from matching.suggestions.notices import SomethingFits
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import SignUp

WEEK: Final = timedelta(days=7)
NAMED: Final = 3
"""How many opportunities a message names."""
MOST: Final = 500
"""How many people are notified in one run; the others follow an hour later."""


def send(*, at: datetime) -> int:
    """Notify everybody with news who got none for a week; return how many were notified."""
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.CONTACT_ME).values("person")
    notified = Recommendation.objects.filter(told_at__gt=at - WEEK).values("person")
    waiting = Recommendation.objects.filter(told_at=None, person__in=agreed).exclude(person__in=notified).order_by()
    for asked in registry.answers(lambda contract: contract.asked_for_news):
        waiting = waiting.exclude(person__in=asked(since=at - WEEK))
    people = waiting.values("person").annotate(newest=Max("at")).order_by("newest").values_list("person", flat=True)
    return sum(_send_to(person, at=at) for person in list(people[:MOST]))


@transactions.atomic
def _send_to(person_id: UUID, *, at: datetime) -> bool:
    """Notify one person of what still suits them among what was new; delete what does not any more."""
    fits = Recommendation.objects.filter(person=person_id, told_at=None).order_by("place", "-at", "pk")
    locked = Preference.objects.select_for_update(of=("self",)).select_related("person")
    preference = locked.filter(person=person_id, person__erased_at=None).first()
    if preference is None:
        fits.delete()
        return False
    known = _known(preference.person_id, fits)
    found = suggesting.these(preference, [fit.opportunity_id for fit in fits if fit.opportunity_id not in known], at=at)
    rows = tuple(row for row in found if row.why)[:NAMED]
    fits.exclude(opportunity__in=[row.opportunity.pk for row in rows]).delete()
    if not rows:
        return False
    fits.update(told_at=at)
    shown_lists.note_shown(preference, suggesting.Found(rows, len(rows)), where=Where.NEWS, by=SYSTEM, at=at)
    notifications.notify(preference.person, SomethingFits(str(person_id)), at=at)
    return True


def _known(person_id: UUID, fits: Iterable[Recommendation]) -> set[int]:
    """Return what somebody signed up for, or was shown since it was found for them."""
    since = {fit.opportunity_id: fit.at for fit in fits}
    known = set(SignUp.objects.filter(person=person_id).values_list("session__opportunity", flat=True))
    shown = Shown.objects.filter(shown_list__person=person_id, opportunity__in=since)
    return known | {pk for pk, at in shown.values_list("opportunity", "shown_list__at") if at > since[pk]}
