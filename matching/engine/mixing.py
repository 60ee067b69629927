"""A short list that anybody can say yes to: the best, with something tiny and something simply to join in."""

from collections.abc import Sequence

from matching.engine import masks


def mix(found: Sequence[int], size: int) -> tuple[int, ...]:
    """Return places for a short list: the best `size`, with a tiny option and one to join in where there is any.

    `found` are the masks of what there is to choose from, best first. What is let in takes the place of the lowest that is not itself
    needed. The order stays that of the ranking.
    """
    chosen = list(range(min(size, len(found))))
    needed: set[int] = set()
    for bit in (masks.TINY, masks.JOIN_IN):
        _let_in([place for place, mask in enumerate(found) if mask & bit], chosen, needed)
    return tuple(sorted(chosen))


def _let_in(having: list[int], chosen: list[int], needed: set[int]) -> None:
    """Make sure that one of these places is among the chosen."""
    if not having or not chosen:
        return
    present = [place for place in having if place in chosen]
    if not present:
        spare = [place for place in chosen if place not in needed]
        if not spare:
            return
        chosen.remove(max(spare))
        present = [having[0]]
        chosen.append(present[0])
    needed.add(present[0])
