"""What lets a row through, as one 64-bit word: so that a filter is two operations, and closing a row is one write.

bit  0–20  windows of the week that somebody can still come to
21–35  facts about access; all of them where the organiser wrote a way round
36–52  languages spoken there: the first sixteen of the list, and "another"
53–55  fine for somebody under 16, under 18, under 21
56  no safety check
57  a check, if there is one, can be there before the last date
58–59  open; a place is left
60  can be done from home
61–62  tiny; something simply to join in
"""

from typing import Final

import numpy as np

from matching.engine.columns import Array

SLOTS: Final = (1 << 21) - 1
ACCESS_AT: Final = 21
ACCESS: Final = ((1 << 15) - 1) << ACCESS_AT
LANGUAGES_AT: Final = 36
LANGUAGES_NAMED: Final = 16
OTHER_LANGUAGE: Final = 1 << (LANGUAGES_AT + LANGUAGES_NAMED)
AGES: Final = {16: 1 << 53, 18: 1 << 54, 21: 1 << 55}
NO_CHECK: Final = 1 << 56
CHECK_IN_TIME: Final = 1 << 57
OPEN: Final = 1 << 58
ROOM: Final = 1 << 59
REMOTE: Final = 1 << 60
TINY: Final = 1 << 61
JOIN_IN: Final = 1 << 62

DAYS_A_WEEK: Final = 7


def words(given: dict[str, Array]) -> Array:
    """Return the word of each row of converted columns; int64 of shape (n,)."""
    word = given["slots"] & np.int64(SLOTS)
    facts = np.where(given["has_way_round"], np.int64(ACCESS >> ACCESS_AT), given["access"])
    word |= (facts << ACCESS_AT) & np.int64(ACCESS)
    word |= spoken(given["languages"])
    for years, bit in AGES.items():
        word |= np.where(given["min_age"] < years, np.int64(bit), 0)
    none = given["checks"] == 0
    days = np.maximum(given["checks_weeks"], 0) * np.float32(
        DAYS_A_WEEK
    )  # unknown: hoped for; floats, for 16 bits run over
    for holds, bit in (
        (none, NO_CHECK),
        (none | (days <= given["days_to_last"]), CHECK_IN_TIME),
        (given["open"], OPEN),
        (given["places_left"] != 0, ROOM),
        (given["remote"], REMOTE),
        (given["tiny"], TINY),
        (given["join_in"], JOIN_IN),
    ):
        word |= np.where(holds, np.int64(bit), 0)
    return word


def spoken(languages: Array) -> Array:
    """Return sets of languages as the bits that a word has for them."""
    named = languages & np.int64((1 << LANGUAGES_NAMED) - 1)
    other = np.where(languages >> LANGUAGES_NAMED != 0, np.int64(OTHER_LANGUAGE), 0)
    return np.asarray((named << LANGUAGES_AT) | other)


def fine_for(age: int) -> int:
    """Return the bit that says that somebody of an age may come, as far as a bit can say it; 0 for an age from 21 or unknown."""
    return next((bit for years, bit in AGES.items() if 0 <= age < years), 0)
