"""A short list that anybody can say yes to: the best, with something tiny and something simply to join in."""

import numpy as np
import numpy.typing as npt

from matching.engine import words
from matching.engine.columns import Array


def mix(word: Array, size: int) -> tuple[int, ...]:
    """Return places for a short list: the best `size`, with a tiny option and one to join in where there is any.

    `word` has the words of what there is to choose from, best first. What is let in takes the place of the lowest that is not itself
    needed. The order stays that of the ranking.
    """
    chosen = list(range(min(size, len(word))))
    needed: set[int] = set()
    for bit in (words.TINY, words.JOIN_IN):
        _let_in(np.flatnonzero(word & np.int64(bit)), chosen, needed)
    return tuple(sorted(chosen))


def _let_in(having: npt.NDArray[np.intp], chosen: list[int], needed: set[int]) -> None:
    """Make sure that one of these places is among the chosen."""
    if not len(having) or not chosen:
        return
    present = [place for place in having if place in chosen]
    if not present:
        spare = [place for place in chosen if place not in needed]
        if not spare:
            return
        chosen.remove(max(spare))
        present = [int(having[0])]
        chosen.append(present[0])
    needed.add(int(present[0]))
