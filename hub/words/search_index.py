"""An in-memory index of stems: which thing has which stem, with which score. Plain values, no queries.

The score depends on how rare a stem is and where it occurs (a title counts more than a body). It is the same on every
database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Final

from hub.words import folding, spelling, synonyms

TITLE: Final = 3.0
NAME: Final = 2.0
BODY: Final = 1.0
MEANT: Final = 0.8
"""The weight of a corrected word, relative to one typed."""
SAME: Final = 0.6
"""The weight of a synonym."""
LONGEST: Final = 8
"""The number of words of a query that are used."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Thing:
    """Something that can be found: its kind ("opportunity", "organisation", "step", "story", "page") and its key."""

    kind: str
    pk: int


@dataclass(frozen=True)
class Text:
    """The stems of a thing: of its title, of its owner, and of the rest."""

    thing: Thing
    title: Iterable[str]
    name: Iterable[str] = ()
    body: Iterable[str] = ()


@dataclass(frozen=True)
class Index:
    """Things by their stems: {stem: {position of the thing: score}}."""

    things: tuple[Thing, ...]
    postings: Mapping[str, Mapping[int, float]]

    @classmethod
    def build(cls, texts: Iterable[Text]) -> "Index":
        """Return the index of some texts."""
        things: list[Thing] = []
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        for place, text in enumerate(texts):
            things.append(text.thing)
            for stems, weight in ((text.body, BODY), (text.name, NAME), (text.title, TITLE)):
                for stem in stems:
                    postings[stem][place] = weight
        return cls(tuple(things), dict(postings))

    def rarity(self, stem: str) -> float:
        """Return the weight of a stem: 0 for one that no thing has, higher the fewer things have it."""
        having = len(self.postings.get(stem, ()))
        return log(1 + len(self.things) / having) if having else 0.0


@dataclass
class Asked:
    """A parsed query, word by word, with what each may mean: {phrase: weight}."""

    words: list[str]
    meanings: list[dict[Phrase, float]] = field(default_factory=list)
    meant: dict[str, str] = field(default_factory=dict)
    """Unknown words, with the known one that replaces each."""


def read(text: str, index: Index) -> Asked:
    """Parse a query: each word as typed, with corrected spelling, and with its synonyms."""
    query = Asked(folding.stems(text)[:LONGEST])
    likely = []
    for word in query.words:
        meaning: dict[Phrase, float] = {(word,): 1.0}
        known = [word] if word in index.postings or _is_said(word) else spelling.nearest(word, _known(index))
        for other in known:
            meaning.setdefault((other,), MEANT)
        if known and word not in known:
            query.meant[word] = max(known, key=lambda one: (len(index.postings.get(one, ())), one))
        likely.append(known)
        query.meanings.append(meaning)
    _add_synonyms(query, likely)
    return query


def _is_said(word: str) -> bool:
    return any((word,) == phrase for circle in synonyms.circles() for phrase in circle)


def _known(index: Index) -> Iterable[str]:
    return {*index.postings, *(stem for circle in synonyms.circles() for phrase in circle for stem in phrase)}


def _add_synonyms(query: Asked, likely: list[list[str]]) -> None:
    """Add to each word the other phrases of the synonym groups that a part of the query belongs to."""
    every = {word for words in likely for word in words}
    for circle in synonyms.circles():
        said = [phrase for phrase in circle if every.issuperset(phrase)]
        inside = {stem for phrase in said for stem in phrase}
        for words, meaning in zip(likely, query.meanings, strict=True):
            if inside & set(words):
                for phrase in circle:
                    meaning.setdefault(phrase, SAME)


def rank(index: Index, query: Asked, *, top: int) -> list[Thing]:
    """Return the best matches first; those that have more of the words come before others."""
    scores: defaultdict[int, float] = defaultdict(float)
    covered: defaultdict[int, float] = defaultdict(float)
    for meaning in query.meanings:
        best: dict[int, tuple[float, float]] = {}
        for phrase, weight in meaning.items():
            for place, score in _having(index, phrase).items():
                best[place] = max(best.get(place, (0.0, 0.0)), (score * weight, weight))
        for place, (score, weight) in best.items():
            scores[place] += score
            covered[place] += weight
    of = len(query.meanings) or 1
    ranked = sorted(scores, key=lambda place: (-scores[place] * (covered[place] / of) ** 2, place))
    return [index.things[place] for place in ranked[:top]]


def _having(index: Index, phrase: Phrase) -> dict[int, float]:
    """Return the things that have every stem of a phrase, with the mean score of its stems."""
    first, *rest = (index.postings.get(stem, {}) for stem in phrase)
    places = set(first).intersection(*rest)
    rarity = [index.rarity(stem) for stem in phrase]
    return {
        place: sum(r * index.postings[stem][place] for stem, r in zip(phrase, rarity, strict=True)) / len(phrase)
        for place in places
    }
