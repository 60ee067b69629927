"""The phrase grammar of the lexicon: what a line of its files finds in a text.

A line is words in a row. What may stand in it:

- `chat`        the word, and its plural
- `chat~`       any form: chats, chatted, chatting, chatty is not one
- `=chat`       this word alone
- `old|older`   one of these
- `[the]`       may be there or not
- `..`          up to four words of any kind, within the sentence part
- `0`           a number in figures
- `$`           the end of a sentence part; `$|and`, that or a word
- `sofa|night_bus`   a phrase among words
- `{people}`    one of a named set (`sets.yaml`)
- `visit~ > older`   what stands after `>` must follow, but is not part of what is found; before `<`, it must stand before
- `tai chi / judo`   either of these phrases, where `|` joins only words; on either side of `<` and `>`, too
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from matching.preferences.understanding.tokens import Token

NUMBER: Final = "0"
GAP: Final = 4
"""Words that `..` may skip."""
VOWELS: Final = frozenset("aeiou")
LONGEST_DOUBLED: Final = 6
WORD: Final = r"(?:=?[a-z]+(?:_=?[a-z]+)*|=?[a-z]+~|[a-z]*\d+[a-z]*|\$)"
PIECE: Final = re.compile(rf"\.\.|{WORD}(?:\|{WORD})*|\[{WORD}(?:\|{WORD})*\]")
"""What may stand between the spaces of a line once its sets are filled in."""


class BadPattern(Exception):
    """A line of the lexicon that nothing can match."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of some words, any number, or one of some phrases, each with the forms of its words."""

    forms: frozenset[str]
    is_number: bool = False
    is_optional: bool = False
    phrases: tuple[tuple[frozenset[str], ...], ...] = ()
    or_end: bool = False
    """Whether the end of the sentence part may stand in its place."""

    def fits(self, token: Token) -> bool:
        """Whether a token is one of them."""
        return token.norm in self.forms or (self.is_number and token.is_number)

    def all_forms(self) -> frozenset[str]:
        """Return its words and those of its phrases."""
        return self.forms.union(*(forms for phrase in self.phrases for forms in phrase))

    @property
    def may_miss(self) -> bool:
        """Whether it may stand there without any of its words."""
        return self.is_optional or self.is_number or self.or_end

    @property
    def most(self) -> int:
        """The most words that it may be."""
        return max((len(phrase) for phrase in self.phrases), default=1)


@dataclass(frozen=True, slots=True)
class Skip:
    """Up to some words of any kind."""

    most: int = GAP


@dataclass(frozen=True, slots=True)
class End:
    """The end of a sentence part."""


