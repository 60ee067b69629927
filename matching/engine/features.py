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
from matching.engine.index import BLOCK, MatchIndex
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
        return getattr(self.index, name)[self.rows]

    def __len__(self) -> int:
        return len(self.rows)

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


def _cause(rows: Rows) -> Floats | None:
    """Return the rarity of shared causes; two of the rarest that are wished for are enough."""
    if not rows.query.code_sum:
        return None
    found, total = rows.causes, np.zeros(len(rows))
    for bit, rarity in rows.query.codes:
        total += rarity * (found >> np.int64(bit) & np.int64(1))
    return _capped(total, rows.query.code_sum)


def _share(column: Array, wanted: int) -> Floats | None:
    """Return shared codes ÷ wished-for codes, of which two are enough."""
    enough = min(ENOUGH_CODES, wanted.bit_count())
    if not enough:
        return None
    return _capped(np.bitwise_count(column & np.int64(wanted)).astype(np.float64), float(enough))


def _words(rows: Rows) -> Floats | None:
    """Return the rarity of shared word stems; three of the rarest are enough."""
    if not rows.query.term_sum:
        return None
    starts = rows.index.term_starts[rows.rows]
    counts = rows.index.term_starts[rows.rows + 1] - starts
    ends = np.cumsum(counts)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - counts), counts)
    own, whose = rows.index.term_ids[places], np.repeat(np.arange(len(rows)), counts)
    total = np.zeros(len(rows))
    for term, rarity in rows.query.terms:
        total[whose[own == term]] += rarity
    return _capped(total, rows.query.term_sum)


def _slots(rows: Rows) -> Floats | None:
    """Return the share of a row's windows that suit, where somebody named windows."""
    if not rows.query.wants.slots:
        return None
    word = rows.word
    every = np.bitwise_count(word & np.int64(words.SLOTS)).astype(np.float64)
    return np.asarray(np.bitwise_count(suiting(word, rows.query.wants)) / np.maximum(every, 1.0))


def _near(rows: Rows) -> Floats | None:
    """Return scale ÷ (scale + distance): half at the scale, and never quite nothing."""
    if rows.query.wants.from_home_only:
        return np.asarray((rows.word & np.int64(words.REMOTE)) != 0, dtype=np.float64)
    if rows.query.home is None:
        return None
    scale = rows.query.wants.scale_km
    return np.asarray(np.nan_to_num(scale / (scale + rows.km), nan=0.0))


def _language(rows: Rows) -> Floats | None:
    wants = rows.query.wants
    if not wants.needs_language:
        return None
    return np.asarray((rows.languages & np.int64(wants.speaks)) != 0, dtype=np.float64)


def _commitment(rows: Rows) -> Floats | None:
    wanted = rows.query.wants.commitment
    return None if wanted < 0 else np.asarray(rows.commitment == wanted, dtype=np.float64)


def _costs(rows: Rows) -> Floats | None:
    wants = rows.query.wants
    if not wants.costs_matter:
        return None
    return np.asarray((rows.costs & np.int64(wants.pays)) != 0, dtype=np.float64)


def _company(rows: Rows) -> Floats | None:
    liked = rows.query.wants.likes_access
    if not liked:
        return None
    return np.asarray(np.bitwise_count(rows.access & np.int64(liked)) / float(liked.bit_count()))


def _own(rows: Rows) -> Floats | None:
    """Return which share of the times they took part it was with that organisation."""
    wants = rows.query.wants
    if not wants.own_organisations:
        return None
    theirs, total = rows.organisations, np.zeros(len(rows))
    for organisation, share in zip(wants.own_organisations, wants.own_shares, strict=True):
        total += share * (theirs == organisation)
    return np.minimum(total, 1.0)


def _series(rows: Rows) -> Floats | None:
    own = rows.query.wants.own_series
    return np.isin(rows.series, own).astype(np.float64) if own else None


def _usual(rows: Rows) -> Floats | None:
    """Return the largest share of the times they took part that was in one of its windows."""
    if not rows.query.wants.usual:
        return None
    word, most = rows.word, np.zeros(len(rows))
    for slot, share in enumerate(rows.query.wants.usual):
        if share > 0:
            most = np.maximum(most, share * (word >> np.int64(slot) & np.int64(1)))
    return np.minimum(most, 1.0)


def _text(rows: Rows) -> Floats | None:
    """Return how alike what they said and its text are, from a floor on. Sums of whole numbers: exact in any order."""
    if rows.query.vector is None:
        return None
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


PAIR: Final[dict[str, Callable[[Rows], Floats | None]]] = {
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
"""What speaks for a pair, but for the text; None where nothing was said that it could speak to."""
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
COMPUTED: Final = PAIR | {"text": _text} | ALONE
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
        values = COMPUTED[name](rows)
        if values is not None:
            found[:, place] = values
    return found


def alone(index: MatchIndex, weights: Weights) -> tuple[Floats, Floats]:
    """Return what each row scores whoever asks, and the most that a row of each block does; worked out once for an index."""
    if weights not in index.prepared:
        every = Rows(index, np.arange(len(index)), asked(index, Wants()))
        score = np.zeros(len(every))
        for name, computed in ALONE.items():
            score += getattr(weights, name) * computed(every)
        most = np.maximum.reduceat(score, np.arange(0, len(index), BLOCK)) if len(index) else score
        index.prepared[weights] = (score, most)
    found: tuple[Floats, Floats] = index.prepared[weights]
    return found


def before_text(rows: Rows, weights: Weights) -> Floats:
    """Return the score of some rows without what their texts add."""
    score = alone(rows.index, weights)[0][rows.rows]
    for name, computed in PAIR.items():
        values = computed(rows)
        if values is not None:
            score += getattr(weights, name) * values
    return score


def with_text(rows: Rows, score: Floats, weights: Weights) -> Floats:
    """Return the whole score of some rows, from that without text."""
    values = _text(rows)
    return score if values is None else score + weights.text * values
