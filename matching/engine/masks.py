"""The hard filters: whether something can be for somebody at all. Each is a named mask, so that "why not" is read from the same code."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine.distance import distance_km
from matching.engine.index import MatchIndex
from matching.engine.wants import Wants

Bools = npt.NDArray[np.bool_]
Mask = Callable[[MatchIndex, Wants], Bools]
"""Takes an index of n rows and one person's wants; returns which rows they pass, shape (n,)."""


DAYS_A_WEEK: Final = 7


def distances(index: MatchIndex, wants: Wants) -> npt.NDArray[np.float64]:
    """Return how far each row is, kilometres, shape (n,); nan where either position is unknown."""
    if not wants.is_placed:
        return np.full(len(index), np.nan)
    return distance_km(np.array([wants.lat, wants.lon]), np.stack([index.lat, index.lon], axis=1))


def _open(index: MatchIndex, wants: Wants) -> Bools:
    """Whether it is open."""
    return np.asarray(index.open, dtype=np.bool_)


def _places(index: MatchIndex, wants: Wants) -> Bools:
    """Whether a place is left."""
    return _bools(index.places_left != 0)


def _age(index: MatchIndex, wants: Wants) -> Bools:
    """Whether they are old enough, as far as is known."""
    return _all(index) if wants.age < 0 else _bools(index.min_age <= wants.age)


def _reach(index: MatchIndex, wants: Wants) -> Bools:
    """Whether they would go so far; what is done from home is never too far."""
    remote = _bools(index.remote)
    if wants.from_home_only:
        return remote
    if not wants.is_placed or np.isinf(wants.reach_km):
        return _all(index)
    return remote | _bools(np.nan_to_num(distances(index, wants), nan=np.inf) <= wants.reach_km)


def _time(index: MatchIndex, wants: Wants) -> Bools:
    """Whether it is on when they can come."""
    if not wants.slots and not wants.avoid_slots:
        return _all(index)
    return _bools(suiting(index, wants) != 0)


def suiting(index: MatchIndex, wants: Wants) -> npt.NDArray[Any]:
    """Return the windows of each row that suit, as masks, shape (n,)."""
    suit: npt.NDArray[Any] = index.slots & ~np.int64(wants.avoid_slots)
    return suit & np.int64(wants.slots) if wants.slots else suit


def _checks(index: MatchIndex, wants: Wants) -> Bools:
    """Whether the safety check is all right with them, and can be there before the last date."""
    none = _bools(index.checks == 0)
    if wants.no_checks:
        return none
    days = np.maximum(index.checks_weeks, 0) * np.float32(
        DAYS_A_WEEK
    )  # unknown: hoped for; floats, for 16 bits run over
    return none | _bools(days <= index.days_to_last)


def _access(index: MatchIndex, wants: Wants) -> Bools:
    """Whether all they must have is there, or the organiser wrote a way round."""
    missing = np.int64(wants.access) & ~index.access
    return _bools((missing == 0) | index.has_way_round)


def _exclusions(index: MatchIndex, wants: Wants) -> Bools:
    """Whether they have not ruled it out."""
    shut = np.isin(index.ids, wants.excluded_ids) | np.isin(index.organisations, wants.excluded_organisations)
    avoided = (index.causes & np.int64(wants.avoid_causes)) | (index.activities & np.int64(wants.avoid_activities))
    wished = (index.causes & np.int64(wants.causes)) | (index.activities & np.int64(wants.activities))
    return _bools(~shut & ((avoided == 0) | (wished != 0)))


def _bools(values: npt.NDArray[Any]) -> Bools:
    return np.asarray(values, dtype=np.bool_)


def _all(index: MatchIndex) -> Bools:
    return np.ones(len(index), dtype=np.bool_)


MASKS: Final[dict[str, Mask]] = {
    "open": _open,
    "places": _places,
    "age": _age,
    "reach": _reach,
    "time": _time,
    "checks": _checks,
    "access": _access,
    "exclusions": _exclusions,
}


def passing(index: MatchIndex, wants: Wants, *, but: Iterable[str] = ()) -> Bools:
    """Return which rows pass every mask, but for those named; shape (n,)."""
    left_out = set(but)
    passed = _all(index)
    for name, mask in MASKS.items():
        if name not in left_out:
            passed &= mask(index, wants)
    return passed


def why_not(index: MatchIndex, row: int, wants: Wants) -> tuple[str, ...]:
    """Return the names of the masks that one row does not pass, in their order; nothing for one that passes them all."""
    one = index.only(np.array([row]))
    return tuple(name for name, mask in MASKS.items() if not mask(one, wants)[0])
