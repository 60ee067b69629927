"""What speaks for a pair, and for an opportunity: named features between 0 and 1.

Nothing here but adding, multiplying, dividing and roots is worked out for a question, in one order: so every way of ranking gets the
same numbers to the last digit, and the same list.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine import words
from matching.engine.columns import Array
from matching.engine.distance import EARTH_KM
from matching.engine.index import MatchIndex
from matching.engine.query import ENOUGH_CODES, Query, asked
from matching.engine.wants import Wants
from matching.engine.weights import Weights

Floats = npt.NDArray[np.float64]

SOON_DAYS: Final = 14.0
FRESH_DAYS: Final = 14.0
TEXT_FLOOR: Final = 0.2
"""Texts less alike than this (a cosine) have nothing to do with each other."""
UNIT: Final = 127.0
"""How long vectors of text are, rounded to whole numbers."""


@dataclass(frozen=True)
class Rows:
    """Some rows of an index, looked at with a question in mind; each column is read when it is asked for."""

    index: MatchIndex
    rows: Array
    query: Query

    def __getattr__(self, name: str) -> Any:
        return getattr(self.index, name).take(self.rows, axis=0)

    def __len__(self) -> int:
        return len(self.rows)

    def only(self, keep: Array) -> "Rows":
        """Return those of these rows that are to be kept, by their places; what was worked out for them is not worked out again."""
        fewer = Rows(self.index, self.rows.take(keep), self.query)
        if "km" in vars(self):
            vars(fewer)["km"] = self.km.take(keep)
        return fewer

    @cached_property
    def km(self) -> Floats:
        """How far each is along a straight line, kilometres; nan where either position is unknown."""
        if self.query.home is None:
            return np.full(len(self), np.nan)
        x, y, z = self.query.home
        along, across, up = self.x - x, self.y - y, self.z - z
        return np.asarray(EARTH_KM * np.sqrt(along * along + across * across + up * up))


def suiting(word: Array, wants: Wants) -> Array:
    """Return the windows that suit, of words, as sets."""
    named = (wants.slots or words.SLOTS) & words.SLOTS & ~wants.avoid_slots
    return np.asarray(word & np.int64(named))


def _capped(total: Floats, enough: float) -> Floats:
    return np.minimum(total / enough, 1.0)


def _cause(rows: Rows) -> Floats:
    """Return the rarity of shared causes; two of the rarest that are wished for are enough."""
    found, total = rows.causes, np.zeros(len(rows))
    for bit, rarity in rows.query.codes:
        total += rarity * (found >> np.int64(bit) & np.int64(1))
    return _capped(total, rows.query.code_sum)


def _share(column: Array, wanted: int) -> Floats:
    """Return shared codes ÷ wished-for codes, of which two are enough."""
    enough = min(ENOUGH_CODES, wanted.bit_count())
    return _capped(np.bitwise_count(column & np.int64(wanted)).astype(np.float64), float(enough))


def _words(rows: Rows) -> Floats:
    """Return the rarity of shared word stems; three of the rarest are enough."""
    starts = rows.term_starts
    counts = rows.index.term_starts.take(rows.rows + 1) - starts
    ends = np.cumsum(counts)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    own, whose = rows.index.term_ids[places], np.repeat(np.arange(len(rows)), counts)
    total = np.zeros(len(rows))
    for term, rarity in rows.query.terms:
        total[whose[own == term]] += rarity
    return _capped(total, rows.query.term_sum)


def _slots(rows: Rows) -> Floats:
    """Return the share of a row's windows that suit, where somebody named windows."""
    word = rows.word
    every = np.bitwise_count(word & np.int64(words.SLOTS)).astype(np.float64)
    return np.asarray(np.bitwise_count(suiting(word, rows.query.wants)) / np.maximum(every, 1.0))


def _near(rows: Rows) -> Floats:
    """Return scale ÷ (scale + distance): half at the scale, and never quite nothing."""
    if rows.query.wants.from_home_only:
        return np.asarray((rows.word & np.int64(words.REMOTE)) != 0, dtype=np.float64)
    scale = rows.query.wants.scale_km
    return np.asarray(np.nan_to_num(scale / (scale + rows.km), nan=0.0))


def _language(rows: Rows) -> Floats:
    return np.asarray((rows.languages & np.int64(rows.query.wants.speaks)) != 0, dtype=np.float64)


def _commitment(rows: Rows) -> Floats:
    return np.asarray(rows.commitment == rows.query.wants.commitment, dtype=np.float64)


def _costs(rows: Rows) -> Floats:
    return np.asarray((rows.costs & np.int64(rows.query.wants.pays)) != 0, dtype=np.float64)


def _company(rows: Rows) -> Floats:
    liked = rows.query.wants.likes_access
    return np.asarray(np.bitwise_count(rows.access & np.int64(liked)) / float(liked.bit_count()))


def _own(rows: Rows) -> Floats:
    """Return which share of the times they took part it was with that organisation."""
    wants = rows.query.wants
    theirs, total = rows.organisations, np.zeros(len(rows))
    for organisation, share in zip(wants.own_organisations, wants.own_shares, strict=True):
        total += share * (theirs == organisation)
    return np.minimum(total, 1.0)


