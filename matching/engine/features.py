"""The features of rows, and scores: how `spec.SPEC` is computed with numpy.

For a query, only additions, multiplications, divisions and roots are used, in one order. So every way of ranking gets the same numbers to
the last digit, and the same list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np

from matching.engine import masks
from matching.engine.arrays import Array, Floats
from matching.engine.distance import EARTH_KM
from matching.engine.index import MatchIndex
from matching.engine.query import Criterion, Query, build_query
from matching.engine.spec import ALONE, FEATURES, SPEC, TEXT_FLOOR, VECTOR_LENGTH, Feature, Kind
from matching.engine.wants import Wants
from matching.engine.weights import Weights

ROUNDING: Final = 1e-9
"""More than what rounding can change in a score."""
MOST_KEPT: Final = 0.8
"""Rows are only dropped if fewer than this share are left: to move the others takes time, too."""


@dataclass(frozen=True)
class Rows:
    """Some rows of an index with a query. Each column is read when it is needed, and kept."""

    index: MatchIndex
    rows: Array
    query: Query

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.index, name).take(self.rows, axis=0)
        vars(self)[name] = value
        return value

    def __len__(self) -> int:
        return len(self.rows)

    def subset(self, keep: Array) -> "Rows":
        """Return the rows at these places; their distances are not computed again."""
        fewer = Rows(self.index, self.rows.take(keep), self.query)
        if "km" in vars(self):
            vars(fewer)["km"] = self.km.take(keep)
        return fewer

    @cached_property
    def slots(self) -> Array:
        """The windows of each, as sets."""
        return np.asarray(self.mask_a & np.int64(masks.SLOTS))

    @cached_property
    def km(self) -> Floats:
        """How far each is along a straight line, kilometres; nan where either position is unknown."""
        if self.query.home is None:
            return np.full(len(self), np.nan)
        x, y, z = self.query.home
        along, across, up = self.x - x, self.y - y, self.z - z
        return np.asarray(EARTH_KM * np.sqrt(along * along + across * across + up * up))

    @cached_property
    def cosine(self) -> Floats:
        """How alike the texts are. Sums of whole numbers: exact in any order."""
        products: Floats = (self.vectors.astype(np.float32) @ self.query.vector).astype(np.float64)
        return np.asarray(products / (VECTOR_LENGTH * VECTOR_LENGTH))


def _capped(total: Floats, enough: float) -> Floats:
    return np.asarray(np.minimum(total / enough, 1.0))


def _bit_count(column: Array, wanted: int) -> Floats:
    return np.asarray(np.bitwise_count(column & np.int64(wanted)), dtype=np.float64)


def _rare_codes(rows: Rows, criterion: Criterion) -> Floats:
    found, total = getattr(rows, criterion.feature.column), np.zeros(len(rows))
    for bit, rarity in criterion.parts:
        total += rarity * (found >> np.int64(bit) & np.int64(1))
    return _capped(total, criterion.enough)


def _rare_terms(rows: Rows, criterion: Criterion) -> Floats:
    starts = rows.term_starts
    counts = rows.index.term_starts.take(rows.rows + 1) - starts
    ends = np.cumsum(counts)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    terms, row = rows.index.term_ids[places], np.repeat(np.arange(len(rows)), counts)
    total = np.zeros(len(rows))
    for term, rarity in criterion.parts:
        total[row[terms == term]] += rarity
    return _capped(total, criterion.enough)


def _share(rows: Rows, criterion: Criterion) -> Floats:
    return _capped(_bit_count(getattr(rows, criterion.feature.column), criterion.wanted), criterion.enough)


def _any(rows: Rows, criterion: Criterion) -> Floats:
    found = getattr(rows, criterion.feature.column) & np.int64(criterion.wanted)
    return np.asarray(found != 0, dtype=np.float64)


def _equal(rows: Rows, criterion: Criterion) -> Floats:
    return np.asarray(getattr(rows, criterion.feature.column) == criterion.wanted, dtype=np.float64)


def _windows(rows: Rows, criterion: Criterion) -> Floats:
    every = _bit_count(rows.slots, masks.SLOTS)
    return np.asarray(_bit_count(rows.slots, criterion.wanted) / np.maximum(every, 1.0))


def _near(rows: Rows, criterion: Criterion) -> Floats:
    if criterion.wanted:
        return masks.has_all(rows, masks.REMOTE).astype(np.float64)
    scale = criterion.enough
    return np.asarray(np.nan_to_num(scale / (scale + rows.km), nan=0.0))


def _member(rows: Rows, criterion: Criterion) -> Floats:
    column, total = getattr(rows, criterion.feature.column), np.zeros(len(rows))
    for value, share in criterion.parts:
        total += share * (column == value)
    return np.minimum(total, 1.0)


def _largest(rows: Rows, criterion: Criterion) -> Floats:
    slots, most = rows.slots, np.zeros(len(rows))
    for slot, share in criterion.parts:
        most = np.maximum(most, share * (slots >> np.int64(slot) & np.int64(1)))
    return np.minimum(most, 1.0)


def _text(rows: Rows, _criterion: Criterion) -> Floats:
    return np.asarray(np.minimum(np.maximum((rows.cosine - TEXT_FLOOR) / (1.0 - TEXT_FLOOR), 0.0), 1.0))


PAIR_VALUES: Final[dict[Kind, Callable[[Rows, Criterion], Floats]]] = {
    Kind.RARE_CODES: _rare_codes,
    Kind.RARE_TERMS: _rare_terms,
    Kind.SHARE: _share,
    Kind.ANY: _any,
    Kind.EQUAL: _equal,
    Kind.WINDOWS: _windows,
    Kind.NEAR: _near,
    Kind.MEMBER: _member,
    Kind.LARGEST: _largest,
    Kind.TEXT: _text,
}
"""How each kind is computed for some rows and a criterion; shape (k,)."""


def _halving(column: Array, feature: Feature) -> Floats:
    days = np.maximum(column.astype(np.float64), 0.0)
    return np.asarray(np.nan_to_num(1.0 / (1.0 + days / feature.scale), nan=0.5))


def _decay(column: Array, feature: Feature) -> Floats:
    # A clock that is a little behind must not make anything newer than new.
    return np.asarray(np.exp(-np.maximum(column.astype(np.float64), 0.0) / feature.scale))


def _plain(column: Array, _feature: Feature) -> Floats:
    return column.astype(np.float64)


ALONE_VALUES: Final[dict[Kind, Callable[[Array, Feature], Floats]]] = {
    Kind.HALVING: _halving,
    Kind.DECAY: _decay,
    Kind.PLAIN: _plain,
}
"""The same for kinds that do not depend on the person."""


def features(index: MatchIndex, wants: Wants, rows: Array | None = None) -> Floats:
    """Return the features of all rows, or of some.

    Returns:
    -------
    ndarray of shape (n, n_features)
        Between 0 and 1, in the order of `FEATURES`.
    """
    chosen = np.arange(len(index)) if rows is None else rows
    return matrix(Rows(index, chosen, build_query(index, wants)))


def matrix(rows: Rows) -> Floats:
    """Return the features of some rows; shape (k, n_features)."""
    found = np.zeros((len(rows), len(SPEC)))
    for feature in ALONE:
        column = getattr(rows, feature.column)
        found[:, FEATURES.index(feature.name)] = ALONE_VALUES[feature.kind](column, feature)
    for criterion in rows.query.criteria:
        found[:, FEATURES.index(criterion.feature.name)] = PAIR_VALUES[criterion.feature.kind](rows, criterion)
    return found


def base_scores(index: MatchIndex, weights: Weights) -> Floats:
    """Return the part of each row's score that does not depend on the person; computed once for an index. Shape (n,)."""
    if weights not in index.prepared:
        score = np.zeros(len(index))
        for feature in ALONE:
            score += getattr(weights, feature.name) * ALONE_VALUES[feature.kind](
                getattr(index, feature.column), feature
            )
        index.prepared[weights] = score
    found: Floats = index.prepared[weights]
    return found


def scored(rows: Rows, weights: Weights, least: float = -np.inf) -> tuple[Rows, Floats]:
    """Return rows with their scores. Rows that cannot reach the least score may be dropped on the way."""
    score = base_scores(rows.index, weights).take(rows.rows)
    left = [(criterion, getattr(weights, criterion.feature.name)) for criterion in rows.query.criteria]
    rest = sum(max(weight, 0.0) for _criterion, weight in left)
    for criterion, weight in left:
        if least > -np.inf:
            able = np.flatnonzero(score >= least - rest - ROUNDING)
            share = 1.0 if criterion.feature.kind is Kind.TEXT else MOST_KEPT  # texts take longest to read
            if len(able) < share * len(score):
                rows, score = rows.subset(able), score.take(able)
        score += weight * PAIR_VALUES[criterion.feature.kind](rows, criterion)
        rest -= max(weight, 0.0)
    return rows, score
