"""Times of day as people type them: "6pm", "18.00", "1800", "half six", "noon".

In figures, 1 to 7 without am, pm or a nought before them could be either, so we ask. In words, they mean the afternoon or evening,
which is when most things with such hours are: "half six" is 18:30. From 8 on, what is said is what is on a clock of 24 hours.
"""

import re
from datetime import time
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.core import cleaning

HOURS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
NAMED: Final = {
    "noon": time(12),
    "midday": time(12),
    "hanner dydd": time(12),
    "midnight": time(0),
    "hanner nos": time(0),
}
MINUTES: Final = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty five": 25, "half": 30}
AFTER: Final = {"fifteen": 15, "thirty": 30, "forty five": 45}
MORNING: Final = ("am", "in the morning")
LATER: Final = ("pm", "in the afternoon", "in the evening", "at night")
_PART: Final = re.compile(rf"\s*\b({'|'.join((*MORNING, *LATER))})$|(?<=\d)\s*(am|pm|a|p)$")
_CLOCK: Final = re.compile(r"\s*(?:hours|hrs|hr|o['’]?clock)?$")
_FIGURES: Final = re.compile(r"(\d{1,2})(?:[:.h \-]?(\d\d))?(?:[:.]\d\d(?:\.\d+)?)?")
_SAID: Final = re.compile(
    rf"(?:(?:a )?({'|'.join(sorted(MINUTES, key=len, reverse=True))})(?: (past|to))? )?"
    rf"({'|'.join(HOURS)}|\d\d?)(?: ({'|'.join(AFTER)}))?"
)


def read(text: str) -> time:
    """Return the time that somebody typed. Raises ValidationError with what is wrong, and an example that works."""
    typed = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", cleaning.code(text).casefold())
    typed = " ".join(typed.replace("-", " ").split())
    if (named := NAMED.get(re.sub(r"^12 ", "", typed))) is not None:
        return named
    part = _PART.search(typed)
    half = (part[1] or part[2]) if part else ""
    rest = _CLOCK.sub("", typed[: part.start()] if part else typed)
    if figures := _FIGURES.fullmatch(rest):
        return _in_figures(figures[1], figures[2] or "00", half)
    if said := _SAID.fullmatch(rest):
        return _in_words(said, half)
    raise no_time()


def later(text: str, read_as: time) -> time:
    """Return a time twelve hours later where what was typed can mean that too: "8", "half eight"; else the same."""
    typed = cleaning.code(text).casefold()
    says = re.match(r"0|12\D|12$", typed) or re.search(
        r"[ap]\.?\s?m?\b\.?$|morning$|noon$|night$|hanner dydd$|hanner nos$", typed
    )
    return read_as if says or read_as.hour >= 12 else read_as.replace(hour=read_as.hour + 12)


def _in_figures(hour: str, minute: str, half: str) -> time:
    if not half and 1 <= int(hour) <= 7 and len(hour) == 1 and int(minute) < 60:
        said = f"{hour}.{minute}" if minute != "00" else hour
        raise ValidationError(
            _("Is it in the morning or later? Write it like %(early)s or %(late)s.")
            % {"early": f"{said}am", "late": f"{said}pm"},
            code="half",
        )
    return _clock(int(hour), int(minute), half)


def _in_words(said: re.Match[str], half: str) -> time:
    """Return the time of "half six", "quarter to seven", "six thirty" or "six"."""
    minute, way, hour, after = said[1], said[2], said[3], said[4]
    number = int(hour) if hour.isdigit() else HOURS.index(hour) + 1
    if minute and not way and minute != "half":
        raise no_time()
    past = MINUTES.get(minute or "", 0) or AFTER.get(after or "", 0)
    later = half or ("pm" if 1 <= number <= 7 else "")
    whole = _clock(number, 0, later)
    shown = (whole.hour * 60 + (-past if way == "to" else past)) % (24 * 60)
    return time(shown // 60, shown % 60)


def _clock(hour: int, minute: int, half: str) -> time:
    """Return the time of an hour and a minute. 24:00 is midnight, and "18.00 pm" is what it says."""
    if half in MORNING or half == "a":
        hour = 0 if hour == 12 else hour if hour < 12 else 99
    elif half and 0 < hour < 12:
        hour += 12
    if (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:
        raise ValidationError(_("There is no such time. It should look like 18:00 or 6pm."), code="time")
    return time(hour, minute)


def no_time() -> ValidationError:
    """Return the error for a text in which no time is read."""
    return ValidationError(_("This is not a time. It should look like 6pm, 6.30pm or 18:00."), code="time")
