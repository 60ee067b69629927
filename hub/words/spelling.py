"""Spelling correction: the nearest known words to an unknown one."""

from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Final

ENGLISH: Final = "frequency_dictionary_en_82_765.txt"
NEAR = {3: 1, 4: 1}
"""How many letters may be wrong, missing, extra or swapped, by the length of the typed word; longer words: two."""


@cache
def english() -> frozenset[str]:
    """Return words that are spelt right, from the frequency list that comes with symspellpy."""
    text = (resources.files("symspellpy") / ENGLISH).read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in text.splitlines())


def steps(first: str, second: str, *, most: int) -> int:
    """Return the number of letters to change, add, drop or swap with the next between two words; `most` + 1 for more.

    The distance of Damerau (1964) and Levenshtein (1966), in the form where no letter is moved twice.
    """
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """Return the nearest known words, all with the same distance; empty when none is near enough.

    A word that is spelt right may be another one's slip ("sowing machine"), but by one letter only.
    """
    if len(word) < min(NEAR):
        return []
    most = 1 if word in english() else NEAR.get(len(word), 2)
    best: list[str] = []
    for other in known:
        away = steps(word, other, most=most)
        if away < most or (away == most and not best):
            best = [other] if away < most else [*best, other]
            most = away
        elif away == most:
            best.append(other)
    return best
