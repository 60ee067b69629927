"""From a text to what is heard in it: each thing with its code, whether it is wished or refused, how sure that is, and where it stands."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from matching.preferences.understanding import ages, distress, times, tokens, tongues
from matching.preferences.understanding.lexicon import Found, lexicon
from matching.preferences.understanding.scope import Scope, scopes
from matching.preferences.understanding.tokens import Token

LONGEST: Final = 2000
"""Signs of a text that are read."""
NEEDS: Final = ("access:", "avoid:")
"""Kinds of codes that say what somebody needs: "no need of parking" refuses nothing."""
OF_WHOM: Final = ("cause:", "age:", "access:", "activity:", "skill:", "lang:", "avoid:")
"""Kinds of codes that are not the person's own where somebody of their family is spoken of."""
ANYTHING: Final = "cause:anything"
TIMES: Final = ("day:", "part:")
FIRST_WORDS: Final = 3
"""How many words of a text in another language are quoted."""
OWN_NO: Final = frozenset({"not", "no", "never", "nothing", "dont", "cant", "cannot", "wont"})
"""Words with which a phrase begins that says no by itself."""
APART: Final = re.compile(
    r"[.;,!?\n]+|\band\b|(?<!\banything )(?<!\beverything )(?<!\bnothing )\bbut\b", flags=re.IGNORECASE
)
"""What parts the clauses of a text."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing heard: its code ("activity:fix", "part:0"), wished or refused, sure or a guess, from sign `start` up to `end`."""

    code: str
    wished: bool
    sure: bool
    start: int
    end: int
    is_part: bool = False
    """Whether only a part of what is wished elsewhere is refused: that leaves the wish."""

    @property
    def key(self) -> str:
        """The key by which a correction names it."""
        return self.code if self.wished else f"not:{self.code}"

    def quote(self, text: str) -> str:
        """Return the words of the text in which it was heard."""
        return text[self.start : self.end]


def hear(text: str, corrected: Iterable[str] = ()) -> tuple[Heard, ...]:
    """Return what is heard in a text, each thing once, in order of mention, without what the person put right.

    Of what is both wished and refused, the refusal counts, unless it refuses only a part of what is wished. Where help is
    needed, nothing else is heard as wished: once the person says that they need none, it is.
    """
    return _once(without(mentions(text), corrected))


@lru_cache(maxsize=1)
def mentions(text: str) -> tuple[Heard, ...]:
    """Return everything heard in a text, as often as it stands there, in order."""
    words, known = tokens.of(text[:LONGEST]), lexicon()
    if spoken := tongues.of(text[:LONGEST], words):
        return _written_in(spoken, words, text)
    plain = known.speller.mended(words)
    found = known.book.find(plain)
    scoped = scopes(plain, sorted([*found, *times.clock(plain, found)], key=lambda one: one.start))
    parts = {one.start for one, scope in scoped if scope.is_part}
    everything = [*_said(plain, scoped), *ages.found(plain), *distress.found(plain, known.distress, found)]
    heard = [
        Heard(code, wished, sure, plain[start].start, plain[end - 1].end, not wished and start in parts)
        for code, wished, sure, start, end in everything
    ]
    return tuple(sorted(heard, key=lambda one: (one.start, one.code)))


def tongue(text: str) -> str:
    """Return the code of the language that a text is in; "" for English, Welsh, or where it can't be told."""
    return tongues.of(text[:LONGEST], tokens.of(text[:LONGEST]))


def _written_in(spoken: str, words: Sequence[Token], text: str) -> tuple[Heard, ...]:
    """Return the one thing that is known of a text in another language: that they speak it, quoting how it begins."""
    end = words[min(len(words), FIRST_WORDS) - 1].end if words else min(len(text), FIRST_WORDS)
    return (Heard(f"lang:{spoken}", True, True, words[0].start if words else 0, end),)


def clause_of(text: str, at: int) -> int:
    """Return the number of the clause of a text in which a sign stands, counted from 0."""
    return bisect_right(_clause_ends(text[:LONGEST]), at)


@lru_cache(maxsize=1)
def _clause_ends(text: str) -> tuple[int, ...]:
    return tuple(mark.end() for mark in APART.finditer(text))


