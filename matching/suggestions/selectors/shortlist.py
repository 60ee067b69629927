"""The ranking of what suits a person, over all parts of the index, and the short list of what speaks to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching import engine
from matching.engine import MatchIndex, Ranking, Wants
from matching.engine.arrays import Floats
from matching.suggestions import learnt
from matching.suggestions.closeness import Interests
from matching.suggestions.learnt import InUse
from matching.suggestions.mapped import Parts

DEEP: Final = 60
"""How many ranked rows are searched for what speaks to somebody, or suits and is full."""
SPARE: Final = 3
"""How many more than shown are ranked: some may have closed since the index was built."""


@dataclass(frozen=True)
class Candidate:
    """One entry of the ranking of one part of the index."""

    index: MatchIndex
    ranking: Ranking
    place: int

    @property
    def row(self) -> int:
        """Its row in that part."""
        return int(self.ranking.rows[self.place])

    @property
    def pk(self) -> int:
        """Its opportunity's id."""
        return int(self.index.ids[self.row])

    @property
    def score(self) -> float:
        """Its score."""
        return float(self.ranking.scores[self.place])

    @property
    def features(self) -> Floats:
        """The values of its features; shape (n_features,)."""
        return np.asarray(self.ranking.features[self.place])

    @property
    def mask(self) -> int:
        """The facts that decide whether it can be shown (`engine.spec.LAYOUT`)."""
        return self.index.mask(self.row)


def ranked(
    parts: Parts, wants: Wants, top: int, use: InUse, ignored: Iterable[str] = (), only: int = 0
) -> list[Candidate]:
    """Return the best of all parts, best first."""
    deep = max(top, learnt.SECOND_LOOK) if use.trees and wants.own_organisations else top
    rankings = [
        engine.rank(part, wants, use.weights, top=deep, ignore_filters=ignored, required_bits=only) for part in parts
    ]
    return _second_look(together(parts, rankings)[:deep], use)[:top]


def _second_look(ranked: list[Candidate], use: InUse) -> list[Candidate]:
    """Return the best, reordered by trees where somebody's own history counts for one of them."""
    if use.trees is None or not ranked:
        return ranked
    features = np.stack([one.features for one in ranked])
    if not features[:, learnt.OWN].any():
        return ranked
    looks = use.trees.look(features, features @ use.weights.array)
    return [ranked[place] for place in np.argsort(-looks, kind="stable")]


def together(parts: Parts, rankings: list[Ranking]) -> list[Candidate]:
    """Merge the rankings of the parts; where two parts have an opportunity, the later part's row counts."""
    found: dict[int, Candidate] = {}
    for part, ranking in zip(parts, rankings, strict=True):
        for place in range(len(ranking.rows)):
            one = Candidate(part, ranking, place)
            found[one.pk] = one
    return sorted(found.values(), key=lambda one: (-one.score, one.pk))


def shortlist(parts: Parts, wants: Wants, size: int, use: InUse, wish: Interests) -> list[Candidate]:
    """Return the best few that speak to somebody, then the best tiny one and the best to join in, wherever they rank."""
    best = {one.pk: one for one in close(ranked(parts, wants, DEEP, use), wants, wish)[: size + SPARE]}
    further: dict[int, Candidate] = {}
    if len(best) == size + SPARE:  # otherwise the list has nothing else
        for bit in (engine.TINY, engine.JOIN_IN):
            some = close(ranked(parts, wants, DEEP, use, only=bit), wants, wish)[:SPARE]
            further |= {one.pk: one for one in some if one.pk not in best}
    return [*best.values(), *sorted(further.values(), key=lambda one: (-one.score, one.pk))]


def close(found: Sequence[Candidate], wants: Wants, wish: Interests) -> list[Candidate]:
    """Return those of a ranking that speak to somebody, what has something particular that they named first.

    What may lack something that they need comes last. Apart from that, the order is that of the ranking.
    """
    spoken = [one for one in found if not wish.said_something or wish.speaks(one.index, one.row)]

    def order(one: Candidate) -> tuple[bool, bool]:
        return bool(wants.access & ~int(one.index.access[one.row])), not wish.is_particular(one.index, one.row)

    return sorted(spoken, key=order)
