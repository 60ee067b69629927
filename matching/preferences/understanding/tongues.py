"""Which language a text is in, where it is neither English nor Welsh: what it says is not understood, and that can be said."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

from hub.core import content
from matching.preferences.understanding.tokens import Token

CONTENT: Final = Path(__file__).parent / "content" / "tongues.yaml"
ENGLISH: Final = "en"
FEWEST: Final = 4
"""Different words of a language that a text has at least."""
SHARE: Final = 0.4
"""The share of its words that they are at least."""
TWICE: Final = 2
"""How many times as many they are as English words, at least."""


@cache
def _words() -> dict[str, frozenset[str]]:
    """Return the common words of each language by its code."""
    tables = content.read(CONTENT, dict[str, dict[str, str | list[str]]])
    return {code: frozenset(str(words).replace("'", "").split()) for code, words in tables["words"].items()}


@cache
def _scripts() -> tuple[dict[str, list[str]], dict[str, str]]:
    """Return first and last sign of each script by a language that uses it, and signs that one language alone has."""
    tables = content.read(CONTENT, dict[str, dict[str, str | list[str]]])
    ranges = {code: [str(sign) for sign in ends] for code, ends in tables["scripts"].items()}
    return ranges, {code: str(signs) for code, signs in tables["signs"].items()}


def of(text: str, words: tuple[Token, ...]) -> str:
    """Return the code of the language, "" for English, Welsh, or where it can't be told."""
    return _by_script(text) or _by_words([word.norm for word in words])


def _by_script(text: str) -> str:
    letters = [sign for sign in text if sign.isalpha()]
    ranges, signs = _scripts()
    for code, (first, last) in ranges.items():
        own = [sign for sign in letters if first <= sign <= last]
        if len(own) * 2 > len(letters):
            alike = {"ar": ("ur", "ps", "fa"), "ru": ("uk",), "am": ("ti",)}.get(code, ())
            return next((one for one in alike if set(signs[one]) & set(own)), code)
    return ""


def _by_words(norms: list[str]) -> str:
    found = Counter(code for norm in norms for code, words in _words().items() if norm in words)
    english = found.pop(ENGLISH, 0)
    best = found.most_common(1)
    if not best or best[0][1] < max(SHARE * len(norms), TWICE * english):
        return ""
    return best[0][0] if len(_words()[best[0][0]] & set(norms)) >= FEWEST else ""
