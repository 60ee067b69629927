"""People near an opportunity who agreed to be asked and whom it would suit: counting them, and asking them.

An organisation learns counts, never names. Somebody who says yes reaches it like any other sign-up; of a no it learns
nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.consent import wordings
from hub.consent.models import Consent, Purpose
from hub.core import transactions
from hub.design import times
from hub.people.models import Person
from hub.people.services import persons
from matching import engine
from matching.engine import MatchIndex
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import Ask, AskLimit, AskRound, Contact, Owed, RaisedBy
from matching.preferences import meaning
from matching.preferences.models import Exclusion, Preference
from matching.suggestions import mapped, saying, wanting
from matching.suggestions.models import Recommendation
from opportunities.models import Opportunity, SignUp

NEAR_KM: Final = 10.0
"""The radius in which people are near an opportunity, km."""
KM_OF_A_DEGREE: Final = 111.2
MOST: Final = 2000
"""How many people are considered: those with the most recently saved preferences."""
AT_ONCE: Final = 20
"""How many are asked at once, best first."""
WAIT: Final = timedelta(days=7)
"""How long nobody is asked again about the same opportunity."""
LACKS: Final = "access"
"""The filter that something fails which lacks what somebody needs."""
LIKED: Final = frozenset({"cause", "activity", "skill"})
"""Reasons about what somebody likes: without one of these an opportunity does not suit enough to ask."""


class CannotAskThem(Exception):
    """Nobody is asked now; the message says why."""


@dataclass(frozen=True)
class Looked:
    """Whom an opportunity would suit, best first; how many of them count, and of those who would like it, how many each
    filter excludes.

    Only people who showed that a route is theirs count, so that made-up residents move no number.
    """

    people: tuple[UUID, ...]
    count: int
    kept_off: dict[str, int]


NOBODY: Final = Looked((), 0, {})


def free(*, at: datetime) -> Q:
    """Return the condition on `Preference` rows that their person agreed to be asked, and may be without a worker.

    Excludes people to whom a service owes something, who were asked lately, who said not to, who were notified of
    something new in the last week, or who told a worker in the last 90 days that something is unsorted.
    """
    live = Consent.objects.live(at=at).filter(purpose=Purpose.CONTACT_ME)
    agreed = live.filter(wording__version__gte=wordings.GROUPS_MAY_ASK).values("person")
    notified = Recommendation.objects.filter(told_at__gt=at - WAIT).values("person")
    limits = Q(never_since__isnull=False) | Q(not_before__gt=at) | Q(flagged_until__gt=at)
    owed = Owed.objects.filter(done_at=None).values("person")
    unsorted = Contact.objects.filter(nothing_unsorted=False, at__gt=at - timedelta(days=90)).values("person")
    return (
        Q(person__in=agreed, person__erased_at=None)
        & ~Q(person__in=AskLimit.objects.filter(limits).values("person"))
        & ~Q(person__in=owed)
        & ~Q(person__in=notified)
        & ~Q(person__in=unsorted.filter(person__isnull=False))
    )


def look(opportunity: Opportunity, *, at: datetime) -> Looked:
    """Return whom an opportunity would suit among the people near it who may be asked."""
    found = [(index, int(row)) for index in mapped.parts(at=at) for row in index.rows_of((opportunity.pk,))]
    if not found:
        return NOBODY
    index, row = found[-1]
    preferences = list(_near(opportunity, at=at).select_related("person").order_by("-changed_at", "pk")[:MOST])
    excluded = wanting.ruled_out([preference.person_id for preference in preferences])
    proven = set(persons.proven().filter(preference__in=preferences).values_list("pk", flat=True))
    scores: dict[UUID, float] = {}
    kept_off: Counter[str] = Counter()
    for preference in preferences:
        score, failing = _suits(index, row, preference, excluded.get(preference.person_id, ()))
        if preference.person_id in proven:
            kept_off.update(failing)
        if score is not None and not failing:
            scores[preference.person_id] = score
    best = sorted(scores, key=lambda person: (-scores[person], str(person)))
    return Looked(tuple(best), sum(person in proven for person in best), dict(kept_off))


def _near(opportunity: Opportunity, *, at: datetime) -> Any:
    """Return the preferences of people near an opportunity who may be asked and are not involved in it yet."""
    rows = Preference.objects.filter(free(at=at))
    rows = rows.exclude(person__in=SignUp.objects.filter(session__opportunity=opportunity).values("person"))
    rows = rows.exclude(person__in=Ask.objects.filter(opportunity=opportunity, person__isnull=False).values("person"))
    place = opportunity.venue
    if opportunity.remote or place is None or place.lat is None or place.lon is None:
        return rows
    up = NEAR_KM / KM_OF_A_DEGREE
    along = up / max(cos(radians(place.lat)), 0.01)
    return rows.filter(lat__range=(place.lat - up, place.lat + up), lon__range=(place.lon - along, place.lon + along))


def _suits(
    index: MatchIndex, row: int, preference: Preference, excluded: Iterable[Exclusion]
) -> tuple[float | None, tuple[str, ...]]:
    """Return the score of one opportunity for somebody who would like it, and the filters it fails; None, () for others."""
    if meaning.needs_help(preference.words, preference.misheard):
        return None, ()
    wants = wanting.wants(preference, excluded=excluded)
    ranking = engine.among(index, wants, np.array([row]), ignore_filters=engine.FILTERS)
    reasons = engine.explain(index, ranking, 0, wants, most=len(engine.FEATURES), without=saying.LIKENESS)
    if not LIKED & {reason.feature for reason in reasons}:
        return None, ()
    failing = engine.why_not(index, row, wants)
    if wants.access & ~int(index.access[row]) and LACKS not in failing:
        failing += (LACKS,)  # nobody is beside them to say that it doesn't mention what they need
    return float(ranking.scores[0]), failing


def asked_before(opportunity: Opportunity) -> datetime | None:
    """Return when people were last asked about an opportunity through the hub."""
    return AskRound.objects.filter(opportunity=opportunity).order_by("-at").values_list("at", flat=True).first()


@transactions.atomic
def ask(opportunity: Opportunity, *, words: str, by: Actor, at: datetime) -> int:
    """Ask those it suits best, each by their preferred route; return how many were, for tests and logs alone.

    Whoever asks must not learn whether it was anybody. Raises CannotAskThem.
    """
    Opportunity.objects.select_for_update(no_key=True).get(pk=opportunity.pk)  # two of these at once would ask too many
    if not Opportunity.objects.open(at=at).with_room(at=at).filter(pk=opportunity.pk).exists():
        raise CannotAskThem(_("Put it on show with a free place first, then people can be asked."))
    last = asked_before(opportunity)
    if last is not None and last > at - WAIT:
        raise CannotAskThem(_("People were asked not long ago. Wait until %(day)s.") % {"day": times.day(last + WAIT)})
    AskRound.objects.create(opportunity=opportunity, at=at)
    asked = asks.Asked(RaisedBy.WORKER, asks.HUB, no_effect_said=True, opportunity=opportunity, words=words)
    done = 0
    best = look(opportunity, at=at).people[:AT_ONCE]
    for preference in Preference.objects.filter(person__in=best).select_related("person").order_by("person"):
        verdict = gate.verdict(
            preference.person, nothing_unsorted=True, owed=gate.owed_to(preference.person, to=None), at=at
        )
        try:
            with transaction.atomic():
                asks.ask_by_message(preference.person, asked, verdict=verdict, by=by, at=at)
        except asks.CannotAsk:
            continue  # another ask came first
        done += 1
    return done


def let_go(person: Person, *, purpose: Purpose, recipient_id: int | None, by: Actor, at: datetime) -> None:
    """Remove somebody from unanswered asks through the hub, when they withdraw the agreement to be told things."""
    if purpose == Purpose.CONTACT_ME:
        Ask.objects.filter(person=person, way=asks.HUB, answer="").update(person=None, words="")


def asked_since(*, since: datetime) -> Any:
    """Return the people who were asked through the hub since a time."""
    return Ask.objects.filter(way=asks.HUB, asked_at__gt=since, person__isnull=False).values("person")