Part = Words | Skip | End


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line, parsed: what must stand before, what is found, what must follow. `source` is the line."""

    before: tuple[Part, ...]
    core: tuple[Part, ...]
    after: tuple[Part, ...]
    source: str

    @property
    def has_gap(self) -> bool:
        """Whether any words may stand within what is found."""
        return any(isinstance(part, Skip) for part in self.core)

    @property
    def least(self) -> int:
        """Parts of what is found that must be there."""
        return sum(not (isinstance(part, Words) and part.is_optional) for part in self.core)

    def forms(self) -> frozenset[str]:
        """Return all words that stand in it."""
        parts = (*self.before, *self.core, *self.after)
        return frozenset().union(*(part.all_forms() for part in parts if isinstance(part, Words)))

    def needs(self) -> tuple[frozenset[str], ...]:
        """Return the words of which it must have one, part by part, but for that with which it begins."""
        parts = (*self.before, *self.core[1:], *self.after)
        must = [part for part in parts if isinstance(part, Words) and not part.may_miss]
        return tuple(sorted((part.all_forms() for part in must), key=len)[:2])

    def match(self, tokens: Sequence[Token], at: int) -> int | None:
        """Return where the found words end if the pattern matches with its core at this token, else None."""
        if self.before and not self._stands_before(tokens, at):
            return None
        best = at
        for end in _ends(self.core, tokens, at, at):
            if end > best and (not self.after or _any_end(self.after, tokens, end)):
                best = end
        return best if best > at else None

    def _stands_before(self, tokens: Sequence[Token], at: int) -> bool:
        if at == 0 or tokens[at].gap:
            return False
        longest = sum(part.most for part in self.before if not isinstance(part, End))
        return any(at in _ends(self.before, tokens, begin, begin) for begin in range(max(0, at - longest), at))


def _any_end(parts: tuple[Part, ...], tokens: Sequence[Token], at: int) -> bool:
    return any(True for _end in _ends(parts, tokens, at, NOWHERE))


NOWHERE: Final = -1


def _ends(parts: tuple[Part, ...], tokens: Sequence[Token], at: int, begin: int) -> Iterator[int]:
    """Yield every place at which the parts can end. No comma lies between their words, but one may stand before the word at `begin`."""
    if not parts:
        yield at
        return
    part, rest = parts[0], parts[1:]
    if isinstance(part, Skip):
        yield from _ends(rest, tokens, at, begin)
        for next_at in range(at, min(at + part.most, len(tokens))):
            if tokens[next_at].gap and next_at != begin:
                return
            yield from _ends(rest, tokens, next_at + 1, begin)
        return
    if isinstance(part, End):
        if at == len(tokens) or tokens[at].gap:
            yield from _ends(rest, tokens, at, begin)
        return
    if part.is_optional or (part.or_end and (at == len(tokens) or tokens[at].gap)):
        yield from _ends(rest, tokens, at, begin)
    if at < len(tokens) and (not tokens[at].gap or at == begin):
        if part.fits(tokens[at]):
            yield from _ends(rest, tokens, at + 1, begin)
        for phrase in part.phrases:
            if tokens[at].norm in phrase[0] and _follows(phrase[1:], tokens, at + 1):
                yield from _ends(rest, tokens, at + len(phrase), begin)


def _follows(phrase: Sequence[frozenset[str]], tokens: Sequence[Token], at: int) -> bool:
    words = tokens[at : at + len(phrase)]
    fit = all(word.norm in forms and not word.gap for word, forms in zip(words, phrase, strict=False))
    return len(words) == len(phrase) and fit


@cache
def forms(word: str) -> frozenset[str]:
    """Return the forms that `word~` finds: plural, -ed, -ing, -er, and "-in" as it is often written."""
    found = {word, f"{word}s", f"{word}es", f"{word}e"}
    stems = {word}
    if word.endswith("e"):
        stems = {word[:-1]}
        found |= {f"{word}d", f"{word}r", f"{word}rs"}
    elif word.endswith("y") and word[-2:-1] not in VOWELS:
        found |= {f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word[:-1]}ier"}
    elif _doubles(word):
        stems |= {word + word[-1]}
    for stem in stems:
        found |= {f"{stem}{ending}" for ending in ("ing", "ings", "in")}
        if not word.endswith("e"):
            found |= {f"{stem}ed", f"{stem}er", f"{stem}ers"}
    return frozenset(found)


def _doubles(word: str) -> bool:
    short = len(word) <= LONGEST_DOUBLED
    return short and len(word) > 2 and word[-1] not in VOWELS | {"w", "x", "y"} and word[-2] in VOWELS


def plural(word: str) -> frozenset[str]:
    """Return a word and its plural, which is also its possessive."""
    found = {word, f"{word}s"}
    if word.endswith(("s", "x", "ch", "sh")):
        found.add(f"{word}es")
    elif word.endswith("y") and len(word) > 3 and word[-2] not in VOWELS:
        found.add(f"{word[:-1]}ies")
    return frozenset(found)


def parse(line: str, sets: Mapping[str, Sequence[str]]) -> tuple[Pattern, ...]:
    """Return the patterns of a line: one, or one for each way of choosing among its phrases. Raises BadPattern."""
    return tuple(_one(expanded, line) for expanded in _expanded(line, sets))


def _expanded(line: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    if " / " in line:
        sides = [side if side in ("<", ">") else side.split(" / ") for side in re.split(r" ([<>]) ", line)]
        for chosen in product(*([side] if isinstance(side, str) else side for side in sides)):
            yield from _expanded(" ".join(chosen), sets)
        return
    yield " ".join(_with_sets(piece, line, sets) for piece in line.split())


def _with_sets(piece: str, line: str, sets: Mapping[str, Sequence[str]]) -> str:
    """Return a piece with the words of its sets in place of their names, and "_" between the words of a phrase."""
    if "{" not in piece:
        return piece
    is_optional = piece.startswith("[") and piece.endswith("]")
    words: list[str] = []
    for part in (piece[1:-1] if is_optional else piece).split("|"):
        name = part[1:-1] if part.startswith("{") and part.endswith("}") else None
        if name is not None and name not in sets:
            raise BadPattern(f"“{line}”: there is no set “{name}”.")
        words += sets[name] if name is not None else [part]
    together = "|".join(word.replace(" ", "_") for word in words)
    return f"[{together}]" if is_optional else together


def _one(line: str, source: str) -> Pattern:
    rest, _sign, after = line.partition(" > ")
    before, sign, core = rest.rpartition(" < ")
    if not sign:
        before = ""
    parsed = tuple(tuple(map(_part, side.split())) for side in (before, core, after))
    if not parsed[1] or not isinstance(parsed[1][0], Words) or {"<", ">"} & set(core.split()):
        raise BadPattern(f"“{source}”: a line begins with a word.")
    return Pattern(parsed[0], parsed[1], parsed[2], source)


def _part(piece: str) -> Part:
    """Return what a piece finds. Raises BadPattern for one that no text can have: "it's", "long-term", "[a", "café"."""
    if not PIECE.fullmatch(piece):
        raise BadPattern(f"“{piece}” can stand in no line: words are plain letters, and [] holds one piece.")
    if piece == "..":
        return Skip()
    if piece == "$":
        return End()
    optional = piece.startswith("[") and piece.endswith("]")
    words = (piece[1:-1] if optional else piece).split("|")
    found: set[str] = set()
    phrases: list[tuple[frozenset[str], ...]] = []
    for word in words:
        if "_" in word:
            phrases.append(tuple(plural(one.removeprefix("=")) for one in word.split("_")))
        elif word.endswith("~"):
            found |= forms(word[:-1])
        elif word.startswith("="):
            found.add(word[1:])
        elif word not in (NUMBER, "$"):
            found |= plural(word)
    return Words(frozenset(found), NUMBER in words, optional, tuple(phrases), "$" in words)


def begins_with(pattern: Pattern) -> Iterable[str]:
    """Return the words with which the found part may begin; "0" for a number."""
    for part in pattern.core:
        if not isinstance(part, Words):
            return
        yield from part.forms
        yield from {form for phrase in part.phrases for form in phrase[0]}
        if part.is_number:
            yield NUMBER
        if not part.is_optional:
            return
