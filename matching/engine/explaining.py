"""Why: the largest true reasons of a pair, and what might get in the way. Codes and figures; words are made outside."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite, nan
from typing import Final

import numpy as np

from matching.engine import words
from matching.engine.distance import great_circle
from matching.engine.features import FEATURES, Rows, suiting, text
from matching.engine.index import MatchIndex
from matching.engine.query import asked
from matching.engine.ranking import Ranking
from matching.engine.wants import Wants

FAR: Final = 0.8
"""From this share of somebody's reach on, it is said that it is far."""
HALF: Final = 0.5


@dataclass(frozen=True)
class Reason:
    """One reason: which feature, and what makes it true: shared codes as `bits`, shared `terms`, or a `value`.

    The value is kilometres for near, and between 0 and 1 for text.
    """

    feature: str
    bits: int = 0
    terms: tuple[int, ...] = ()
    value: float = nan


@dataclass(frozen=True)
class Caution:
    """One thing that may get in the way: `kind`, the codes concerned and a figure (years, weeks, km, or how many windows suit)."""

    kind: str
    bits: int = 0
    value: float = nan


def _terms(index: MatchIndex, row: int, wants: Wants) -> tuple[int, ...]:
    own = index.term_ids[index.term_starts[row] : index.term_starts[row + 1]]
    return tuple(int(term) for term in np.intersect1d(own, np.array(wants.terms, dtype=np.int32)))


def _km(index: MatchIndex, row: int, wants: Wants) -> float:
    return float(great_circle(Rows(index, np.array([row]), asked(index, wants)).km[0]))


def _is(index: MatchIndex, row: int, bit: int) -> bool:
    return bool(int(index.word[row]) & bit)


def _near(index: MatchIndex, row: int, wants: Wants) -> Reason | None:
    if wants.from_home_only:
        return Reason("near") if _is(index, row, words.REMOTE) else None
    km = _km(index, row, wants)
    return None if _is(index, row, words.REMOTE) or not isfinite(km) else Reason("near", value=km)


def _bits(feature: str, column: str, wanted: str) -> Callable[[MatchIndex, int, Wants], Reason | None]:
    def reason(index: MatchIndex, row: int, wants: Wants) -> Reason | None:
        shared = int(getattr(index, column)[row]) & getattr(wants, wanted)
        return Reason(feature, bits=shared) if shared else None

    return reason


def _windows(index: MatchIndex, row: int, wants: Wants) -> Reason | None:
    suit = int(suiting(index.word[[row]], wants)[0])
    return Reason("slots", bits=suit) if suit else None


def _said(index: MatchIndex, row: int, wants: Wants) -> Reason | None:
    terms = _terms(index, row, wants)
    return Reason("words", terms=terms) if terms else None


def _usual(index: MatchIndex, row: int, wants: Wants) -> Reason | None:
    used = sum(1 << slot for slot, share in enumerate(wants.usual) if share > 0)
    bits = int(index.word[row]) & used
    return Reason("usual", bits=bits) if bits else None


def _alike(index: MatchIndex, row: int, wants: Wants) -> Reason | None:
    query = asked(index, wants)
    alike = float(text(Rows(index, np.array([row]), query))[0]) if query.vector is not None else 0.0
    return Reason("text", value=alike) if alike > 0 else None


_SAID: Final[dict[str, Callable[[MatchIndex, int, Wants], Reason | None]]] = {
    "cause": _bits("cause", "causes", "causes"),
    "activity": _bits("activity", "activities", "activities"),
    "words": _said,
    "slots": _windows,
    "near": _near,
    "language": _bits("language", "languages", "speaks"),
    "skill": _bits("skill", "skills", "skills"),
    "commitment": lambda index, row, wants: Reason("commitment", value=float(wants.commitment)),
    "costs": _bits("costs", "costs", "pays"),
    "company": _bits("company", "access", "likes_access"),
    "own": lambda index, row, wants: Reason("own"),
    "series": lambda index, row, wants: Reason("series"),
    "usual": _usual,
    "text": _alike,
}
"""The features that can be said to a person, and what makes each true."""


def explain(index: MatchIndex, ranking: Ranking, place: int, wants: Wants, most: int = 3) -> tuple[Reason, ...]:
    """Return the largest true reasons of one place of a ranking, largest first, at most so many."""
    row, parts = int(ranking.rows[place]), ranking.contributions[place]
    found = []
    for feature in np.argsort(-parts, kind="stable"):
        name = FEATURES[feature]
        reason = _SAID[name](index, row, wants) if parts[feature] > 0 and name in _SAID else None
        if reason is not None:
            found.append(reason)
    return tuple(found[:most])


def cautions(index: MatchIndex, row: int, wants: Wants) -> tuple[Caution, ...]:
    """Return everything that may get in the way of one pair, the most serious first."""
    found = (_full, _missing, _too_young, _check, _other_language, _charge, _other_times, _far)
    return tuple(one for look in found if (one := look(index, row, wants)) is not None)


def caution(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    """Return the one thing to be honest about, or None."""
    return next(iter(cautions(index, row, wants)), None)


def _full(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    return None if index.has_room(row) else Caution("full")


def _missing(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    bits = wants.access & ~int(index.access[row])
    return Caution("access", bits=bits) if bits else None


def _too_young(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    years = int(index.min_age[row])
    return Caution("age", value=float(years)) if years > 0 and wants.age < years else None


def _check(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    return Caution("checks", value=float(index.checks_weeks[row])) if index.checks[row] > 0 else None


def _other_language(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    spoken = int(index.languages[row])
    return Caution("language", bits=spoken) if wants.needs_language and spoken and not spoken & wants.speaks else None


def _charge(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    bits = int(index.costs[row]) & wants.charges
    return Caution("costs", bits=bits) if wants.costs_matter and bits else None


def _other_times(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    """Say so where fewer than half of the windows suit."""
    every = int(index.slots[row])
    suit = int(suiting(index.word[[row]], wants)[0])
    rare = bool(wants.slots) and every and suit.bit_count() < HALF * every.bit_count()
    return Caution("time", bits=every & ~suit, value=float(suit.bit_count())) if rare else None


def _far(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    if wants.from_home_only or _is(index, row, words.REMOTE) or not isfinite(wants.reach_km):
        return None
    km = _km(index, row, wants)
    return Caution("far", value=km) if isfinite(km) and km > FAR * wants.reach_km else None
