"""Spelling: slang and rough writing that is listed, and words a letter or two away from one of the lexicon that are no English words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from symspellpy import SymSpell, Verbosity

from hub.core import content
from hub.words.spelling import english
from matching.preferences.understanding.tokens import Token

CONTENT: Final = Path(__file__).parent / "content"
SHORTEST: Final = 5
"""Letters that a word has at least whose spelling is mended."""
TWO_FROM: Final = 8
"""Letters from which two may be wrong."""


@cache
def listed() -> dict[str, str]:
    """Return the words of the list as they are written → as they are meant; a meaning may be several words."""
    table = content.read(CONTENT / "spelling.yaml", dict[str, str])
    return {written: meant for meant, ways in table.items() for written in ways.split()}


class Speller:
    """Mends words that the lexicon does not know."""

    def __init__(self, known: frozenset[str], *, fixed: frozenset[str]) -> None:
        """`known` are the words of the lexicon. `fixed` are those to which nothing is mended: what turns a meaning round."""
        self.known = known
        self._nearest = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in sorted(known - fixed):
            if len(word) >= SHORTEST:
                self._nearest.create_dictionary_entry(word, 1)

    def mended(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """Return the tokens with their spelling mended; of several words that one stands for, each has its place."""
        has_names = 2 * sum(token.is_name for token in tokens) < len(tokens)
        return tuple(one for token in tokens for one in self._mended(token, is_name=has_names and token.is_name))

    def _mended(self, token: Token, *, is_name: bool) -> Iterable[Token]:
        """Where Most Words Are Written Like This, a capital does not make a name."""
        meant = listed().get(token.norm) or ("" if is_name else self._near(token))
        if not meant:
            yield token
            return
        for place, word in enumerate(meant.split()):
            yield replace(token, norm=word, gap=token.gap if place == 0 else "")

    def _near(self, token: Token) -> str:
        """Return the nearest word of the lexicon with the same first letter; "" if the word is one, or if two are as near."""
        word = token.norm
        if len(word) < SHORTEST or token.is_number or word in self.known or word in english() or not word.isascii():
            return ""
        if word.endswith("z") and f"{word[:-1]}s" in self.known:
            return f"{word[:-1]}s"
        most = 2 if len(word) >= TWO_FROM else 1
        found = [one for one in self._nearest.lookup(word, Verbosity.CLOSEST, most) if one.term[0] == word[0]]
        return str(found[0].term) if len(found) == 1 else ""
