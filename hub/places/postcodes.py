"""Parsing postcodes as people type them: any case, extra spaces, O for 0, parts of one ("SW18", "SW18 2"), and a country after it.

Format only: `locate` decides whether a postcode exists. Rules: Royal Mail's formats (A9, A99, A9A, AA9, AA99, AA9A,
then 9AA, whose letters are never C, I, K, M, O or V); a single first letter is one of the eight in use, and no two-figure
district begins with 0. Any pair of first letters counts as valid, so an error such as "XX9 9ZZ" is answered as unknown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import Final

from hub.core import cleaning
from hub.places.failures import BadShape

LONGEST: Final = 8  # letters and figures: the seven of a whole postcode, and one too many
_OUT: Final = r"(?:[BEGLMNSW](?:[1-9][0-9]?|[1-9][A-Z])|[A-Z]{2}(?:[1-9][0-9]|[0-9][A-Z]?))"
_LAST: Final = "[ABD-HJLNP-UW-Z]{2}"
"""The last two letters of a postcode, which are never C, I, K, M, O or V."""
_UNIT: Final = re.compile(rf"({_OUT})([0-9])({_LAST})")
_DISTRICT: Final = re.compile(rf"({_OUT})()()")
_SECTOR: Final = re.compile(rf"({_OUT})([0-9])()")
_AT_THE_END: Final = re.compile(rf"(?<![A-Z0-9])({_OUT}(?:\s*[0-9]\s?{_LAST})?)\W*$")
_MISTYPED: Final = re.compile(r"(?<![A-Z0-9])([A-Z01]{1,2}[0-9OIL][A-Z0-9]?)\s*([0-9OIL][A-Z01]{2})\W*$")
_ANYWHERE: Final = re.compile(rf"(?<![A-Z0-9])({_OUT}\s*(?!1ST|2ND|3RD|[04-9]TH)[0-9]{_LAST})(?![A-Z0-9])")
_FIRST: Final = re.compile(rf"({_OUT}(?:\s*[0-9])?)\s*,")
_COUNTRIES: Final = (
    r"U\.?K|G\.?B|UNITED KINGDOM|(?:GREAT )?BRITAIN|ENGLAND|WALES|CYMRU|SCOTLAND|N(?:ORTHERN|\.)? ?IRELAND"
)
_COUNTRY: Final = re.compile(rf"(?<!\s\d)(?:[\s,]+(?:{_COUNTRIES})\b\.?)+[\s,.]*$", re.IGNORECASE)
_SLIPS: Final = {"O": "0", "0": "O", "I": "1", "1": "I", "L": "1"}


class Shape(StrEnum):
    """How much of a postcode was given."""

    UNIT = "unit"
    SECTOR = "sector"
    DISTRICT = "district"


@dataclass(frozen=True)
class Reading:
    """A parsed postcode, or its first part. `figure` and `letters` are those after the space; either may be empty."""

    district: str
    figure: str = ""
    letters: str = ""

    @property
    def shape(self) -> Shape:
        """How much was given."""
        return Shape.UNIT if self.letters else Shape.SECTOR if self.figure else Shape.DISTRICT

    @property
    def sector(self) -> str:
        """The sector ("SW18 2"), or "" when only a district was given."""
        return f"{self.district} {self.figure}" if self.figure else ""

    @property
    def key(self) -> str:
        """The postcode without its space, as in the table of units."""
        return self.district + self.figure + self.letters

    @property
    def northern_irish(self) -> bool:
        """Whether it is of Northern Ireland, whose postcodes the open files leave out."""
        return self.district.startswith("BT")

    def __str__(self) -> str:
        return f"{self.district} {self.figure}{self.letters}".strip()


def read(text: str) -> Reading:
    """Parse a postcode, or part of one. Raises BadShape when it cannot be one."""
    words = re.findall(r"[A-Z0-9]+", without_country(text).upper())
    reading = _spaced(words) or _closest("".join(words))
    if reading is None:
        raise BadShape(" ".join(text.split()))
    return reading


def without_country(text: str) -> str:
    """Return a text in plain signs without the country at its end: "SW18 2PU, UK" → "SW18 2PU"."""
    typed = cleaning.code(text)
    return _COUNTRY.sub("", typed) or typed


def split(text: str) -> tuple[str, Reading] | None:
    """Return what stands before the postcode that a longer text ends with, and that postcode; None without one.

    O for 0, and I or l for 1, are understood in a whole postcode, not in the first part of one.
    """
    typed = without_country(text)
    found = _AT_THE_END.search(typed.upper())
    slip = None if found and " " in found[1] else _MISTYPED.search(typed.upper())
    if slip and _has_figures(slip[1], slip[2]) and (meant := _spaced([slip[1], slip[2]])):
        return typed[: slip.start()], meant
    return (typed[: found.start()], read(found[1])) if found else None


def _has_figures(first: str, second: str) -> bool:
    """Whether what may be a mistyped postcode has a figure where one has to be, so that it is no word."""
    return any(sign.isdigit() for sign in first) or re.fullmatch(r"(?!2ND|3RD|\dTH)\d[A-Z]{2}", second) is not None


def within(text: str) -> Reading | None:
    """Return the postcode in a longer text, or None: at the end, else a whole one anywhere, else the first part of one before a comma."""
    if found := split(text):
        return found[1]
    typed = cleaning.code(text).upper()
    whole = _ANYWHERE.findall(typed)
    part = _FIRST.match(typed)
    return read(whole[-1]) if whole else read(part[1]) if part else None


def unbroken(text: str) -> str:
    """Return a text whose postcodes are never broken across two lines."""
    return re.sub(r"\b([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})\b", "\\1\u00a0\\2", text)


def looks_like(text: str) -> bool:
    """Whether a text looks like a postcode: short, with a figure in it."""
    letters = re.findall(r"[A-Z0-9]", without_country(text).upper())
    return 0 < len(letters) <= LONGEST and any(letter.isdigit() for letter in letters)


def _spaced(words: list[str]) -> Reading | None:
    """Parse two words by the space between them: "E1 2" is sector 2 of E1, while "E12" is a district."""
    if len(words) != 2 or len(words[0]) > 4 or not re.fullmatch(r"[0-9OIL][A-Z01]{0,2}", words[1]):
        return None
    if len(words[1]) == 2:  # a postcode that somebody has not typed to its end
        words = [words[0], words[1][0]]
    for first, second in product(_slips(words[0]), _slips(words[1])):
        found = _UNIT.fullmatch(first + second) if len(second) == 3 else _SECTOR.fullmatch(first + second)
        if found and found[1] == first:
            return Reading(*found.groups())
    return None


def _closest(letters: str) -> Reading | None:
    """Parse letters without a space, replacing as few commonly confused ones as the format requires."""
    if len(letters) > LONGEST or not any(letter.isdigit() for letter in letters):
        return None  # without a figure it is a word: "Tooting" could otherwise become TO0T 1NG
    for spelling in _slips(letters):
        for pattern in (_UNIT, _DISTRICT, _SECTOR):
            if found := pattern.fullmatch(spelling):
                return Reading(*found.groups())
    return None


def _slips(letters: str) -> Iterator[str]:
    """Yield the letters as they are, then with one of O/0, I/1, L/1 changed, then with two, and so on."""
    places = [place for place, letter in enumerate(letters) if letter in _SLIPS]
    for count in range(len(places) + 1):
        for chosen in combinations(places, count):
            yield "".join(_SLIPS[letter] if place in chosen else letter for place, letter in enumerate(letters))
