"""Why a row is suggested: the largest true reasons, and what may get in the way, as codes and figures. Sentences are made elsewhere."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import isfinite, nan
from typing import Final

import numpy as np

from matching.engine import masks
from matching.engine.distance import great_circle
from matching.engine.features import PAIR_VALUES, Rows
from matching.engine.index import MatchIndex
from matching.engine.query import Criterion, build_query, suitable
from matching.engine.ranking import Ranking
from matching.engine.spec import ALONE, FEATURES, NO_MAX_AGE, Detail
from matching.engine.wants import Wants

FAR: Final = 0.8
"""A row is called far from this share of somebody's reach on."""
HALF: Final = 0.5


@dataclass(frozen=True)
class Reason:
    """One reason: a feature, and what makes it true: shared codes as `bits`, shared `terms`, or a `value` (see `spec.Detail`)."""

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


def _name(_rows: Rows, criterion: Criterion) -> Reason | None:
    return Reason(criterion.feature.name)


def _codes(rows: Rows, criterion: Criterion) -> Reason | None:
    shared = int(getattr(rows, criterion.feature.column)[0]) & getattr(rows.query.wants, criterion.feature.wanted)
    return Reason(criterion.feature.name, bits=shared) if shared else None


def _windows(rows: Rows, criterion: Criterion) -> Reason | None:
    wanted = criterion.wanted or sum(1 << slot for slot, _share in criterion.parts)
    shared = int(rows.slots[0]) & wanted
    return Reason(criterion.feature.name, bits=shared) if shared else None


def _terms(rows: Rows, criterion: Criterion) -> Reason | None:
    index, row = rows.index, int(rows.rows[0])
    own = index.term_ids[index.term_starts[row] : index.term_starts[row + 1]]
    shared = np.intersect1d(own, np.array([term for term, _rarity in criterion.parts], dtype=np.int32))
    return Reason(criterion.feature.name, terms=tuple(int(term) for term in shared)) if len(shared) else None


def _value(_rows: Rows, criterion: Criterion) -> Reason | None:
    return Reason(criterion.feature.name, value=float(criterion.wanted))


def _distance(rows: Rows, criterion: Criterion) -> Reason | None:
    remote = bool(masks.has_all(rows, masks.REMOTE)[0])
    if criterion.wanted:
        return Reason(criterion.feature.name) if remote else None
    km = _km(rows)
    return None if remote or not isfinite(km) else Reason(criterion.feature.name, value=km)


def _cosine(rows: Rows, criterion: Criterion) -> Reason | None:
    alike = float(PAIR_VALUES[criterion.feature.kind](rows, criterion)[0])
    return Reason(criterion.feature.name, value=alike) if alike > 0 else None


DETAILS: Final[dict[Detail, Callable[[Rows, Criterion], Reason | None]]] = {
    Detail.NAME: _name,
    Detail.CODES: _codes,
    Detail.WINDOWS: _windows,
    Detail.TERMS: _terms,
    Detail.VALUE: _value,
    Detail.KM: _distance,
    Detail.COSINE: _cosine,
}
"""What makes a reason true, for each kind of detail; None if there is nothing to say."""
ALONE_CRITERIA: Final = tuple(Criterion(feature) for feature in ALONE if feature.detail is not Detail.NONE)
"""A query has no criterion of a feature that does not depend on the person: there is nothing to compare."""


def explain(
    index: MatchIndex, ranking: Ranking, place: int, wants: Wants, most: int = 3, *, without: Collection[str] = ()
) -> tuple[Reason, ...]:
    """Return the largest true reasons of one place of a ranking, largest first, at most so many; none of the features `without`."""
    one, parts = _one(index, int(ranking.rows[place]), wants), ranking.contributions[place]
    every = (*one.query.criteria, *ALONE_CRITERIA)
    criteria = {FEATURES.index(criterion.feature.name): criterion for criterion in every}
    found = []
    for at in np.argsort(-parts, kind="stable").tolist():
        feature = criteria[at].feature if parts[at] > 0 and at in criteria else None
        if feature is not None and feature.detail in DETAILS and feature.name not in without:
            found.append(DETAILS[criteria[at].feature.detail](one, criteria[at]))
    return tuple([reason for reason in found if reason is not None][:most])


def _one(index: MatchIndex, row: int, wants: Wants) -> Rows:
    return Rows(index, np.array([row]), build_query(index, wants))


def _km(one: Rows) -> float:
    """Return the distance of one row over the surface, kilometres."""
    return float(great_circle(one.km[0]))


def cautions(index: MatchIndex, row: int, wants: Wants) -> tuple[Caution, ...]:
    """Return everything that may get in the way of one pair, the most serious first."""
    found = (_full, _missing, _wrong_age, _check, _perhaps_wrong_age, _other_language, _charge, _other_times, _far)
    return tuple(one for look in found if (one := look(index, row, wants)) is not None)


def caution(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    """Return the one thing to be honest about, or None."""
    return next(iter(cautions(index, row, wants)), None)


def _full(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    return None if index.has_room(row) else Caution("full")


def _missing(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    bits = wants.access & ~int(index.access[row])
    return Caution("access", bits=bits) if bits else None


def _wrong_age(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    """Name the limit that they do not meet."""
    least, most = int(index.min_age[row]), int(index.max_age[row])
    if 0 <= wants.age < least:
        return Caution("age", value=float(least))
    return Caution("max_age", value=float(most)) if wants.age > most else None


def _perhaps_wrong_age(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    """Name a limit to somebody whose age is not known, the lower one first."""
    least, most = int(index.min_age[row]), int(index.max_age[row])
    if wants.age >= 0:
        return None
    if least > 0:
        return Caution("age", value=float(least))
    return Caution("max_age", value=float(most)) if most < NO_MAX_AGE else None


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
    every = index.mask(row) & masks.SLOTS
    suit = every & suitable(wants)
    rare = bool(wants.slots) and every and suit.bit_count() < HALF * every.bit_count()
    return Caution("time", bits=every & ~suit, value=float(suit.bit_count())) if rare else None


def _far(index: MatchIndex, row: int, wants: Wants) -> Caution | None:
    if wants.from_home_only or index.mask(row) & masks.REMOTE or not isfinite(wants.reach_km):
        return None
    km = _km(_one(index, row, wants))
    return Caution("far", value=km) if isfinite(km) and km > FAR * wants.reach_km else None
