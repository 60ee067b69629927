"""Recommendations on pages that know no preferences: the list, and alternatives to what is full or over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from hub.access.actors import SYSTEM, Actor
from hub.people.models import Person
from hub.taxonomy.codes import HowFar
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.suggestions.models import Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import Opportunity, Session, Source
from opportunities.selectors.recommendations import ALTERNATIVES, Suits, Why


@dataclass(frozen=True)
class InOrder:
    """What suits one person, in order (implements `opportunities.selectors.recommendations.Suits`)."""

    ordered: suggesting.Ordered
    actor: Actor

    @property
    def ids(self) -> Sequence[int]:
        """Ids of opportunities, best first."""
        return self.ordered.ids

    def show(self, rows: Sequence[Opportunity], *, first: int, at: datetime) -> Mapping[int, Why]:
        """Return the reasons, and record that these were shown."""
        said = self.ordered.said(rows)
        found = suggesting.Found(tuple(said), len(said))
        shown_lists.note_shown(self.ordered.preference, found, where=Where.LIST, first=first, by=self.actor, at=at)
        return {row.opportunity.pk: Why(row.why, row.snag) for row in said}


class Recommends:
    """Recommendations by preference, for `opportunities.selectors.recommendations`."""

    def suits(self, actor: Actor, *, at: datetime) -> Suits | None:
        """Return what suits the visitor; None when they have no preference."""
        own = actor.own_id
        kept = Preference.objects.filter(person=own).select_related("person").first() if own else None
        return InOrder(suggesting.order(kept, at=at), actor) if kept else None

    def instead(self, opportunity: Opportunity, *, person_id: UUID | None, at: datetime) -> list[Opportunity]:
        """Return three other opportunities with room: by preference where known, then the most similar and near.

        None for somebody whose words tell of need: they are not invited elsewhere.
        """
        kept = Preference.objects.filter(person=person_id).select_related("person").first() if person_id else None
        if kept is not None and meaning.needs_help(kept.words, kept.misheard):
            return []
        found: list[Opportunity] = []
        for preference in [*([kept] if kept else []), *_likes(opportunity)]:
            skip = [opportunity.pk, *(row.pk for row in found)]
            suits = suggesting.find(preference, size=ALTERNATIVES - len(found), skip=skip, at=at)
            found += [row.opportunity for row in suits.rows]
            if preference is kept:
                shown_lists.note_shown(kept, suits, where=Where.ALTERNATIVES, by=SYSTEM, at=at)
            if len(found) >= ALTERNATIVES:
                break
        return found


def _likes(opportunity: Opportunity) -> list[Preference]:
    """Return preferences derived from this opportunity, for somebody without one: first at the same time, then at any."""
    place = opportunity.venue
    upcoming: Iterable[Session] = getattr(opportunity, "upcoming", None) or list(opportunity.sessions.all())
    base = {
        "causes": opportunity.causes,
        "activities": opportunity.activities,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
    }
    slots = frozenset(slot for session in upcoming for slot in session.slots)
    near = HowFar.ANYWHERE if place else HowFar.HOME
    return [
        Preference(person=STRANGER, **base, slots=slots, how_far=near),
        Preference(person=STRANGER, **base, how_far=near),
        Preference(person=STRANGER, **base),
    ]


STRANGER: Final = Person()


def source(person_id: UUID, opportunity_id: int, at: datetime) -> Source | None:
    """Return that it was suggested, if they were shown it, and record that they chose it."""
    return Source.SUGGESTED if shown_lists.note_chosen(person_id, opportunity_id, at=at) else None
