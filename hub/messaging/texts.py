"""What a text costs: plain signs for typographic ones, and how many parts it is sent in.

A text of the GSM-7 alphabet (GSM 03.38) has 160 characters, or 153 in each part of a longer one. One sign outside it, and
only 70, or 67, fit. So signs that mean the same in GSM-7 take the place of those that print finer. Letters stay as they
are: a name is worth a second part.
"""

from typing import Final

GSM_7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_PLACES: Final = frozenset("^{}\\[~]|€\f")
"""Signs of the alphabet's second page: they take two places, and are not split between two parts."""

_SAME: Final = {
    "'": "‘’‚‛′ʼ`´",
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−•·",
    "...": "…",
    " ": "\t\u00a0\u2002\u2003\u2007\u2009\u200a\u202f",
    "x": "×",
    "": "\u00ad\u200b\u2060\ufeff",
}
_PLAIN: Final = {ord(sign): plain for plain, signs in _SAME.items() for sign in signs}


def plain(words: str) -> str:
    """Return words with plain quotation marks, dashes, dots and spaces, which mean the same and cost less."""
    return words.translate(_PLAIN)


def is_gsm_7(words: str) -> bool:
    """Whether a text keeps to the alphabet in which 160 characters fit into one."""
    return (GSM_7 | TWO_PLACES).issuperset(words)


def parts(words: str) -> int:
    """Return in how many parts a text is sent, and paid for."""
    if is_gsm_7(words):
        return _filled([1 + (sign in TWO_PLACES) for sign in words], alone=160, each=153)
    return _filled([1 + (ord(sign) > 0xFFFF) for sign in words], alone=70, each=67)


def _filled(sizes: list[int], *, alone: int, each: int) -> int:
    """Return how many parts hold signs of these sizes in a row, none of them split."""
    if sum(sizes) <= alone:
        return 1
    count, room = 1, each
    for size in sizes:
        count, room = (count, room - size) if size <= room else (count + 1, each - size)
    return count
