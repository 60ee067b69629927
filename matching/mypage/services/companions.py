"""Companion matches: two people who wish for company at the same first visit.

Each is asked separately, and learns the other's name once both have said yes.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents
from hub.core import transactions
from hub.messaging import notifications
from hub.people.models import Person
from hub.people.services import persons
from matching.frontline.asks.services import limits
from matching.mypage import notices
from matching.preferences import meaning
from matching.preferences.models import Exclusion, Preference
from matching.suggestions import everyone
from matching.suggestions.models import CompanionAnswer, CompanionMatch
from opportunities.models import Opportunity, SignUp

REST: Final = timedelta(days=28)
"""How long after a companion match nobody is asked for another."""
OPEN_FOR: Final = timedelta(days=14)
"""How long somebody may answer."""
FOUND_FOR: Final = timedelta(days=60)
"""How long their page shows with whom they go."""
MOST: Final = 40
"""How many people are paired for one opportunity: those with the best rank for it."""


class AlreadySaid(Exception):
    """They have answered already, or it is over."""


def pair(*, at: datetime) -> int:
    """Pair people who wish for company, by last night's lists, and ask each of them; return how many pairs there are."""
    lists = {person: ids for person, ids in everyone.last_lists().items() if ids}
    waiting = _waiting(lists, at=at)
    excluded = set(Exclusion.objects.filter(person__in=waiting).values_list("person", "opportunity"))
    lists = {
        person: [pk for pk in ids if (person, pk) not in excluded] for person, ids in lists.items() if person in waiting
    }
    roomy = _room_for_two({pk for ids in lists.values() for pk in ids}, at=at)
    known = set(SignUp.objects.filter(person__in=lists).values_list("person", "session__opportunity"))
    made = 0
    paired: set[UUID] = set()
    for _places, pk, one, other in sorted(_candidates(lists, roomy, known)):
        if one not in paired and other not in paired:
            paired |= {one, other}
            made += _ask_both(pk, one, other, at=at)
    return made


def _waiting(people: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Return who agreed to it, is kept, may be asked, does not need help first, and was not asked about company lately."""
    kept = Preference.objects.filter(person__in=list(people))
    fine = [one.person_id for one in kept if not meaning.needs_help(one.words, one.misheard)]
    agreed = Consent.objects.live(at=at).filter(purpose=Purpose.BRING_COMPANY, person__in=fine)
    no: set[UUID] = set()
    for person in Person.objects.filter(pk__in=agreed.values("person")):
        bound = limits.of(person, at=at)
        if bound.never or (bound.flagged_until is not None and bound.flagged_until > at):
            no.add(person.pk)
    for one, other in CompanionMatch.objects.filter(at__gt=at - REST).values_list("one", "other"):
        no |= {one, other}
    return set(agreed.filter(person__erased_at=None).values_list("person", flat=True)) - no


def _room_for_two(ids: set[int], *, at: datetime) -> set[int]:
    """Return the opportunities with two places left on one date."""
    found = set()
    for row in Opportunity.objects.open(at=at).filter(pk__in=ids).for_cards(at=at):
        sessions = row.upcoming
        if any(session.left is None or session.left >= 2 for session in sessions):
            found.add(row.pk)
    return found


def _candidates(
    lists: dict[UUID, list[int]], roomy: set[int], known: set[tuple[UUID, int]]
) -> list[tuple[int, int, UUID, UUID]]:
    """Return pairs of people with an opportunity on both lists, and the sum of its ranks there."""
    liked: dict[int, list[tuple[int, UUID]]] = {}
    for person, ids in lists.items():
        for place, pk in enumerate(ids):
            if pk in roomy and (person, pk) not in known:
                liked.setdefault(pk, []).append((place, person))
    before = set(CompanionMatch.objects.values_list("opportunity", "one", "other"))
    found = []
    for pk, people in liked.items():
        for (mine, one), (theirs, other) in combinations(sorted(people)[:MOST], 2):
            first, second = sorted((one, other))
            if (pk, first, second) not in before:
                found.append((mine + theirs, pk, first, second))
    return found


@transactions.atomic
def _ask_both(opportunity_id: int, one: UUID, other: UUID, *, at: datetime) -> bool:
    row, made = CompanionMatch.objects.get_or_create(
        opportunity_id=opportunity_id, one_id=one, other_id=other, defaults={"at": at}
    )
    if made:
        for person in (row.one, row.other):
            notifications.notify(person, notices.CompanyOffered(str(row.pk)), at=at)
    return made


def own(person_id: UUID | None, *, at: datetime) -> tuple[list[CompanionMatch], list[CompanionMatch]]:
    """Return matches that somebody may answer, waits for or agreed on, while open with a place and the agreements hold."""
    mine = CompanionMatch.objects.of(person_id).agreed(at=at).filter(at__gt=at - FOUND_FOR)
    mine = mine.filter(opportunity__in=Opportunity.objects.open(at=at).with_room(at=at))
    rows = list(mine.select_related("opportunity__organisation", "one", "other").order_by("-at", "pk"))
    both = [row for row in rows if row.is_on]
    waiting = [
        row for row in rows if not row.is_on and row.at > at - OPEN_FOR and row.word_of(person_id) != CompanionAnswer.NO
    ]
    return waiting, both


@transactions.atomic
def say(row: CompanionMatch, person: Person, said: CompanionAnswer, *, by: Actor, at: datetime) -> None:
    """Record the answer of one of the two; once both said yes, notify each of the other. Raises AlreadySaid.

    A no is notified to nobody: for the other it is as if there had been no answer.
    """
    mine = "one_said" if row.one_id == person.pk else "other_said"
    persons.hold(row.one_id, row.other_id)
    agreed = [consents.cover(one, Purpose.BRING_COMPANY, at=at) for one in (row.one, row.other)]
    open_now = CompanionMatch.objects.filter(pk=row.pk, at__gt=at - OPEN_FOR, **{mine: ""})
    if not open_now.update(**{mine: said}):
        raise AlreadySaid(_("You have said this already, or it is over."))
    record.record("together.said", by=by, at=at, on=row, about=person.pk, said=str(said))
    row = CompanionMatch.objects.select_related("one", "other").get(pk=row.pk)
    if row.is_on and all(agreed):
        for one in (row.one, row.other):
            notifications.notify(one, notices.CompanyFound(str(row.pk)), at=at)
