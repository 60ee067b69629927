"""Need and distress: what is never matched, and is answered with help."""

from collections.abc import Iterator, Sequence
from typing import Final

from matching.preferences.understanding.lexicon import Book
from matching.preferences.understanding.tokens import Token

CRISIS: Final = "none:crisis"


def found(words: Sequence[Token], book: Book) -> Iterator[tuple[str, bool, bool, int, int]]:
    """Yield the first sign of need or distress, unless its sentence says that it is over, or is a way of speaking."""
    matches = sorted(((start, end, line.codes[0]) for start, end, line in book.matches(words)), key=lambda one: one[:2])
    spoken = {at for start, end, kind in matches if kind == "way_of_speaking" for at in range(start, end)}
    over = {_sentence(words, start) for start, _end, kind in matches if kind == "over"}
    for start, end, kind in matches:
        counts = kind == "danger" or (kind == "now" and _sentence(words, start) not in over)
        if counts and not spoken & set(range(start, end)):
            yield CRISIS, True, True, start, end
            return


def _sentence(words: Sequence[Token], at: int) -> int:
    """Return the token with which the sentence of a token begins."""
    while at and words[at].gap != ".":
        at -= 1
    return at
