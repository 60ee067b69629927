"""Keeping the index file of one machine up to date: a change reaches every process that maps it within seconds.

What changed is read from the audit log, which every service writes in its own transaction. A thing that closed, or that somebody took the
last place of, is one number written in place; whatever is new or reads otherwise goes to a small file beside it, first, and only then does
the old row close: so nothing is missing meanwhile. Once that file has grown, or an hour has passed, all is written anew.
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
"""How long whoever writes keeps the right to, without saying so again."""
LATE: Final = timedelta(seconds=60)
"""An event may be written down so much later than its number says: until then its neighbours are read again."""
OLDEST: Final = timedelta(hours=1)
"""Things draw nearer: days to the start are computed anew so often."""
SHARE: Final = 0.01
LEAST: Final = 64
"""All is written anew once the small file has more than this share of the rows, and more than so many."""
MARK_EVERY: Final = 10.0
"""Seconds between looks at the tables themselves, for what no event tells of."""

_me: Final = uuid.uuid4()


@dataclass
class _Memory:
    """What the writing process remembers from one look to the next. Another one starts without, and only works more."""

    mark: tuple[Any, ...] = ()
    marked: float = 0.0
    done: set[int] = field(default_factory=set)


_memory = _Memory()


def keep(*, at: datetime) -> int:
    """Bring this machine's file up to date; return how many opportunities were looked at again, 0 if another process is at it."""
    path = mapped.path()
    if path is None:
        return 0
    keeper = _hold(at=at)
    if keeper is None:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    index = _opened(path)
    if index is None or keeper.built_at is None or not timedelta() <= at - keeper.built_at < OLDEST:
        return rebuild(path, keeper, at=at)
    entries = _news(keeper)
    changed = _concerned(entries)
    head = Head(path, writing=True)
    if not changed and _drifted(at=at):
        log.info("the index was behind for a reason that no event tells of")
        return rebuild(path, keeper, at=at)
    if changed:
        if not _write(path, index, head, changed, at=at):
            return rebuild(path, keeper, at=at)
        _remember(at=at)
    _memory.done |= {entry.pk for entry in entries}
    _advance(keeper, at=at)
    head.note_looked(int(time.time()))
    return len(changed)


def _hold(*, at: datetime) -> IndexLease | None:
    """Take the right to write for some seconds, or keep it; None while another process has it."""
    node = settings.MATCH_NODE
    IndexLease.objects.get_or_create(node=node)
    free = Q(until=None) | Q(until__lt=at) | Q(holder=_me)
    taken = IndexLease.objects.filter(free, node=node).update(holder=_me, until=at + HOLD)
    return IndexLease.objects.get(node=node) if taken else None


def _opened(path: Path) -> MatchIndex | None:
    """Map the file to write in it; None for one that is missing, of another version or not whole."""
    try:
        return MatchIndex.load(path, writing=True)
    except FileNotFoundError:
        return None
    except BadIndex as wrong:
        log.warning("the index file is written anew: %s", wrong)
        return None


def rebuild(path: Path, keeper: IndexLease, *, at: datetime) -> int:
    """Write the whole file anew, and tell those who have the old one mapped."""
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
    IndexLease.objects.filter(pk=keeper.pk).update(entry=last, built_at=at)
    return len(index)


def _remember(*, at: datetime) -> None:
    _memory.mark, _memory.marked = columns.mark(at=at), time.monotonic()


def _drifted(*, at: datetime) -> bool:
    """Whether the tables differ from what was last written though no event says so. Looked at every few seconds."""
    if time.monotonic() - _memory.marked < MARK_EVERY:
        return False
    before = _memory.mark
    _remember(at=at)
    return bool(before) and before != _memory.mark


def _news(keeper: IndexLease) -> list[Entry]:
    """Return what was done since, but for what this process has seen already."""
    rows = Entry.objects.filter(pk__gt=keeper.entry, subject_type__in=CONCERNS).only("subject_type", "subject_id")
    return [entry for entry in rows.order_by("pk") if entry.pk not in _memory.done]


def _advance(keeper: IndexLease, *, at: datetime) -> None:
    """Begin the next look after what is certainly complete: a number is drawn before its transaction ends."""
    last = Entry.objects.filter(pk__gt=keeper.entry, at__lt=at - LATE).aggregate(last=Max("pk"))["last"]
    if last:
        IndexLease.objects.filter(pk=keeper.pk).update(entry=last)
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
"""Which opportunities an event on each kind of row concerns."""


def _concerned(entries: list[Entry]) -> set[int]:
    ids: dict[str, list[str]] = {}
    for entry in entries:
        ids.setdefault(entry.subject_type, []).append(entry.subject_id)
    return {pk for kind, some in ids.items() for pk in CONCERNS[kind](some)}


def _write(path: Path, index: MatchIndex, head: Head, changed: set[int], *, at: datetime) -> bool:
    """Write what changed; whether it was little enough not to write everything anew."""
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
    """Return the mask that a row is to have, or None if something else of the row has changed."""
    old = index.mask(row)
    if new is None:
        return old & ~OPEN
    mask = now.mask(new)
    if mask & ~CHANGING & ~old:  # it has more bits than before, and the bit planes would not know of them
        return None
    for name in COMPARED:
        if not np.array_equal(getattr(index, name)[row], getattr(now, name)[new], equal_nan=True):
            return None
    mine = index.term_ids[index.term_starts[row] : index.term_starts[row + 1]]
    theirs = now.term_ids[now.term_starts[new] : now.term_starts[new + 1]]
    return mask if np.array_equal(mine, theirs) else None


APART: Final = frozenset({"ids", "by_id", *MASK_COLUMNS})
"""What finds a row, and its mask, which is compared bit by bit."""
COMPARED: Final = tuple(one.name for one in COLUMNS if one.kept and not one.may_wait and one.name not in APART)
"""What makes a row another one. How near its date is and how many said yes may wait for the next whole writing."""


def forget_file() -> None:
    """Have the file written anew at the next look."""
    IndexLease.objects.filter(node=settings.MATCH_NODE).update(built_at=None)
