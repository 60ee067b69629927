"""Keeping the index file of one machine up to date. A change reaches every process that maps it within seconds.

Changes are read from the audit log, which every service writes in its own transaction. If an opportunity closed or
filled up, one number is overwritten in place. A new or otherwise changed row first goes to a small file of additions,
and only then is the old row closed, so nothing is missing meanwhile. When that file has grown, or after an hour,
everything is written again.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np
from django.conf import settings
from django.db.models import Max, Q

from hub.audit.models import Entry
from matching.engine import BadIndex, MatchIndex
from matching.engine.files import Head
from matching.engine.masks import OPEN
from matching.engine.spec import CHANGING, COLUMNS, MASK_COLUMNS
from matching.suggestions import columns, mapped
from matching.suggestions.models import IndexLease
from opportunities.models import Opportunity, Session, SignUp

log = logging.getLogger(__name__)

HOLD: Final = timedelta(seconds=30)
"""How long the index lease is valid without renewal."""
LATE: Final = timedelta(seconds=60)
"""An event's transaction may end this much later than its id was drawn: until then its neighbours are read again."""
OLDEST: Final = timedelta(hours=1)
"""The interval after which everything is written again, since the days to each start change."""
SHARE: Final = 0.01
LEAST: Final = 64
"""Everything is written again once the additions exceed this share of the rows, and this number."""
MARK_EVERY: Final = 10.0
"""Seconds between checks of the tables themselves, for changes without an event."""

_me: Final = uuid.uuid4()


@dataclass
class _Memory:
    """State of the writing process between two checks. Another process starts without it, and only has more work."""

    mark: tuple[Any, ...] = ()
    marked: float = 0.0
    done: set[int] = field(default_factory=set)


_memory = _Memory()


def keep(*, at: datetime) -> int:
    """Update this machine's file; return how many opportunities were read again, 0 if another process holds the lease."""
    path = mapped.path()
    if path is None:
        return 0
    lease = _hold(at=at)
    if lease is None:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    index = _opened(path)
    if index is None or lease.built_at is None or not timedelta() <= at - lease.built_at < OLDEST:
        return rebuild(path, lease, at=at)
    entries = _news(lease)
    changed = _concerned(entries)
    head = Head(path, writing=True)
    if not changed and _drifted(at=at):
        log.info("the index was behind for a reason that no event tells of")
        return rebuild(path, lease, at=at)
    if changed:
        if not _write(path, index, head, changed, at=at):
            return rebuild(path, lease, at=at)
        _remember(at=at)
    _memory.done |= {entry.pk for entry in entries}
    _advance(lease, at=at)
    head.note_looked(int(time.time()))
    return len(changed)


def _hold(*, at: datetime) -> IndexLease | None:
    """Take or renew the index lease for some seconds; None while another process has it."""
    node = settings.MATCH_NODE
    IndexLease.objects.get_or_create(node=node)
    free = Q(until=None) | Q(until__lt=at) | Q(holder=_me)
    taken = IndexLease.objects.filter(free, node=node).update(holder=_me, until=at + HOLD)
    return IndexLease.objects.get(node=node) if taken else None


def _opened(path: Path) -> MatchIndex | None:
    """Map the file for writing; None for one that is missing, of another version or incomplete."""
    try:
        return MatchIndex.load(path, writing=True)
    except FileNotFoundError:
        return None
    except BadIndex as wrong:
        log.warning("the index file is written anew: %s", wrong)
        return None


def rebuild(path: Path, lease: IndexLease, *, at: datetime) -> int:
    """Write the whole file again, and signal processes that have the old one mapped."""
    last = Entry.objects.filter(at__lt=at - LATE).aggregate(last=Max("pk"))["last"] or 0
    _remember(at=at)
    index = columns.build(at=at)
    try:
        old = Head(path, writing=True)
    except (FileNotFoundError, BadIndex):
        old = None
    index.save(path)
    Head(path, writing=True).note_looked(int(time.time()))
    if old is not None:
        old.note_replaced()
    _memory.done = set()
    IndexLease.objects.filter(pk=lease.pk).update(entry=last, built_at=at)
    return len(index)


def _remember(*, at: datetime) -> None:
    _memory.mark, _memory.marked = columns.mark(at=at), time.monotonic()


def _drifted(*, at: datetime) -> bool:
    """Whether the tables differ from what was last written although no event says so. Checked every few seconds."""
    if time.monotonic() - _memory.marked < MARK_EVERY:
        return False
    before = _memory.mark
    _remember(at=at)
    return bool(before) and before != _memory.mark


