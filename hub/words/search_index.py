"""An in-memory index of stems: which thing has which stem, with which score. Plain values, no queries.

The score depends on how rare a stem is and where it occurs (a title counts more than a body). It is the same on every
database, and for every page that asks: what is found, and in which order.
"""

from collections import Counter, defaultdict
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
TITLED: Final = 0.5
"""How much more a thing counts whose whole title was typed."""
MOST_OF: Final = 0.75
"""What a thing needs, of what the best one has of the words, to be found: a rare word is more of them than a common one."""
HALF_OF: Final = 0.5
"""What is enough where fewer than FEW things have most of the words."""
FEW: Final = 5
LONGEST: Final = 8
"""The number of words of a query that are used."""
BEGUN: Final = 3
"""Letters from which the beginning of a word is enough."""
FILLERS: Final = frozenset(
    "any get give go going good has have he her him his how id im ive looking much need needs out people she somewhere someone "
    "somebody take that them they this up us volunteer volunteering what when where who why".split()
)
"""Words of a sentence around what it is about, or that fit everything here. They count where nothing else was typed."""

_FILLING: Final = frozenset(map(folding.stem, FILLERS))

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Thing:
    """Something that can be found: its kind ("opportunity", "organisation", "step", "story", "page") and its key."""

    kind: str
    pk: int


@dataclass(frozen=True)
class Text:
    """The words of a thing: its title, the name of who offers it, and the rest."""

    thing: Thing
    title: str
    name: str = ""
    body: str = ""


@dataclass(frozen=True)
class Index:
    """Things by their stems: {stem: {position of the thing: score}}."""

    things: tuple[Thing, ...]
    postings: Mapping[str, Mapping[int, float]]
    titles: tuple[int, ...]
    """The number of stems in the title of each thing."""
    named: Mapping[Phrase, tuple[int, ...]]
    """The things that those of a name offer."""
    names: Mapping[str, int]
    """For each stem of a name, how many things are offered under it."""
    proper: frozenset[str]
    """Stems of names that are no common words."""
    words: Mapping[str, str]
    """Every word as it is written, with its stem."""

    @classmethod
    def build(cls, texts: Iterable[Text]) -> "Index":
        """Return the index of some texts."""
        things, titles = [], []
        postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        named: defaultdict[Phrase, list[int]] = defaultdict(list)
        words = {word: folding.stem(word) for word in synonyms.words()}
        names: Counter[str] = Counter()
        proper: set[str] = set()
        for place, text in enumerate(texts):
            things.append(text.thing)
            titles.append(len(folding.stems(text.title)))
            name = folding.words(text.name)
            if name:
                named[tuple(map(folding.stem, name))].append(place)
                words.update((word, folding.stem(word)) for word in name)
                names.update(map(folding.stem, name))
                proper.update(folding.stem(word) for word in name if word not in spelling.english())
            for said, weight in ((text.body, BODY), (text.title, TITLE)):
                for word in folding.words(said):
                    stem = words[word] = folding.stem(word)
                    postings[stem][place] = weight
        whole = {name: tuple(places) for name, places in named.items()}
        return cls(tuple(things), dict(postings), tuple(titles), whole, names, frozenset(proper), words)

    def rarity(self, stem: str) -> float:
        """Return the weight of a stem: 0 for one that no thing has, higher the fewer things have it."""
        having = len(self.postings.get(stem, ())) or self.names.get(stem, 0)
        return log(1 + len(self.things) / having) if having else 0.0


@dataclass
class Asked:
    """A parsed query, word by word, with what each may mean: {phrase: weight}."""

    words: list[str]
    likely: list[list[str]] = field(default_factory=list)
    """The stems that each word stands for."""
    meanings: list[dict[Phrase, float]] = field(default_factory=list)
    meant: dict[str, str] = field(default_factory=dict)
    """Unknown words, with the known one that replaces each."""

    @property
    def spoken_for(self) -> tuple[tuple[str, ...], ...]:
        """For each word, the stems that speak for it: typed, then meant, then the same in other words."""
        ordered = (sorted(meaning.items(), key=lambda one: -one[1]) for meaning in self.meanings)
        return tuple(tuple(dict.fromkeys(stem for phrase, _w in word for stem in phrase)) for word in ordered)


def read(text: str, index: Index) -> Asked:
    """Parse a query: each word as typed, with corrected spelling, and with its synonyms."""
    words = {folding.stem(word): (word, _known(word, index)) for word in folding.words(text)[: 2 * LONGEST]}
    telling = {stem: one for stem, one in words.items() if one[0] not in FILLERS and not _FILLING.issuperset(one[1])}
    query = Asked([])
    for stem, (_word, known) in list((telling or words).items())[:LONGEST]:
        query.words.append(stem)
        query.likely.append(known)
        meaning: dict[Phrase, float] = {(other,): MEANT for other in known}
        query.meanings.append(meaning | {(stem,): 1.0})
        if known and not any(other.startswith(stem) for other in known):
            query.meant[stem] = max(known, key=lambda one: (len(index.postings.get(one, ())), one))
    _add_synonyms(query)
    return query


