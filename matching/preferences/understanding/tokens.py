"""A text as words with their places, in the form in which they are compared. Places are offsets into the text as it was typed."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

WORD: Final = re.compile(r"\d+(?:[.:]\d+)?[a-z]*|[^\W\d_]+(?:'[^\W\d_]+)*|(?<=\s)[+&](?=\s)")
STRONG: Final = frozenset(".!?;\n•*|")
"""What ends a sentence, where no digit follows."""
SPELT_OUT: Final = {"we'd": "wewould", "+": "and", "&": "and"}
"""Signs that are words, and what would be another word without its apostrophe: Wednesday."""
PLAIN: Final = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i"}
"""Letters without an accent that Unicode would take off."""
WEAK: Final = frozenset(",:()[]…")
APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as compared (`norm`: folded, no apostrophe), where it stands, and what stands between it and the word before.

    `gap` is "." at the start of a sentence, "," after a comma, a colon or a dash with spaces, "" within a run of words.
    """

    norm: str
    start: int
    end: int
    gap: str
    is_name: bool = False
    """Whether it is written with a capital within a sentence whose other words are not."""

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit."""
        return self.norm[:1].isdigit()


def of(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order."""
    plain = "".join(_plain(sign) for sign in text.translate(APOSTROPHES))
    found: list[Token] = []
    last = 0
    for match in WORD.finditer(plain):
        gap = _gap(plain[last : match.start()]) if found else "."
        written = text[match.start() : match.end()]
        is_name = bool(found) and gap != "." and written[:1].isupper() and not written.isupper()
        norm = SPELT_OUT.get(match.group(), match.group().replace("'", ""))
        found.append(Token(norm, match.start(), match.end(), gap, is_name))
        last = match.end()
    return tuple(found)


def _plain(sign: str) -> str:
    """Return one character for one: lower case, without accents."""
    lower = sign.lower()
    if lower in PLAIN:
        return PLAIN[lower]
    if len(lower) == 1 and lower.isascii():
        return lower
    base = unicodedata.normalize("NFKD", lower)[:1]
    return base or " "


def _gap(between: str) -> str:
    if STRONG & set(between):
        return "."
    if WEAK & set(between) or re.search(r"\s[-–—]+\s|[–—]", between):
        return ","
    return ""
