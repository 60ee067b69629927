"""What suits a person, on pages that know nothing of what people would like: the list, and beside what is full or over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from hub.access.actors import SYSTEM, Actor
from hub.people.models import Person
from hub.taxonomy.codes import HowFar
from matching.preferences.models import Preference
from matching.suggestions.models import Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import Opportunity, Session, Source
from opportunities.selectors.recommendations import ALTERNATIVES, Suits, Why


@dataclass(frozen=True)
class InOrder:
    """What suits one person, in order (`opportunities.selectors.recommendations.Suits`)."""

    ordered: suggesting.Ordered
    actor: Actor

    @property
    def ids(self) -> Sequence[int]:
        """Ids of opportunities, best first."""
        return self.ordered.ids

    def show(self, rows: Sequence[Opportunity], *, first: int, at: datetime) -> Mapping[int, Why]:
        """Say why, and write down that these were shown."""
        said = self.ordered.said(rows)
        found = suggesting.Found(tuple(said), len(said))
        shown_lists.note_shown(self.ordered.preference, found, where=Where.LIST, first=first, by=self.actor, at=at)
        return {row.opportunity.pk: Why(row.why, row.snag) for row in said}


class Recommends:
    """What people would like, for `opportunities.selectors.recommendations`."""

    def suits(self, actor: Actor, *, at: datetime) -> Suits | None:
        """Return what suits the person who looks; None when they have not said what they would like."""
        own = actor.own_id
        kept = Preference.objects.filter(person=own).select_related("person").first() if own else None
        return InOrder(suggesting.order(kept, at=at), actor) if kept else None

    def instead(self, opportunity: Opportunity, *, person_id: UUID | None, at: datetime) -> list[Opportunity]:
        """Return three other things with room: what suits the person where we know, then what is most like it and near it."""
        kept = Preference.objects.filter(person=person_id).select_related("person").first() if person_id else None
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
    """Return stand-ins for somebody of whom we know only that they would have liked this: at the same time first, then at any."""
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
    """Return that it was suggested, if they were shown it, and write down that they chose it."""
    return Source.SUGGESTED if shown_lists.note_chosen(person_id, opportunity_id, at=at) else None
