"""The filters: whether something can be for somebody at all. Most are bits of the mask. `why_not` reads the same code."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np

from matching.engine import masks
from matching.engine.arrays import Array, Bools
from matching.engine.features import Rows
from matching.engine.index import MatchIndex
from matching.engine.query import NEEDS, Query, build_query, windows
from matching.engine.wants import Wants


def _age(rows: Rows) -> Bools:
    """Whether they are neither too young nor too old, as far as is known."""
    years = rows.query.wants.age
    return _bools((rows.min_age <= years) & (years <= rows.max_age)) if years >= 0 else _all(rows)


def _reach(rows: Rows) -> Bools:
    """Whether they would go so far; what is done from home is never too far."""
    if not rows.query.limits_distance:
        return _all(rows)
    near = np.nan_to_num(rows.km, nan=np.inf) <= rows.query.reach
    return _bools(near | masks.has_all(rows, masks.REMOTE))


def _exclusions(rows: Rows) -> Bools:
    """Whether they have not ruled it out."""
    wants = rows.query.wants
    passed = ~np.isin(rows.rows, rows.query.excluded_rows) if len(rows.query.excluded_rows) else _all(rows)
    if wants.avoid_causes or wants.avoid_activities:
        avoided = (rows.causes & np.int64(wants.avoid_causes)) | (rows.activities & np.int64(wants.avoid_activities))
        passed &= avoided == 0
    return _bools(passed)


def _bools(values: Any) -> Bools:
    return np.asarray(values, dtype=np.bool_)


def _all(rows: Rows) -> Bools:
    return np.ones(len(rows), dtype=np.bool_)


BEYOND_BITS: Final[dict[str, Callable[[Rows], Bools]]] = {"age": _age, "reach": _reach, "exclusions": _exclusions}
"""The part of a filter that bits cannot express."""
FILTERS: Final = tuple(NEEDS)
"""Their names, in the order in which `why_not` gives them."""


def _passes(name: str, rows: Rows) -> Bools:
    wants = rows.query.wants
    passed = masks.has_all(rows, NEEDS[name](wants))
    if name == "time":
        passed &= masks.has_any(rows, windows(wants))
    return _bools(passed & BEYOND_BITS[name](rows)) if name in BEYOND_BITS else _bools(passed)


def passing_rows(index: MatchIndex, query: Query, rows: Array) -> Array:
    """Return those of some rows that pass every filter of a query."""
    some = Rows(index, rows, query)
    passed = masks.has_all(some, query.need)
    if query.some != masks.ALL:
        passed &= masks.has_any(some, query.some)
    rows = rows[passed]
    for name, beyond in BEYOND_BITS.items():
        if name not in query.ignore_filters and _matters(name, query):
            rows = rows[beyond(Rows(index, rows, query))]
    return rows


def _matters(name: str, query: Query) -> bool:
    wants = query.wants
    if name == "age":
        return wants.age >= 0
    if name == "reach":
        return query.limits_distance
    return bool(len(query.excluded_rows) or wants.avoid_causes or wants.avoid_activities)


def passing(index: MatchIndex, wants: Wants, *, ignore_filters: Iterable[str] = ()) -> Bools:
    """Return which rows pass every filter that is not ignored; shape (n,)."""
    passed = np.zeros(len(index), dtype=np.bool_)
    passed[passing_rows(index, build_query(index, wants, ignore_filters), np.arange(len(index)))] = True
    return passed


def count(index: MatchIndex, wants: Wants, ignore_filters: Iterable[str] = ()) -> int:
    """Return how many rows pass every filter that is not ignored."""
    return int(passing(index, wants, ignore_filters=ignore_filters).sum())


def why_not(index: MatchIndex, row: int, wants: Wants) -> tuple[str, ...]:
    """Return the names of the filters that one row does not pass, in their order; nothing for one that passes them all."""
    one = Rows(index, np.array([row]), build_query(index, wants))
    return tuple(name for name in FILTERS if not _passes(name, one)[0])