def _series(rows: Rows) -> Floats:
    return np.isin(rows.series, rows.query.wants.own_series).astype(np.float64)


def _usual(rows: Rows) -> Floats:
    """Return the largest share of the times they took part that was in one of its windows."""
    word, most = rows.word, np.zeros(len(rows))
    for slot, share in enumerate(rows.query.wants.usual):
        if share > 0:
            most = np.maximum(most, share * (word >> np.int64(slot) & np.int64(1)))
    return np.minimum(most, 1.0)


def text(rows: Rows) -> Floats:
    """Return how alike what they said and its text are, from a floor on. Sums of whole numbers: exact in any order."""
    alike = (rows.vectors.astype(np.float32) @ rows.query.vector).astype(np.float64) / (UNIT * UNIT)
    return np.asarray(np.minimum(np.maximum((alike - TEXT_FLOOR) / (1.0 - TEXT_FLOOR), 0.0), 1.0))


def _soon(rows: Rows) -> Floats:
    days = np.maximum(rows.days_to_start.astype(np.float64), 0.0)
    return np.asarray(np.nan_to_num(1.0 / (1.0 + days / SOON_DAYS), nan=0.5))


def _fresh(rows: Rows) -> Floats:
    days = np.maximum(
        rows.age_days.astype(np.float64), 0.0
    )  # a clock that is a little behind makes nothing fresher than new
    return np.asarray(np.exp(-days / FRESH_DAYS))


PAIR: Final[dict[str, Callable[[Rows], Floats]]] = {
    "cause": _cause,
    "activity": lambda rows: _share(rows.activities, rows.query.wants.activities),
    "words": _words,
    "slots": _slots,
    "near": _near,
    "language": _language,
    "skill": lambda rows: _share(rows.skills, rows.query.wants.skills),
    "commitment": _commitment,
    "costs": _costs,
    "company": _company,
    "own": _own,
    "series": _series,
    "usual": _usual,
}
"""What speaks for a pair, but for the text; asked only of a query that is about it."""
ALONE: Final[dict[str, Callable[[Rows], Floats]]] = {
    "soon": _soon,
    "fresh": _fresh,
    "popular": lambda rows: rows.popular.astype(np.float64),
    "filling": lambda rows: rows.filling.astype(np.float64),
    "next": lambda rows: rows.next.astype(np.float64),
    "replies": lambda rows: rows.replies.astype(np.float64),
    "price": lambda rows: rows.price.astype(np.float64),
}
"""What speaks for an opportunity, whoever asks."""
COMPUTED: Final = PAIR | ALONE
FEATURES: Final[tuple[str, ...]] = tuple(field.name for field in fields(Weights))
"""Names of the features, in the order of their weights and of the columns of `features`."""


def features(index: MatchIndex, wants: Wants, rows: Array | None = None) -> Floats:
    """Return what speaks for each row, or for some rows.

    Returns:
    -------
    ndarray of shape (n, n_features)
        Between 0 and 1, in the order of `FEATURES`.
    """
    chosen = np.arange(len(index)) if rows is None else rows
    return matrix(Rows(index, chosen, asked(index, wants)))


def matrix(rows: Rows) -> Floats:
    """Return the features of some rows; shape (k, n_features)."""
    found = np.zeros((len(rows), len(FEATURES)))
    for place, name in enumerate(FEATURES):
        if name in ALONE or name in rows.query.about:
            found[:, place] = COMPUTED[name](rows)
    if rows.query.vector is not None:
        found[:, FEATURES.index("text")] = text(rows)
    return found


def alone(index: MatchIndex, weights: Weights) -> Floats:
    """Return what each row scores whoever asks; worked out once for an index."""
    if weights not in index.prepared:
        every = Rows(index, np.arange(len(index)), asked(index, Wants()))
        score = np.zeros(len(every))
        for name, computed in ALONE.items():
            score += getattr(weights, name) * computed(every)
        index.prepared[weights] = score
    found: Floats = index.prepared[weights]
    return found


def before_text(rows: Rows, weights: Weights, least: float = -np.inf) -> tuple[Rows, Floats]:
    """Return rows with their scores, without what their texts add; those that cannot come up to a score are left out on the way."""
    score = alone(rows.index, weights).take(rows.rows)
    about = [(name, getattr(weights, name)) for name in PAIR if name in rows.query.about]
    rest = sum(max(weight, 0.0) for _name, weight in about) + text_most(rows.query, weights)
    for name, weight in about:
        if least > -np.inf:
            able = np.flatnonzero(score >= least - rest - ROUNDING)
            if len(able) < MOST_KEPT * len(score):
                rows, score = rows.only(able), score.take(able)
        score += weight * PAIR[name](rows)
        rest -= max(weight, 0.0)
    return rows, score


ROUNDING: Final = 1e-9
MOST_KEPT: Final = 0.8
"""Rows are only left out where they are many: moving the others takes time, too."""


def text_most(query: Query, weights: Weights) -> float:
    """Return the most that a text can add."""
    return 0.0 if query.vector is None else max(weights.text, 0.0)


def with_text(rows: Rows, score: Floats, weights: Weights) -> Floats:
    """Return the whole score of some rows, from that without text."""
    return score if rows.query.vector is None else score + weights.text * text(rows)
