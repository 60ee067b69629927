"""The hard filters: whether something can be for somebody at all. Most are bits of the word; each has a name, so that "why not" is
read from the same code.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine import words
from matching.engine.columns import Array
from matching.engine.features import Rows
from matching.engine.index import MatchIndex
from matching.engine.query import NEEDS, Query, asked, windows
from matching.engine.wants import Wants

Bools = npt.NDArray[np.bool_]


def _age(rows: Rows) -> Bools:
    """Whether they are old enough, as far as is known."""
    return _bools(rows.min_age <= rows.query.wants.age) if rows.query.wants.age >= 0 else _all(rows)


def _reach(rows: Rows) -> Bools:
    """Whether they would go so far; what is done from home is never too far."""
    if not rows.query.bounds_reach or rows.query.wants.from_home_only:
        return _all(rows)
    near = np.nan_to_num(rows.km, nan=np.inf) <= rows.query.reach
    return _bools(near | ((rows.word & np.int64(words.REMOTE)) != 0))


def _exclusions(rows: Rows) -> Bools:
    """Whether they have not ruled it out."""
    wants = rows.query.wants
    passed = ~np.isin(rows.rows, rows.query.shut) if len(rows.query.shut) else _all(rows)
    if wants.avoid_causes or wants.avoid_activities:
        causes, activities = rows.causes, rows.activities
        avoided = (causes & np.int64(wants.avoid_causes)) | (activities & np.int64(wants.avoid_activities))
        wished = (causes & np.int64(wants.causes)) | (activities & np.int64(wants.activities))
        passed &= (avoided == 0) | (wished != 0)
    return _bools(passed)


def _bools(values: Any) -> Bools:
    return np.asarray(values, dtype=np.bool_)


def _all(rows: Rows) -> Bools:
    return np.ones(len(rows), dtype=np.bool_)


BEYOND: Final[dict[str, Callable[[Rows], Bools]]] = {"age": _age, "reach": _reach, "exclusions": _exclusions}
"""What of a filter no bit can say."""
MASKS: Final = tuple(NEEDS)
"""Their names, in the order in which they are told."""


def _passes(name: str, rows: Rows) -> Bools:
    wants, word = rows.query.wants, rows.word
    need = np.int64(NEEDS[name](wants))
    passed = (word & need) == need
    if name == "time":
        passed &= (word & np.int64(windows(wants))) != 0
    return _bools(passed & BEYOND[name](rows)) if name in BEYOND else _bools(passed)


def let_through(index: MatchIndex, query: Query, rows: Array) -> Array:
    """Return those of some rows that pass every filter of a query."""
    word = index.word[rows]
    rows = rows[((word & np.int64(query.need)) == query.need) & ((word & np.int64(query.some)) != 0)]
    for name, beyond in BEYOND.items():
        if name not in query.but and _matters(name, query):
            rows = rows[beyond(Rows(index, rows, query))]
    return rows


def _matters(name: str, query: Query) -> bool:
    wants = query.wants
    if name == "age":
        return wants.age >= 0
    if name == "reach":
        return query.bounds_reach and not wants.from_home_only
    return bool(len(query.shut) or wants.avoid_causes or wants.avoid_activities)


def passing(index: MatchIndex, wants: Wants, *, but: Iterable[str] = ()) -> Bools:
    """Return which rows pass every filter, but for those named; shape (n,)."""
    passed = np.zeros(len(index), dtype=np.bool_)
    passed[let_through(index, asked(index, wants, but), np.arange(len(index)))] = True
    return passed


def count(index: MatchIndex, wants: Wants, but: Iterable[str] = ()) -> int:
    """Return how many rows pass every filter, but for those named."""
    return int(passing(index, wants, but=but).sum())


def why_not(index: MatchIndex, row: int, wants: Wants) -> tuple[str, ...]:
    """Return the names of the filters that one row does not pass, in their order; nothing for one that passes them all."""
    one = Rows(index, np.array([row]), asked(index, wants))
    return tuple(name for name in MASKS if not _passes(name, one)[0])
