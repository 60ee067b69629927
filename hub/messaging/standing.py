"""How the hub itself is doing, in counts: nobody's name, number or words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Max

from hub.messaging.models import Call, ClockRun, Item, ItemState, Letter

MOST: Final = 50


@dataclass(frozen=True)
class GivenUp:
    """One kind of thing that could not be done, however often it was tried."""

    kind: str
    trouble: str
    count: int
    last: datetime


@dataclass(frozen=True)
class Standing:
    """What an administrator should know."""

    given_up: tuple[GivenUp, ...]
    waiting: int
    calls_without_desk: int
    letters_without_desk: int
    clock: tuple[ClockRun, ...]

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.given_up or self.calls_without_desk or self.letters_without_desk)


def now(*, at: datetime) -> Standing:
    """Return how things stand at a time. `waiting` counts what is due and not yet done."""
    dead = Item.objects.filter(state=ItemState.DEAD).order_by().values("kind", "trouble")
    rows = dead.annotate(count=Count("pk"), last=Max("not_before")).order_by("-count")[:MOST]
    return Standing(
        given_up=tuple(GivenUp(**row) for row in rows),
        waiting=Item.objects.due(at=at).count(),
        calls_without_desk=Call.objects.filter(owner=None, closed_at=None).count(),
        letters_without_desk=Letter.objects.filter(owner=None, posted_at=None).count(),
        clock=tuple(ClockRun.objects.order_by("name")),
    )
