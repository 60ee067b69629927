"""A timeline of steps. Each is run at its own time, and messages are sent right after, as the scheduler would.

Messages of the last two weeks are rendered; older ones are marked as sent, with their body blanked by retention.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, OuterRef, Subquery

from hub.access.actors import Actor
from hub.desk.models import Outcome
from hub.messaging import desk, notifications, outbox
from hub.messaging.models import Item, ItemState, Message, MessageState
from hub.people.models import Channel, ContactRoute
from opportunities.dates.services import scheduling
from opportunities.signups.services import ending

Act = Callable[[datetime], object]
WORDS_KEPT: Final = timedelta(days=14)
"""How far back messages are rendered."""


@dataclass
class Timeline:
    """Steps to run in order of their times, none later than `now`."""

    now: datetime
    rings: Actor
    """The actor who makes the desk's calls and posts its letters."""
    steps: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def then(self, at: datetime, act: Act) -> None:
        """Add a step at a time, or now if that time is in the future."""
        self.steps.append((min(at, self.now), len(self.steps), act))

    def each_day(self, first: datetime) -> None:
        """Add the daily work of the scheduler and the desk, each morning."""
        at = first
        while at < self.now:
            self.then(at, self._morning)
            at += timedelta(days=1)

    def run(self, progress: Callable[[int, int], None]) -> None:
        """Run all steps, then what is due now."""
        self.then(self.now - WORDS_KEPT, lambda _at: _long_gone())
        for done, (at, _number, act) in enumerate(sorted(self.steps, key=lambda step: step[:2]), 1):
            act(at)
            if at >= self.now - WORDS_KEPT:
                outbox.run(at=at)
            progress(done, len(self.steps))
        scheduling.clock_work(at=self.now)
        outbox.run(at=self.now)

    def _morning(self, at: datetime) -> None:
        ending.lapse(at=at)
        scheduling.move_on(at=at)
        if self.rings.organisation_id is not None and at < self.now - timedelta(hours=8):
            for number, call in enumerate(desk.to_make(self.rings.organisation_id)):
                outcome = Outcome.LEFT_MESSAGE if number % 4 == 3 else Outcome.SPOKE
                desk.close_call(call, outcome, by=self.rings, at=at)
        if self.rings.organisation_id is not None and at < self.now - timedelta(days=2):
            letters = desk.to_post(self.rings.organisation_id).values_list("pk", flat=True)
            desk.posted(self.rings.organisation_id, letters, by=self.rings, at=at)


def _long_gone() -> int:
    """Mark emails and texts too old to have a body as sent; return how many."""
    kind = ContactRoute.objects.filter(person=OuterRef("person"), preferred=True).values("kind")[:1]
    queued = Message.objects.filter(state=MessageState.QUEUED).annotate(by=Subquery(kind))
    gone = queued.filter(by__in=(Channel.EMAIL, Channel.TEXT))
    refs = [str(pk) for pk in gone.values_list("pk", flat=True)]
    Message.objects.filter(pk__in=refs).update(state=MessageState.SENT, sent_at=F("created_at"), channel=Subquery(kind))
    return Item.objects.filter(kind=notifications.KIND, ref__in=refs).update(
        state=ItemState.DONE, done_at=F("created_at")
    )
