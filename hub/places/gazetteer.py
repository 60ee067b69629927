"""Names of places and wards: found in spite of case, accents, spaces and points, and suggested when misspelt.

Which of several places of one name is meant, and whether it is in the area, is settled in `locate`.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from hub.places import tables

LONGEST: Final = 80  # letters; the longest name in the files has fewer than 60
CLOSE: Final = 0.7  # of difflib's ratio: below this a suggestion reads as a guess
_WORD: Final = re.compile(r"[a-z0-9]+")
_LETTERS_APART: Final = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "’": "", "'": "", "‘": "", "&": " and "}
)


@dataclass(frozen=True)
class Named:
    """A place or a ward that bears a name. `population` is 0 for wards; `nation` is "" where it is not said."""

    name: str
    lat: float
    lon: float
    nation: str = ""
    population: int = 0
    ward_code: str = ""
    council_code: str = ""
    alias: bool = False


def fold(name: str) -> str:
    """Return what is left of a name once case, accents, points and spaces are gone: "St. Mary’s Ward" → "stmarys".

    "Saint" becomes "st" and "&" becomes "and"; a closing "ward" goes.
    """
    folded = name.casefold().translate(_LETTERS_APART)
    if not folded.isascii():
        folded = "".join(
            letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter)
        )
    words = _WORD.findall(folded)
    if len(words) > 1 and words[-1] == "ward":
        words.pop()
    return "".join("st" if word == "saint" else word for word in words)


def find(name: str) -> tuple[Named, ...]:
    """Return every place and ward of this name, in no order."""
    return tuple(_named(row) for row in _index().get(fold(name), ()))


def like(name: str, *, most: int = 3) -> tuple[str, ...]:
    """Return up to `most` names that a misspelt one may mean, the likest first and larger places before smaller."""
    wanted = fold(name)
    shared: Counter[str] = Counter()
    for three in _threes(wanted):
        shared.update(_by_threes().get(three, ()))
    ratio = {key: SequenceMatcher(None, wanted, key).ratio() for key, _ in shared.most_common(40)}
    close = [key for key in ratio if ratio[key] >= CLOSE]
    best = sorted(close, key=lambda key: (-round(ratio[key], 1), -_largest(key).population, key))
    return tuple(dict.fromkeys(_largest(key).name for key in best))[:most]


def _largest(key: str) -> Named:
    return max(find(key), key=lambda named: named.population)


def _threes(key: str) -> set[str]:
    """Return the runs of three letters in a folded name, its edges marked."""
    padded = f"^{key}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


@cache
def _index() -> Mapping[str, Sequence[int]]:
    """Return by folded name the row numbers of those who bear it: places, their other names, then wards.

    Row n is a place while n < P, place n - P by another name while n < 2 P, and else ward n - 2 P, of P places in all.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    count = len(tables.places())
    for row, place in enumerate(tables.places()):
        found[fold(place.name)].append(row)
        for other in {fold(other) for other in place.other_names} - {fold(place.name), ""}:
            found[other].append(count + row)
    for row, ward in enumerate(tables.wards()):
        found[fold(ward.name)].append(2 * count + row)
    return found


def _named(row: int) -> Named:
    """Return who is meant by a row number of the index."""
    count = len(tables.places())
    if row < 2 * count:
        place = tables.places()[row % count]
        return Named(place.name, place.lat, place.lon, place.nation, place.population, alias=row >= count)
    ward = tables.wards()[row - 2 * count]
    return Named(ward.name, ward.lat, ward.lon, ward_code=ward.code, council_code=ward.council_code)


@cache
def _by_threes() -> Mapping[str, Sequence[str]]:
    """Return, for each run of three letters, the folded names of places and wards that have it. No aliases."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    count = len(tables.places())
    for key, rows in _index().items():
        if any(not count <= row < 2 * count for row in rows):
            for three in _threes(key):
                found[three].append(key)
    return found
