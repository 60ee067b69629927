"""The phrase grammar of the lexicon: what a line of its files finds in a text.

A line is words in a row. What may stand in it:

- `chat`        the word, and its plural
- `chat~`       any form: chats, chatted, chatting, chatty is not one
- `=chat`       this word alone
- `old|older`   one of these
- `[the]`       may be there or not
- `..`          up to four words of any kind, within the sentence part
- `0`           a number in figures
- `$`           the end of a sentence part
- `{people}`    one of a named set (`sets.yaml`)
- `visit~ > older`   what stands after `>` must follow, but is not part of what is found; before `<`, it must stand before
"""

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


class BadPattern(Exception):
    """A line of the lexicon that nothing can match."""


@dataclass(frozen=True, slots=True)
class Words:
    """One of some words; `None` stands for any number."""

    forms: frozenset[str]
    is_number: bool = False
    is_optional: bool = False

    def fits(self, token: Token) -> bool:
        """Whether a token is one of them."""
        return token.norm in self.forms or (self.is_number and token.is_number)


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

    def forms(self) -> frozenset[str]:
        """Return all words that stand in it."""
        parts = (*self.before, *self.core, *self.after)
        return frozenset().union(*(part.forms for part in parts if isinstance(part, Words)))

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
        longest = len(self.before) + GAP * sum(isinstance(part, Skip) for part in self.before)
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
    if part.is_optional:
        yield from _ends(rest, tokens, at, begin)
    if at < len(tokens) and part.fits(tokens[at]) and (not tokens[at].gap or at == begin):
        yield from _ends(rest, tokens, at + 1, begin)


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
    """Return the patterns of a line: one, or one for each way of putting phrases of named sets in. Raises BadPattern."""
    return tuple(_one(expanded, line) for expanded in _expanded(line, sets))


def _expanded(line: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    pieces = [_alternatives(piece, line, sets) for piece in line.split()]
    yield from (" ".join(chosen) for chosen in product(*pieces))


def _alternatives(piece: str, line: str, sets: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what may stand in the place of a piece: its words as one piece, and each phrase of several words."""
    if "{" not in piece:
        return [piece]
    is_optional = piece.startswith("[") and piece.endswith("]")
    words: list[str] = []
    for part in (piece[1:-1] if is_optional else piece).split("|"):
        name = part[1:-1] if part.startswith("{") and part.endswith("}") else None
        if name is not None and name not in sets:
            raise BadPattern(f"“{line}”: there is no set “{name}”.")
        words += sets[name] if name is not None else [part]
    single, several = [word for word in words if " " not in word], [word for word in words if " " in word]
    together = f"[{'|'.join(single)}]" if is_optional else "|".join(single)
    return [together] * bool(single) + several


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
    if piece == "..":
        return Skip()
    if piece == "$":
        return End()
    optional = piece.startswith("[") and piece.endswith("]")
    words = (piece[1:-1] if optional else piece).split("|")
    found: set[str] = set()
    for word in words:
        if word.endswith("~"):
            found |= forms(word[:-1])
        elif word.startswith("="):
            found.add(word[1:])
        elif word != NUMBER:
            found |= plural(word)
    return Words(frozenset(found), is_number=NUMBER in words, is_optional=optional)


def begins_with(pattern: Pattern) -> Iterable[str]:
    """Return the words with which the found part may begin; "0" for a number."""
    for part in pattern.core:
        if not isinstance(part, Words):
            return
        yield from part.forms
        if part.is_number:
            yield NUMBER
        if not part.is_optional:
            return
