"""One forgiving way to compare words: no case, no accents, no endings. It works the same on every database.

Letters of every script are kept; endings are taken off as English has them.
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
"""Latin letters that are no accented ones to Unicode, as people type them without; and apostrophes, which go."""


def fold(text: str) -> str:
    """Return a text in lower case, without accents, with every run of other signs than letters and digits as one space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(WHOLE)
    return " ".join("".join(map(_kept, plain)).split())


def _kept(sign: str) -> str:
    """Return a sign as it is compared: letters, digits and the vowel signs that stand in a word are themselves, accents are nothing."""
    kind = unicodedata.category(sign)
    if unicodedata.combining(sign) or kind == "Cf":
        return ""
    return sign if sign.isalnum() or kind in ("Mc", "Mn") else " "


def stem(word: str) -> str:
    """Return a folded word without its ending: garden, gardens, gardening and gardeners are one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            root = word[: -len(ending)]
            return root[:-1] if len(root) > SHORTEST and root[-1] == root[-2] and root[-1] not in "ls" else root
    return word


def stems(text: str) -> list[str]:
    """Return the stems of a text's words, little words left out, each once, in order."""
    words = [word for word in fold(text).split() if word not in LITTLE]
    return list(dict.fromkeys(stem(word) for word in words))


def index(*texts: str) -> str:
    """Return texts as they are kept for searching: stems between spaces."""
    return f" {' '.join(stems(' '.join(texts)))} "