def _known(word: str, index: Index) -> list[str]:
    """Return the stems that a word stands for: its own; else those of words that begin with it; else of the nearest."""
    stem = folding.stem(word)
    if word.isdigit() or stem in index.postings or stem in index.names or (stem,) in synonyms.phrases():
        return [stem]
    near = spelling.nearest(word, index.words)
    if word not in spelling.english():
        begun = [other for other in index.words if other.startswith(word)] if len(word) >= BEGUN else []
        near = begun or near or spelling.nearest(stem, index.words.values())
    return list(dict.fromkeys(index.words.get(other, other) for other in near))


def _add_synonyms(query: Asked) -> None:
    """Add to each word the other phrases of the synonym groups that a part of the query belongs to."""
    every = {stem for stems in query.likely for stem in stems}
    for circle in synonyms.circles():
        said = [phrase for phrase in circle if every.issuperset(phrase)]
        inside = {stem for phrase in said for stem in phrase}
        for stems, meaning in zip(query.likely, query.meanings, strict=True):
            if inside & set(stems):
                for phrase in circle:
                    meaning.setdefault(phrase, SAME)


@dataclass
class _Match:
    """How well one thing fits: the score of its words, how much of the query they are, and how much of its title."""

    score: float = 0.0
    said: float = 0.0
    """The share of the query that it has, in any words."""
    close: float = 0.0
    """The same share, where a synonym is less than a word that was typed."""
    titled: float = 0.0

    def fit(self, title: int) -> float:
        """Return the number to rank by."""
        return self.score * self.close**2 * (1 + TITLED * min(1.0, self.titled / max(1, title)))


def rank(index: Index, query: Asked) -> list[Thing]:
    """Return what has most of what was asked for, the best matches first."""
    matches: defaultdict[int, _Match] = defaultdict(_Match)
    told = [
        max((index.rarity(stem) for phrase in meaning for stem in phrase), default=0.0) for meaning in query.meanings
    ]
    names = [name for name in index.named if _is_typed(index, name, query)]
    for stems, meaning, weight in zip(query.likely, query.meanings, told, strict=True):
        best = _best(index, meaning)
        _add_names(index, names, stems, best)
        for place, (score, near, titled) in best.items():
            match = matches[place]
            match.score += score
            match.titled += titled
            match.said += weight / sum(told)
            match.close += near * weight / sum(told)
    found = _enough(matches)
    found.sort(key=lambda place: (-matches[place].fit(index.titles[place]), place))
    return [index.things[place] for place in found]


def _enough(matches: Mapping[int, _Match]) -> list[int]:
    """Return the things that have most of what was asked for; half of it, where those are few."""
    best = max((match.said for match in matches.values()), default=0.0)
    most, half = (
        [place for place, match in matches.items() if match.said >= share * best] for share in (MOST_OF, HALF_OF)
    )
    return most if len(most) >= FEW else half


Best = dict[int, tuple[float, float, int]]
"""Things that have a word: score, weight of the meaning, and stems of it in the title."""


def _best(index: Index, meaning: Mapping[Phrase, float]) -> Best:
    """Return the things that have a word, in the meaning that gives them most."""
    best: Best = {}
    for phrase, weight in meaning.items():
        for place, (score, titled) in _having(index, phrase).items():
            best[place] = max(best.get(place, (0.0, 0.0, 0)), (score * weight, weight, titled))
    return best


def _is_typed(index: Index, name: Phrase, query: Asked) -> bool:
    """Whether a name was typed: two of its words, or one that is no common word. A firm called Garden is no garden."""
    said = {stem for stems in query.likely for stem in stems if stem in name}
    return len(said) >= min(2, len(name)) or not index.proper.isdisjoint(said)


def _add_names(index: Index, names: Iterable[Phrase], stems: Iterable[str], best: Best) -> None:
    """Add what those with a typed name offer, where the name has this word."""
    for name in names:
        for stem in set(name).intersection(stems):
            for place in index.named[name]:
                best[place] = max(best.get(place, (0.0, 0.0, 0)), (NAME * index.rarity(stem), 1.0, 0))


def _having(index: Index, phrase: Phrase) -> dict[int, tuple[float, int]]:
    """Return the things that have every stem of a phrase, with the mean score of its stems, and how many are in the title."""
    first, *rest = (index.postings.get(stem, {}) for stem in phrase)
    rarity = [index.rarity(stem) for stem in phrase]
    found = {}
    for place in set(first).intersection(*rest):
        weights = [index.postings[stem][place] for stem in phrase]
        score = sum(r * weight for r, weight in zip(rarity, weights, strict=True)) / len(phrase)
        found[place] = score, weights.count(TITLE)
    return found
