"""One forgiving way to compare words: no case, no accents, no endings. It works the same on every database."""

import re
import unicodedata
from typing import Final

LITTLE: Final = frozenset(
    "a an and are at be but by can do for from help i in is it like me my near of on or our some something the their there "
    "things to want we with would you your".split()
)
ENDINGS: Final = ("ations", "ation", "ings", "ing", "ers", "ies", "ied", "er", "ed", "es", "s", "y", "e")
SHORTEST: Final = 3


def fold(text: str) -> str:
    """Return a text in lower case, without accents, with every run of other signs as one space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (
        "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("’", "'").replace("'", "")
    )
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


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