def wished_text(text: str) -> str:
    """Return a text without the clauses that refuse something, say what somebody needs, or tell of distress."""
    text = text[:LONGEST]
    apart = [(mark.start(), mark.end()) for mark in APART.finditer(text)]
    begins, ends = [0, *(end for _start, end in apart)], [*(start for start, _end in apart), len(text)]
    left_out = {
        clause_of(text, one.start)
        for one in mentions(text)
        if not one.wished or one.code.startswith(NEEDS) or one.code == distress.CRISIS
    }
    turned = {clause_of(text, at) for at in refusals(text)}
    kept = (text[a:b].strip() for n, (a, b) in enumerate(zip(begins, ends, strict=True)) if n not in left_out | turned)
    return ". ".join(part for part in kept if part)


@lru_cache(maxsize=1)
def refusals(text: str) -> tuple[int, ...]:
    """Return where words stand that refuse something, whatever it is."""
    known = lexicon()
    plain = known.speller.mended(tokens.of(text[:LONGEST]))
    turns = ("cue:refuse", "cue:refuse_before", "cue:refuse_last")
    return tuple(plain[one.start].start for one in known.book.find(plain) if one.cue in turns)


Said = tuple[str, bool, bool, int, int]
"""A code, wished, sure, the first token and the one after the last."""


def _said(words: Sequence[Token], scoped: Iterable[tuple[Found, Scope]]) -> Iterable[Said]:
    for one, scope in scoped:
        for line in one.lines:
            if line.is_vague and not (scope.is_refused or scope.is_refused_after):
                continue
            for code in line.codes:
                if not code.startswith(("cue:", "sense:")) and _counts(code, scope) and _is_said(code, one, scope):
                    says_no = words[one.start].norm in OWN_NO
                    yield _one(code, line.is_refused, line.is_sure, scope, one, says_no=says_no)


def _is_said(code: str, one: Found, scope: Scope) -> bool:
    """Whether a refusal means all of what a code stands for: "not before ten" leaves much of the morning."""
    is_refused = scope.is_refused or scope.is_refused_after
    return one.refused is None or not is_refused or code in one.refused


def _counts(code: str, scope: Scope) -> bool:
    """Whether the code says something of the person at all, where it stands."""
    if scope.is_excepted:
        return False
    if scope.of_family and code.startswith(OF_WHOM):
        return False
    if scope.is_busy and code.startswith(TIMES):
        return False
    if code == ANYTHING and scope.is_refused:
        return False  # "not cleaning, whatever else" leaves nothing else out
    if code.startswith("skill:") and (scope.is_refused or scope.is_refused_after):
        return False  # "no more cooking" refuses to do it; being good at it is no matter of liking
    return not (scope.is_refused and code.startswith(NEEDS))


def _one(code: str, is_refused: bool, is_sure: bool, scope: Scope, one: Found, *, says_no: bool) -> Said:
    """Return what is said; a phrase that `says_no` itself ("not on my own") is not turned by a "but" before it."""
    if says_no and not is_refused:
        return code, True, is_sure and scope.is_sure, one.start, one.end
    is_refused = is_refused or scope.is_refused or (scope.is_refused_after and not code.startswith(NEEDS))
    return code, not is_refused, is_sure and (scope.is_sure or code.startswith(NEEDS)), one.start, one.end


def _once(heard: Iterable[Heard]) -> tuple[Heard, ...]:
    best: dict[str, Heard] = {}
    heard = list(heard)
    liked = {one.code for one in heard if one.wished and one.sure}
    for one in sorted(heard, key=lambda one: one.start):
        if one.is_part and one.code in liked:
            continue
        before = best.get(one.code)
        if before is None or (one.sure, not one.wished) > (before.sure, not before.wished):
            best[one.code] = one
    kept = sorted(best.values(), key=lambda one: (one.start, one.code))
    if distress.CRISIS in best:
        kept = [one for one in kept if not one.wished or one.code == distress.CRISIS]
    return tuple(kept)


YES: Final = "yes:"
"""Begins the key of a guess that the person said is right."""


def without(heard: Iterable[Heard], keys: Iterable[str]) -> tuple[Heard, ...]:
    """Return what is heard without what the person put right, and with the guesses they said are right as sure."""
    known = set(keys)
    left = (one for one in heard if one.key not in known)
    return tuple(replace(one, sure=True) if f"{YES}{one.key}" in known else one for one in left)
