"""Clock times as parts of the day: "after six", "between ten and two", "9.30ish", "half past 6 to quarter to nine"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from hub.taxonomy.slots import PARTS
from matching.preferences.understanding.lexicon import Found, Line
from matching.preferences.understanding.patterns import Pattern
from matching.preferences.understanding.tokens import Token

FROM: Final = frozenset("after from".split())
UNTIL: Final = frozenset("before until till til by".split())
AROUND: Final = frozenset("at around about".split())
HOURS: Final = {
    word: place + 1
    for place, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split())
} | {"noon": 12, "midday": 12, "lunch": 13, "lunchtime": 13, "tea": 17, "teatime": 17}
CLOCK: Final = re.compile(r"(\d{1,2})(?:[.:](\d\d))?(am|pm|ish)?")
BESIDE: Final = {("half", "past"): 0.5, ("quarter", "past"): 0.25, ("quarter", "to"): -0.25, ("half",): 0.5}
"""What may stand before an hour, and what it adds: "half six" is half past six."""
TO: Final = frozenset("to till til until".split())
HALVES: Final = {"am": 0, "ams": 0, "pm": 1, "pms": 1}
"""The words for half a day, and the part that each means right after a day."""
SHORT_DAYS: Final = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
OFFICE: Final = 7
"""An hour below this without am or pm is meant after noon."""
BEGIN: Final = frozenset(words[0] for words in BESIDE)
LAST: Final = 22
WAKING: Final = ((8, 12), (12, 18), (18, 22))
"""Hours of each part of the day in which things are on."""
MOST: Final = 0.75
"""What a refused time takes of a part of the day, at least, for all of it to be refused."""
EVENINGS: Final = frozenset("evening evenings night nights eve".split())
DAYS: Final = {
    day: place for place, day in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
SURE_WORDS: Final = frozenset("noon midday lunch lunchtime teatime".split())
AMOUNTS: Final = frozenset("years year months weeks days hours minutes miles people times kids children of".split())


@dataclass(frozen=True)
class Time:
    """A time by the clock: its hour of the day, "am", "pm" or "ish" where said, the word after it, and whether only a time is said so."""

    hour: float
    half: str
    end: int
    is_exact: bool


def clock(words: Sequence[Token], found: Sequence[Found]) -> Iterator[Found]:
    """Yield the parts of the day that clock times name, where no phrase of the lexicon stands."""
    taken = {at for one in found for at in range(one.start, one.end)}
    at = 0
    while at < len(words):
        one = None if at in taken else _at(words, at)
        if one is not None and not taken & set(range(one.start, one.end)):
            yield one
            at = one.end
        else:
            at += 1


def _at(words: Sequence[Token], at: int) -> Found | None:
    norm = words[at].norm
    if (days := _days(words, at)) is not None:
        return days
    if norm in HALVES and at and words[at - 1].norm in SHORT_DAYS:
        return _found(at, at + 1, (f"part:{HALVES[norm]}",))
    if norm in ("between", "from") and (span := _span(words, at, at + 1)) is not None:
        return span
    if norm in FROM and [word.norm for word in words[max(at - 3, 0) : max(at - 1, 0)]] == ["at", "the"]:
        return None  # "at the mosque from twelve" tells when they are not free
    time = _time(words, at + 1) if norm in FROM | UNTIL | AROUND else None
    if time is not None:
        return _beside(words, at, time)
    time = _time(words, at)
    if time is None:
        return None
    span = _span(words, at, at, only_exact=True)
    if span is None and time.half and CLOCK.fullmatch(norm):
        return _found(at, time.end, _parts(time.hour, time.hour + 0.5))
    return span


def _beside(words: Sequence[Token], at: int, time: Time) -> Found | None:
    """Return the parts of the day of "after six", "until nine" or "at ten", and which are refused by "not after six"."""
    norm, hour = words[at].norm, time.hour
    if hour < 12 and not time.half and at > 1 and {word.norm for word in words[at - 2 : at]} & EVENINGS:
        hour += 12
    begin, end = (hour, LAST) if norm in FROM else (0, hour) if norm in UNTIL else (hour, hour)
    return _found(at, time.end, _by(norm, hour), begin, end)


def _by(word: str, hour: float) -> tuple[str, ...]:
    """Return the parts of the day that "after", "until" or "at" an hour names."""
    if word in FROM:
        hour = hour + 12 if OFFICE <= hour < OFFICE + 1 and word == "after" else hour
        return _parts(hour, LAST, least=2)
    return _parts(PARTS[0] + 3, hour) if word in UNTIL else _parts(hour, hour + 0.5)


def _days(words: Sequence[Token], at: int) -> Found | None:
    """Return the days of "Monday to Wednesday"."""
    ends = [DAYS.get(words[place].norm.removesuffix("s")) if place < len(words) else None for place in (at, at + 2)]
    first, last = ends
    if first is None or last is None or words[at + 1].norm not in ("to", "till", "until", "through"):
        return None
    days = range(first, last + 1) if last >= first else [*range(first, 7), *range(last + 1)]
    return _found(at, at + 3, tuple(f"day:{day}" for day in days))


def _span(words: Sequence[Token], start: int, at: int, *, only_exact: bool = False) -> Found | None:
    """Return the parts between two times, the first at `at`. `only_exact`: "6 to 9" alone may be of anything."""
    first = _time(words, at)
    joins = TO if start == at else TO | {"and"}
    if first is None or first.end >= len(words) or words[first.end].norm not in joins:
        return None
    second = _time(words, first.end + 1)
    if second is None or (only_exact and not (first.is_exact or second.is_exact)):
        return None
    begin, end = _in_order(first, second, is_evening=_is_evening(words, second.end))
    return _found(start, second.end, _parts(begin, end), begin, end)


def _in_order(first: Time, second: Time, *, is_evening: bool) -> tuple[float, float]:
    """Return both hours, moved by half a day where the end would come before the beginning or the other end says so."""
    begin, end = first.hour, second.hour
    if is_evening and begin < 12:
        return begin + 12, end + 12 if end < 12 else end
    if second.half == "am" and not first.half and begin > end:
        begin -= 12
    if second.half == "pm" and not first.half and begin + 12 < end:
        begin += 12
    return begin, end if end > begin else end + 12


def _is_evening(words: Sequence[Token], at: int) -> bool:
    """Whether "in the evening" or "at night" follows."""
    following = [word.norm for word in words[at : at + 3]]
    return following == ["in", "the", "evening"] or following[:2] == ["at", "night"]


def _time(words: Sequence[Token], at: int) -> Time | None:
    """Return the time that begins at a word, None if it is none or an amount of something."""
    if at >= len(words) or (
        words[at].gap != "" and not CLOCK.fullmatch(words[at].norm) and words[at].norm not in BEGIN
    ):
        return None
    for beside, more in BESIDE.items():
        end = at + len(beside)
        if tuple(word.norm for word in words[at:end]) == beside:
            hour = _of(words, end, more=more)
            return hour and Time(hour.hour, hour.half, hour.end, is_exact=True)
    return _of(words, at)


def _of(words: Sequence[Token], at: int, *, more: float = 0) -> Time | None:
    if at >= len(words):
        return None
    norm = words[at].norm
    following = words[at + 1].norm if at + 1 < len(words) and not words[at + 1].gap else ""
    match = CLOCK.fullmatch(norm)
    if following in AMOUNTS or (norm not in HOURS and match is None):
        return None
    hour = more + (HOURS[norm] if match is None else int(match.group(1)) + int(match.group(2) or 0) / 60)
    half = (match and match.group(3)) or (following if following in ("am", "pm") else "")
    end = at + 2 if following in ("am", "pm", "oclock") else at + 1
    if (half == "pm" and hour < 12) or (half != "am" and hour < OFFICE and norm not in SURE_WORDS):
        hour += 12
    return Time(hour, half, end, is_exact=bool(half)) if hour <= 24 else None


def _parts(begin: float, end: float, *, least: float = 0.5) -> tuple[str, ...]:
    """Return the parts of the day that lie in these hours, by at least so many."""
    return tuple(f"part:{part}" for part in range(3) if min(end, PARTS[part + 1]) - max(begin, PARTS[part]) >= least)


def _mostly(begin: float, end: float) -> frozenset[str]:
    """Return the parts of the day of which these hours take most."""
    return frozenset(
        f"part:{part}"
        for part, (opens, closes) in enumerate(WAKING)
        if min(end, closes) - max(begin, opens) >= MOST * (closes - opens)
    )


def _found(start: int, end: int, codes: tuple[str, ...], *hours: float) -> Found | None:
    refused = _mostly(*hours) if hours else None
    codes = codes or tuple(sorted(refused or ()))
    return Found(start, end, (Line(NO_PATTERN, codes),), refused) if codes else None


NO_PATTERN: Final = Pattern((), (), (), "a time by the clock")
