"""What speaks for a pair: a dozen named features between 0 and 1."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine.index import MatchIndex
from matching.engine.masks import distances, suiting
from matching.engine.wants import Wants
from matching.engine.weights import Weights

Floats = npt.NDArray[np.float64]

FADES_KM: Final = 5.0
"""Where no reach was given, nearness fades by e over so many kilometres."""
SOON_DAYS: Final = 14.0
FRESH_DAYS: Final = 14.0
ENOUGH_CODES: Final = 2
ENOUGH_WORDS: Final = 3


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _share(column: npt.NDArray[Any], wanted: int) -> Floats:
    """Return shared codes ÷ wished-for codes, of which two are enough."""
    enough = min(ENOUGH_CODES, wanted.bit_count())
    if not enough:
        return np.zeros(len(column))
    return _floats(np.minimum(np.bitwise_count(column & np.int64(wanted)) / enough, 1.0))


def shared_terms(index: MatchIndex, wants: Wants) -> npt.NDArray[np.int64]:
    """Return how many stems of what somebody said each row has; shape (n,)."""
    if not wants.terms or not len(index.term_ids):
        return np.zeros(len(index), dtype=np.int64)
    hits = np.concatenate([[0], np.cumsum(np.isin(index.term_ids, np.array(wants.terms, dtype=np.int32)))])
    counted: npt.NDArray[np.int64] = hits[index.term_starts[1:]] - hits[index.term_starts[:-1]]
    return counted


def _words(index: MatchIndex, wants: Wants) -> Floats:
    enough = max(1, min(ENOUGH_WORDS, len(wants.terms)))
    return _floats(np.minimum(shared_terms(index, wants) / enough, 1.0))


def _slots(index: MatchIndex, wants: Wants) -> Floats:
    """Return the share of a row's windows that suit, where somebody named windows."""
    if not wants.slots:
        return np.zeros(len(index))
    return _floats(np.bitwise_count(suiting(index, wants)) / np.maximum(np.bitwise_count(index.slots), 1))


def _near(index: MatchIndex, wants: Wants) -> Floats:
    if wants.from_home_only:
        return _floats(index.remote)
    far = distances(index, wants)
    near = np.exp(-far / FADES_KM) if np.isinf(wants.reach_km) else np.maximum(0.0, 1.0 - far / wants.reach_km)
    return _floats(np.nan_to_num(near, nan=0.0))


def _language(index: MatchIndex, wants: Wants) -> Floats:
    shared = (index.languages & np.int64(wants.speaks)) != 0
    return _floats(shared & wants.needs_language)


def _costs(index: MatchIndex, wants: Wants) -> Floats:
    return _floats(((index.costs & np.int64(wants.pays)) != 0) & wants.costs_matter)


def _company(index: MatchIndex, wants: Wants) -> Floats:
    liked = max(1, wants.likes_access.bit_count())
    return _floats(np.bitwise_count(index.access & np.int64(wants.likes_access)) / liked)


def _commitment(index: MatchIndex, wants: Wants) -> Floats:
    return _floats((index.commitment == wants.commitment) & (wants.commitment >= 0))


def _soon(index: MatchIndex, wants: Wants) -> Floats:
    days = np.maximum(_floats(index.days_to_start), 0.0)
    return _floats(np.nan_to_num(1.0 / (1.0 + days / SOON_DAYS), nan=0.5))


def _fresh(index: MatchIndex, wants: Wants) -> Floats:
    days = np.maximum(_floats(index.age_days), 0.0)  # a clock that is a little behind makes nothing fresher than new
    return _floats(np.exp(-days / FRESH_DAYS))


_COMPUTED: Final[dict[str, Callable[[MatchIndex, Wants], Floats]]] = {
    "cause": lambda index, wants: _share(index.causes, wants.causes),
    "activity": lambda index, wants: _share(index.activities, wants.activities),
    "words": _words,
    "slots": _slots,
    "near": _near,
    "language": _language,
    "skill": lambda index, wants: _share(index.skills, wants.skills),
    "commitment": _commitment,
    "costs": _costs,
    "company": _company,
    "soon": _soon,
    "fresh": _fresh,
}

FEATURES: Final[tuple[str, ...]] = tuple(field.name for field in fields(Weights))
"""Names of the features, in the order of their weights and of the columns of `features`."""


def features(index: MatchIndex, wants: Wants) -> Floats:
    """Return what speaks for each row.

    Returns:
    -------
    ndarray of shape (n, n_features)
        Between 0 and 1, in the order of `FEATURES`.
    """
    return np.stack([_COMPUTED[name](index, wants) for name in FEATURES], axis=1)
