"""Clock times as parts of the day: "after six", "between ten and two", "9.30ish"."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from hub.taxonomy.slots import PARTS
from matching.preferences.understanding.lexicon import Found, Line
from matching.preferences.understanding.patterns import Pattern
from matching.preferences.understanding.tokens import Token

FROM: Final = frozenset("after from".split())
UNTIL: Final = frozenset("before until till by".split())
AROUND: Final = frozenset("at around about".split())
HOURS: Final = {
    word: place + 1
    for place, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split())
} | {"noon": 12, "midday": 12, "lunch": 13, "lunchtime": 13, "tea": 17, "teatime": 17}
CLOCK: Final = re.compile(r"(\d{1,2})(?:[.:](\d\d))?(am|pm|ish)?")
OFFICE: Final = 7
"""An hour below this without am or pm is meant after noon."""
LAST: Final = 22
DAYS: Final = {
    day: place for place, day in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
SURE_WORDS: Final = frozenset("noon midday lunch lunchtime teatime".split())
AMOUNTS: Final = frozenset("years year months weeks days hours minutes miles people times kids children of".split())


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
    if norm in ("between", "from") and (span := _span(words, at)) is not None:
        return span
    if norm in FROM and (hour := _hour(words, at + 1)) is not None:
        hour = hour + 12 if hour == OFFICE and norm == "after" else hour
        return _found(at, at + 2, _parts(hour, LAST, least=2))
    if norm in UNTIL and (hour := _hour(words, at + 1)) is not None:
        return _found(at, at + 2, _parts(PARTS[0] + 3, hour))
    if norm in AROUND and (hour := _hour(words, at + 1)) is not None:
        return _found(at, at + 2, _parts(hour, hour + 0.5))
    explicit = CLOCK.fullmatch(norm)
    if explicit and explicit.group(3):
        hour = _hour(words, at)
        span = _dash(words, at)
        if span is not None:
            return span
        return _found(at, at + 1, _parts(hour, hour + 0.5)) if hour is not None else None
    return None


def _days(words: Sequence[Token], at: int) -> Found | None:
    """Return the days of "Monday to Wednesday"."""
    ends = [DAYS.get(words[place].norm.removesuffix("s")) if place < len(words) else None for place in (at, at + 2)]
    first, last = ends
    if first is None or last is None or words[at + 1].norm not in ("to", "till", "until", "through"):
        return None
    days = range(first, last + 1) if last >= first else [*range(first, 7), *range(last + 1)]
    return _found(at, at + 3, tuple(f"day:{day}" for day in days))


def _span(words: Sequence[Token], at: int) -> Found | None:
    first, second = _hour(words, at + 1), _hour(words, at + 3)
    if first is None or second is None or words[at + 2].norm not in ("and", "to", "till", "until"):
        return None
    if _is_evening(words, at + 4) and first < 12:
        first, second = first + 12, second + 12 if second < 12 else second
    return _found(at, at + 4, _parts(first, second if second > first else second + 12))


def _is_evening(words: Sequence[Token], at: int) -> bool:
    """Whether "in the evening" or "at night" follows."""
    following = [word.norm for word in words[at : at + 3]]
    return following == ["in", "the", "evening"] or following[:2] == ["at", "night"]


def _dash(words: Sequence[Token], at: int) -> Found | None:
    first, second = _hour(words, at), _hour(words, at + 2)
    if first is None or second is None or words[at + 1].norm not in ("to", "till", "until"):
        return None
    return _found(at, at + 3, _parts(first, second))


def _hour(words: Sequence[Token], at: int) -> float | None:
    """Return the hour of the day that a word names, None if it is none or an amount of something."""
    if at >= len(words) or words[at].gap:
        return (
            None
            if at >= len(words) or (words[at].gap != "" and not CLOCK.fullmatch(words[at].norm))
            else _of(words, at)
        )
    return _of(words, at)


def _of(words: Sequence[Token], at: int) -> float | None:
    norm = words[at].norm
    following = words[at + 1].norm if at + 1 < len(words) and not words[at + 1].gap else ""
    if following in AMOUNTS:
        return None
    if norm in HOURS:
        hour = float(HOURS[norm])
        return hour + 12 if hour < OFFICE and norm not in SURE_WORDS else hour
    match = CLOCK.fullmatch(norm)
    if match is None:
        return None
    hour = int(match.group(1)) + int(match.group(2) or 0) / 60
    half = match.group(3) or (following if following in ("am", "pm") else "")
    if half == "pm" and hour < 12:
        return hour + 12
    if half != "am" and hour < OFFICE:
        hour += 12
    return hour if hour <= 24 else None


def _parts(begin: float, end: float, *, least: float = 0.5) -> tuple[str, ...]:
    """Return the parts of the day that lie in these hours, by at least so many."""
    return tuple(f"part:{part}" for part in range(3) if min(end, PARTS[part + 1]) - max(begin, PARTS[part]) >= least)


def _found(start: int, end: int, codes: tuple[str, ...]) -> Found | None:
    return Found(start, end, (Line(NO_PATTERN, codes),)) if codes else None


NO_PATTERN: Final = Pattern((), (), (), "a time by the clock")
