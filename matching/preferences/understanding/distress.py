"""Need and distress: what is never matched, and is answered with help."""

from collections.abc import Iterator, Sequence
from typing import Final

from matching.preferences.understanding.lexicon import Book, Found
from matching.preferences.understanding.scope import OTHERS
from matching.preferences.understanding.tokens import Token

CRISIS: Final = "none:crisis"
ENDED: Final = frozenset({"over", "past", "dated"})
"""Kinds of lines that say that something is over."""


def found(words: Sequence[Token], book: Book, others: Sequence[Found]) -> Iterator[tuple[str, bool, bool, int, int]]:
    """Yield the first sign of need or distress, unless its sentence says that it is over, or is a way of speaking.

    `others` are other things found: where a longer one stands over it ("she pushes my chair"), that one counts.
    """
    matches = sorted(((start, end, line.codes[0]) for start, end, line in book.matches(words)), key=lambda one: one[:2])
    spoken = {at for start, end, kind in matches if kind == "way_of_speaking" for at in range(start, end)}
    longer = [one for one in others if not one.cue]
    over = {_sentence(words, start) for start, _end, kind in matches if kind in ENDED}
    past = {_sentence(words, start) for start, _end, kind in matches if kind in ("past", "dated")}
    dated = {_sentence(words, start) for start, _end, kind in matches if kind == "dated"}
    for start, end, kind in matches:
        # What the next sentence says to be over is over, too; danger only if it gives the year: "That was 2009."
        here, following = _sentence(words, start), _next(words, end)
        is_over = here in over or following in past if kind == "now" else here in past or following in dated
        counts = kind in ("now", "danger") and not is_over
        covered = any(one.start < end and start < one.end and one.end - one.start >= end - start for one in longer)
        # "Walking dogs for people who can't cope": others are spoken of.
        counts = counts and not (kind == "now" and start and words[start - 1].norm in OTHERS and not words[start].gap)
        if counts and not covered and not spoken & set(range(start, end)):
            yield CRISIS, True, True, start, end
            return


def _next(words: Sequence[Token], at: int) -> int:
    """Return the token with which the sentence after a token begins; the number of words if there is none."""
    while at < len(words) and words[at].gap != ".":
        at += 1
    return at


def _sentence(words: Sequence[Token], at: int) -> int:
    """Return the token with which the sentence of a token begins."""
    while at and words[at].gap != ".":
        at -= 1
    return at
