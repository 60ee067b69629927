"""The lexicon: what people say, in the YAML files of `content/`, checked when they are read.

Each entry is a code, with the lines (see `patterns`) in which it is wished, those in which it is refused, and sentences that are its
tests. Some entries are no codes but cues: words that turn what stands around them (`cues.yaml`), or senses that mean none of our codes
(`senses.yaml`).
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from hub.core import content
from matching.preferences.understanding import patterns
from matching.preferences.understanding.patterns import Pattern
from matching.preferences.understanding.spelling import Speller, listed
from matching.preferences.understanding.tokens import Token

CONTENT: Final = Path(__file__).parent / "content"
CUES: Final = "cue:"
NO_SENSE: Final = "sense:nothing"
"""Words of ours that mean none of our codes where they stand."""
NESTED: Final = frozenset({"cause", "activity", "skill"})
"""Kinds of codes one of which may stand within the words of another."""
WITHIN: Final = {"often": frozenset({"day", "part"}), "lang": frozenset({"activity"})}
"""Kinds that may stand within the words of another kind: "a couple of [Saturdays] a month", "[translating] for Albanian families"."""


@dataclass(frozen=True)
class Says(content.Entry):
    """An entry of a file: lines that say it, lines that refuse it, lines that only may mean it, and examples."""

    say: list[str] = field(default_factory=list)
    refuse: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    vague: list[str] = field(default_factory=list)
    """Lines that are too vague to wish by, and clear enough where they are refused: "nothing with money"."""
    heard: list[str] = field(default_factory=list)
    """Sentences in which it is heard."""
    refused: list[str] = field(default_factory=list)
    """Sentences in which it is heard as refused."""
    not_heard: list[str] = field(default_factory=list)
    """Sentences in which it is not heard as wished."""


@dataclass(frozen=True, slots=True)
class Line:
    """A pattern and what it means: codes (or a cue), whether they are refused by themselves, whether they are sure."""

    pattern: Pattern
    codes: tuple[str, ...]
    is_refused: bool = False
    is_sure: bool = True
    is_vague: bool = False
    """Whether it counts only where it is refused."""


@dataclass(frozen=True, slots=True)
class Found:
    """Lines that match the same words: from token `start` up to `end`."""

    start: int
    end: int
    lines: tuple[Line, ...]
    refused: frozenset[str] | None = None
    """Of its codes, those that are refused where it is: "not before ten" leaves much of the morning. None for all."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of codes of its lines."""
        return frozenset(code.partition(":")[0] for line in self.lines for code in line.codes)

    def may_stand_in(self, other: "Found") -> bool:
        """Whether it counts though it stands within something longer: "helping [disabled kids] learn" says two things."""
        inside = other.start <= self.start and self.end <= other.end
        has_room = not self.kinds & other.kinds or any(
            line.pattern.has_gap or "{" in line.pattern.source for line in other.lines
        )
        if inside and len(other.kinds) == 1 and self.kinds <= WITHIN.get(min(other.kinds), frozenset()):
            return True
        return inside and has_room and self.kinds <= NESTED and other.kinds <= NESTED

    @property
    def cue(self) -> str:
        """The cue among them, "" for none. Of several, that of the longest line counts: "no" at an end refuses what stands before."""
        cues = [(line.pattern.least, code) for line in self.lines for code in line.codes if code.startswith(CUES)]
        return max(cues, key=lambda one: one[0])[1] if cues else ""


class Book:
    """Lines by the words with which they begin."""

    def __init__(self, lines: Iterable[Line]) -> None:
        """Index them."""
        by_word: dict[str, list[tuple[Line, tuple[frozenset[str], ...]]]] = {}
        for line in lines:
            needs = line.pattern.needs()
            for word in set(patterns.begins_with(line.pattern)):
                by_word.setdefault(word, []).append((line, needs))
        self._by_word = {word: tuple(found) for word, found in by_word.items()}

    def matches(self, tokens: Sequence[Token]) -> Iterator[tuple[int, int, Line]]:
        """Yield every match: its first token, the one after its last, and the line."""
        words = {token.norm for token in tokens}
        for at, token in enumerate(tokens):
            for line in self._beginning(token, words):
                end = line.pattern.match(tokens, at)
                if end is not None:
                    yield at, end, line

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """Return what stands in the text, in order. Of what overlaps, the longest is kept."""
        spans: dict[tuple[int, int], list[Line]] = {}
        for at, end, line in self.matches(tokens):
            spans.setdefault((at, end), []).append(line)
        kept: list[Found] = []
        for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            found = Found(start, end, _meant(spans[start, end]))
            if all(other.end <= start or end <= other.start or found.may_stand_in(other) for other in kept):
                kept.append(found)
        return sorted(kept, key=lambda found: (found.start, -found.end))

    def _beginning(self, token: Token, words: AbstractSet[str]) -> Iterable[Line]:
        """Yield the lines that may begin with a word in a text of such words."""
        found = self._by_word.get(token.norm, ())
        for line, needs in (*found, *self._by_word.get(patterns.NUMBER, ())) if token.is_number else found:
            for need in needs:
                if need.isdisjoint(words):
                    break
            else:
                yield line


def _meant(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return what lines of the same words mean: none of our codes where what stands around the words says so."""
    senses = [line for line in lines if line.codes == (NO_SENSE,) and (line.pattern.before or line.pattern.after)]
    return tuple(senses or lines)


@dataclass(frozen=True)
class Lexicon:
    """What is wished, refused or needed; what tells of distress; and the speller for the words of both."""

    book: Book
    distress: Book
    speller: Speller


def entries() -> dict[str, Says]:
    """Return the entries of all files by their codes: "activity:cook", "cue:refuse", or several with a space between."""
    found: dict[str, Says] = {}
    for path in sorted(CONTENT.glob("*.yaml")):
        if path.stem in ("sets", "spelling", "distress", "tongues"):
            continue
        for code, says in content.read(path, dict[str, Says]).items():
            if code in found:
                merged = {name: getattr(found[code], name) + getattr(says, name) for name in Says.__dataclass_fields__}
                says = Says(**merged)
            found[code] = says
    return found


@cache
def sets() -> dict[str, list[str]]:
    """Return the named sets of words."""
    return content.read(CONTENT / "sets.yaml", dict[str, list[str]])


@cache
def lexicon() -> Lexicon:
    """Return the lexicon, read once."""
    lines = [line for code, says in entries().items() for line in _lines(code.split(), says)]
    distress = [
        Line(pattern, (kind,))
        for kind, sayings in content.read(CONTENT / "distress.yaml", dict[str, list[str]]).items()
        for line in sayings
        for pattern in patterns.parse(line, sets())
    ]
    known = {word for meant in listed().values() for word in meant.split()}
    fixed: set[str] = set()
    for line in (*lines, *distress):
        forms = line.pattern.forms()
        known |= forms
        if line.codes[0].startswith(CUES):
            fixed |= forms
    return Lexicon(Book(lines), Book(distress), Speller(frozenset(known), fixed=frozenset(fixed)))


def _lines(codes: list[str], says: Says) -> Iterable[Line]:
    for lines, is_refused, is_sure in ((says.say, False, True), (says.refuse, True, True), (says.maybe, False, False)):
        for line in lines:
            for pattern in patterns.parse(line, sets()):
                yield Line(pattern, tuple(codes), is_refused, is_sure)
    for line in says.vague:
        for pattern in patterns.parse(line, sets()):
            yield Line(pattern, tuple(codes), is_vague=True)
