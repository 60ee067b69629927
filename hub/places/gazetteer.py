"""Names of places and wards: found whatever their case, accents, spaces and full stops; suggested when misspelt.

`locate` decides which of several places with one name is meant, and whether it is in the area.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from hub.core import cleaning
from hub.places import tables

LONGEST: Final = 80  # letters; the longest name in the files has fewer than 60
CLOSE: Final = 0.7  # difflib's ratio: below this a suggestion looks like a guess
_WORD: Final = re.compile(r"[a-z0-9]+")
_SHORT: Final = re.compile(r"(.+?)[ -](?:upon|on|under|in|by|next|super|le)[ -]", re.IGNORECASE)
_LETTERS_APART: Final = str.maketrans(
    {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "’": "", "'": "", "‘": "", "&": " and "}
)


@dataclass(frozen=True)
class Named:
    """A place or a ward with a name. `population` is 0 for wards; `nation` is "" where unknown."""

    name: str
    lat: float
    lon: float
    nation: str = ""
    population: int = 0
    ward_code: str = ""
    council_code: str = ""
    alias: bool = False


def fold(name: str) -> str:
    """Normalise a name: no case, accents, full stops and spaces: "St. Mary’s Ward" → "stmarys".

    "Saint" becomes "st" and "&" becomes "and"; a final "ward" is removed.
    """
    folded = cleaning.code(name).casefold().translate(_LETTERS_APART)
    if not folded.isascii():
        folded = "".join(
            letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter)
        )
    words = _WORD.findall(folded)
    if len(words) > 1 and words[-1] == "ward":
        words.pop()
    return "".join("st" if word == "saint" else word for word in words)


def find(name: str) -> tuple[Named, ...]:
    """Return every place and ward of this name, unordered: also those whose name is longer, as "Newcastle upon Tyne" for "Newcastle"."""
    key = fold(name)
    count = len(tables.places())
    return tuple(_named(row) for row in (*_index().get(key, ()), *(count + row for row in _in_short().get(key, ()))))


def like(name: str, *, most: int = 3) -> tuple[str, ...]:
    """Return up to `most` names that a misspelt one may mean, most similar first, then larger places first."""
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
    """Return the trigrams of a normalised name, with its edges marked."""
    padded = f"^{key}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


@cache
def _index() -> Mapping[str, Sequence[int]]:
    """Return row numbers by normalised name: of places, their other names, then wards.

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


@cache
def _in_short() -> Mapping[str, Sequence[int]]:
    """Return row numbers of places by what their name begins with, before "upon", "on" or the like."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for row, place in enumerate(tables.places()):
        if (short := _SHORT.match(place.name)) and fold(short[1]) != fold(place.name):
            found[fold(short[1])].append(row)
    return found


def _named(row: int) -> Named:
    """Return the place or ward of a row number of the index."""
    count = len(tables.places())
    if row < 2 * count:
        place = tables.places()[row % count]
        return Named(place.name, place.lat, place.lon, place.nation, place.population, alias=row >= count)
    ward = tables.wards()[row - 2 * count]
    return Named(ward.name, ward.lat, ward.lon, ward_code=ward.code, council_code=ward.council_code)


@cache
def _by_threes() -> Mapping[str, Sequence[str]]:
    """Return, for each trigram, the normalised names of places and wards that have it. Without other names."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    count = len(tables.places())
    for key, rows in _index().items():
        if any(not count <= row < 2 * count for row in rows):
            for three in _threes(key):
                found[three].append(key)
    return found
