"""Normalising words for comparison: no case, no accents, no endings. Works the same on every database.

Letters of every script are kept; only English endings are removed.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LITTLE: Final = frozenset(
    "a an and are at be but by can do for from help i in is it like me my near of on or our some something the their there "
    "things to want we with would you your".split()
)
ENDINGS: Final = ("ations", "ation", "ings", "ing", "ers", "ies", "ied", "er", "ed", "es", "s", "y", "e")
SHORTEST: Final = 3
WHOLE: Final = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": None, "'": None}
)
"""Latin letters that Unicode does not treat as accented, mapped to how people type them; apostrophes are removed."""
SIGNS: Final = (
    (re.compile(r"\b([A-Za-z])\s?&\s?([A-Za-z])\b"), r"\1and\2"),
    (re.compile(r"\b([A-Za-z])\+\+"), r"\1plusplus"),
    (re.compile(r"\b([A-Za-z])#"), r"\1sharp"),
)
"""Signs without which a short word says nothing: A&E, C++, C#. Each with the letters that stand for it."""
IT: Final = re.compile(r"\bIT\b")
NO_WORD: Final = re.compile("[^0-9a-z]+")


def fold(text: str) -> str:
    """Return a text in lower case, without accents, with each run of other characters replaced by one space."""
    plain = text.casefold().translate(WHOLE)
    if plain.isascii():  # as most texts are: the long way gives the same, ten times slower
        return " ".join(NO_WORD.split(plain)).strip()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(WHOLE)
    return " ".join("".join(map(_kept, plain)).split())


def _kept(sign: str) -> str:
    """Return a character as compared: letters, digits and vowel signs inside a word stay, accents are removed."""
    kind = unicodedata.category(sign)
    if unicodedata.combining(sign) or kind == "Cf":
        return ""
    return sign if sign.isalnum() or kind in ("Mc", "Mn") else " "


def words(text: str) -> list[str]:
    """Return the folded words of a text that say something, each once, in order; "IT" in capitals is computers."""
    if IT.search(text) and (text.strip() == "IT" or not text.isupper()):
        text = IT.sub("computer", text)
    for sign, letters in SIGNS:
        text = sign.sub(letters, text)
    return list(dict.fromkeys(word for word in fold(text).split() if word not in LITTLE))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: garden, gardens, gardening and gardeners have the same."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            root = word[: -len(ending)]
            return root[:-1] if len(root) > SHORTEST and root[-1] == root[-2] and root[-1] not in "ls" else root
    return word


def stems(text: str) -> list[str]:
    """Return the stems of a text's words without stop words, each once, in order."""
    return list(dict.fromkeys(map(stem, words(text))))


def index(*texts: str) -> str:
    """Return texts in the form stored for searching: stems separated by spaces."""
    return f" {' '.join(stems(' '.join(texts)))} "
