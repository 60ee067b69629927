"""The interface to recommendations, for pages that know no preferences; a higher app provides it by its contract."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from hub.access.actors import Actor
from hub.core import registry
from opportunities.models import Opportunity, Source
from opportunities.models.opportunity import OpportunityQuerySet

ALTERNATIVES: Final = 3
"""How many alternatives are shown beside something that is full or over, or when a group declines."""

STRONGEST: Final = (Source.ASKED, Source.LETTER, Source.SUGGESTED)
"""The order of sources when several led to a sign-up: being asked comes first."""


@dataclass(frozen=True)
class Why:
    """Why an opportunity suits a person, in words, and its one obstacle ("" for none)."""

    reasons: tuple[str, ...]
    snag: str


class Suits(Protocol):
    """Everything that suits one person."""

    @property
    def ids(self) -> Sequence[int]:
        """Ids of opportunities, best first."""
        ...

    def show(self, rows: Sequence[Opportunity], *, first: int, at: datetime) -> Mapping[int, Why]:
        """Return why each row of a page suits, by id, and record that they were shown, from position `first` (1…) on."""
        ...


class Recommends(Protocol):
    """Provided by the app that knows people's preferences."""

    def suits(self, actor: Actor, *, at: datetime) -> Suits | None:
        """Return what suits the visitor; None when they have no preference."""
        ...

    def instead(self, opportunity: Opportunity, *, person_id: UUID | None, at: datetime) -> list[Opportunity]:
        """Return up to three other opportunities with room, loaded for cards: what suits the person, or the most similar."""
        ...


def _known() -> Recommends | None:
    make: Callable[[], Recommends] | None = registry.answer(lambda contract: contract.recommendations)
    return make() if make else None


def suits(actor: Actor, *, at: datetime) -> Suits | None:
    """Return what suits the visitor; None when no app knows."""
    known = _known()
    return known.suits(actor, at=at) if known else None


def in_order(rows: OpportunityQuerySet, suits: Suits) -> list[int]:
    """Return the ids of the rows that suit, best first."""
    kept = set(rows.order_by().values_list("pk", flat=True))
    return [pk for pk in suits.ids if pk in kept]


def instead(opportunity: Opportunity, *, person_id: UUID | None = None, at: datetime) -> list[Opportunity]:
    """Return up to three other opportunities with room that suit instead."""
    known = _known()
    return known.instead(opportunity, person_id=person_id, at=at) if known else []


def what_led(person_id: UUID, opportunity_id: int, *, at: datetime) -> Source | None:
    """Return what led a person to sign up, and let the app that showed it record that; None when nothing is known."""
    asked = registry.answers(lambda contract: contract.sign_up_source)
    found = [source(person_id, opportunity_id, at) for source in asked]
    return min((source for source in found if source), key=STRONGEST.index, default=None)
