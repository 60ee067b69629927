"""The outbox: work stored with the change that asks for it, and done by the workers that poll it.

A worker leases one item at a time by a conditional UPDATE, so two workers never process one item together. If a worker
dies, the lease expires and another takes the item, so every handler must be safe to run twice. A handler manages its
own transactions: calls to the outside (a mail server) happen between them, so that no lock is held meanwhile.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from hub.access.actors import Actor
from hub.audit import record
from hub.core import registry, transactions
from hub.messaging.models import Item, ItemState

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
MOST_ATTEMPTS: Final = 20
"""With the waits between them, a little over three days: a mail server may be down over a weekend."""
LONGEST_WAIT: Final = timedelta(hours=6)
BATCH: Final = 100
BUDGET: Final = timedelta(seconds=120)
"""How long one run starts new items: well under the time after which Celery ends a task."""


def add(kind: str, ref: str, *, key: str, at: datetime, not_before: datetime | None = None) -> None:
    """Store an item in the caller's transaction. An item with the same key is stored once."""
    Item.objects.bulk_create(
        [Item(kind=kind, ref=ref, key=key, created_at=at, not_before=not_before or at)], ignore_conflicts=True
    )
    for bell in registry.answers(lambda contract: contract.outbox_bell):
        transaction.on_commit(bell, robust=True)


def postpone(key: str, *, until: datetime) -> None:
    """Postpone an item until a time."""
    Item.objects.filter(key=key, state=ItemState.READY).update(not_before=until, lease_until=None)


def run(*, at: datetime) -> int:
    """Process every due item, one after another; return how many.

    The clock is read for each item, so that an item leased late in a long run has a full lease.
    """
    began, done = time.monotonic(), 0

    def now() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    while due := list(Item.objects.due(at=at).order_by("not_before", "pk")[:BATCH]):
        tried = 0
        for item in due:
            if now() - at > BUDGET:
                return done
            if _lease(item, at=now()):
                tried += 1
                done += _do(item, at=at)
        if not tried:
            break
    return done


def _lease(item: Item, *, at: datetime) -> bool:
    free = Item.objects.due(at=at).filter(pk=item.pk, attempts=item.attempts)
    return free.update(lease_until=at + LEASE, attempts=F("attempts") + 1) == 1


def _do(item: Item, *, at: datetime) -> bool:
    """Process one leased item; on failure leave it for later, and give up after `MOST_ATTEMPTS`."""
    try:
        registry.outbox_kind(item.kind).handle(item.ref, at=at)
    except Exception as trouble:
        # Whatever fails, the row keeps the error, and the next item must still run.
        log.exception("outbox item failed", extra={"item": str(item.pk), "kind": item.kind})
        _put_back(item, trouble, at=at)
        return False
    finished = Item.objects.filter(pk=item.pk, state=ItemState.READY, not_before__lte=at)
    return finished.update(state=ItemState.DONE, done_at=at, lease_until=None, trouble="") == 1


@transactions.atomic
def _put_back(item: Item, trouble: Exception, *, at: datetime) -> None:
    attempts = item.attempts + 1
    given_up = attempts >= MOST_ATTEMPTS
    Item.objects.filter(pk=item.pk, state=ItemState.READY).update(
        state=ItemState.DEAD if given_up else ItemState.READY,
        not_before=at + min(timedelta(seconds=30 * 2**attempts), LONGEST_WAIT),
        lease_until=None,
        trouble=type(trouble).__name__[:200],
    )
    note_given_up = registry.outbox_kind(item.kind).given_up if given_up else None
    if note_given_up is not None:
        note_given_up(item.ref, at=at)


@transactions.atomic
def try_again(*, by: Actor, at: datetime) -> int:
    """Make every failed item ready again; return how many."""
    dead = Item.objects.filter(state=ItemState.DEAD).update(state=ItemState.READY, attempts=0, not_before=at)
    record.record("outbox.tried_again", by=by, at=at, count=dead)
    return dead