def _news(lease: IndexLease) -> list[Entry]:
    """Return the events since then, without those this process has handled already."""
    rows = Entry.objects.filter(pk__gt=lease.entry, subject_type__in=CONCERNS).only("subject_type", "subject_id")
    return [entry for entry in rows.order_by("pk") if entry.pk not in _memory.done]


def _advance(lease: IndexLease, *, at: datetime) -> None:
    """Set where the next check begins: after the last event certain to be complete.

    An event's id is drawn before its transaction ends.
    """
    last = Entry.objects.filter(pk__gt=lease.entry, at__lt=at - LATE).aggregate(last=Max("pk"))["last"]
    if last:
        IndexLease.objects.filter(pk=lease.pk).update(entry=last)
        _memory.done = {pk for pk in _memory.done if pk > last}


def _of(model: Any, field_name: str) -> Callable[[list[str]], Iterable[int]]:
    def concerned(ids: list[str]) -> Iterable[int]:
        pks = [model._meta.pk.to_python(one) for one in ids]
        found: Iterable[int] = model.objects.filter(pk__in=pks).values_list(field_name, flat=True)
        return found

    return concerned


def _of_organisations(ids: list[str]) -> Iterable[int]:
    found: Iterable[int] = Opportunity.objects.filter(organisation__in=[int(one) for one in ids]).values_list(
        "pk", flat=True
    )
    return found


CONCERNS: Final[dict[str, Callable[[list[str]], Iterable[int]]]] = {
    "opportunities.opportunity": lambda ids: [int(one) for one in ids],
    "opportunities.session": _of(Session, "opportunity_id"),
    "opportunities.signup": _of(SignUp, "session__opportunity_id"),
    "organisations.organisation": _of_organisations,
}
"""The opportunities that an event on each kind of row affects."""


def _concerned(entries: list[Entry]) -> set[int]:
    ids: dict[str, list[str]] = {}
    for entry in entries:
        ids.setdefault(entry.subject_type, []).append(entry.subject_id)
    return {pk for kind, some in ids.items() for pk in CONCERNS[kind](some)}


def _write(path: Path, index: MatchIndex, head: Head, changed: set[int], *, at: datetime) -> bool:
    """Write the changes; return False when there are so many that everything must be written again."""
    beside = mapped.tail_of(path)
    known: set[int] = set()
    if head.written:
        before = _opened(beside)
        if before is None:
            return False
        known = set(before.ids.tolist())
    now = MatchIndex.build(columns.columns(at=at, only=changed | known), like=index)
    here = {int(pk): row for row, pk in enumerate(now.ids)}
    flips: dict[int, int] = {}
    tail = set(known)
    for row in index.rows_of(tuple(changed)):
        pk = int(index.ids[row])
        mask = _changed_mask(index, int(row), now, here.get(pk))
        if mask is None:
            tail.add(pk)
        elif pk not in tail:
            flips[int(row)] = mask
    in_file = set(index.ids[index.rows_of(tuple(changed))].tolist())
    tail |= {pk for pk in changed if pk in here and pk not in in_file}
    if len(tail) > max(LEAST, SHARE * len(index)):
        return False
    if tail:
        MatchIndex.build(columns.columns(at=at, only=tail), like=index).save(beside)
        head.note_written()
    for row in index.rows_of(tuple(tail & in_file)):
        flips[int(row)] = index.mask(int(row)) & ~OPEN
    for row, mask in flips.items():
        index.set_mask(row, mask)
    return True


def _changed_mask(index: MatchIndex, row: int, now: MatchIndex, new: int | None) -> int | None:
    """Return the new mask of a row, or None if something else of the row has changed."""
    old = index.mask(row)
    if new is None:
        return old & ~OPEN
    mask = now.mask(new)
    if mask & ~CHANGING & ~old:  # it has more bits than before, which the bit planes do not have
        return None
    for name in COMPARED:
        if not np.array_equal(getattr(index, name)[row], getattr(now, name)[new], equal_nan=True):
            return None
    mine = index.term_ids[index.term_starts[row] : index.term_starts[row + 1]]
    theirs = now.term_ids[now.term_starts[new] : now.term_starts[new + 1]]
    return mask if np.array_equal(mine, theirs) else None


APART: Final = frozenset({"ids", "by_id", *MASK_COLUMNS})
"""Columns that find a row, and its mask, which is compared bit by bit."""
COMPARED: Final = tuple(one.name for one in COLUMNS if one.kept and not one.may_wait and one.name not in APART)
"""Columns whose change makes a new row. The nearness of a date and the number of sign-ups may wait for the next full write."""


def forget_file() -> None:
    """Make the next check write the whole file again."""
    IndexLease.objects.filter(node=settings.MATCH_NODE).update(built_at=None)
