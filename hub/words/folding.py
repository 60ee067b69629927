"""Normalising words for comparison: no case, no accents, no endings. Works the same on every database.

Letters of every script are kept; only English endings are removed.
"""

import unicodedata
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


def fold(text: str) -> str:
    """Return a text in lower case, without accents, with each run of other characters replaced by one space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(WHOLE)
    return " ".join("".join(map(_kept, plain)).split())


def _kept(sign: str) -> str:
    """Return a character as compared: letters, digits and vowel signs inside a word stay, accents are removed."""
    kind = unicodedata.category(sign)
    if unicodedata.combining(sign) or kind == "Cf":
        return ""
    return sign if sign.isalnum() or kind in ("Mc", "Mn") else " "


def stem(word: str) -> str:
    """Return the stem of a folded word: garden, gardens, gardening and gardeners have the same."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            root = word[: -len(ending)]
            return root[:-1] if len(root) > SHORTEST and root[-1] == root[-2] and root[-1] not in "ls" else root
    return word


def stems(text: str) -> list[str]:
    """Return the stems of a text's words without stop words, each once, in order."""
    words = [word for word in fold(text).split() if word not in LITTLE]
    return list(dict.fromkeys(stem(word) for word in words))


def index(*texts: str) -> str:
    """Return texts in the form stored for searching: stems separated by spaces."""
    return f" {' '.join(stems(' '.join(texts)))} "
