"""What the demo place is written in: plain values, with times as days of the week, so that any day can be loaded.

Codes are written as words with spaces between them and read by the lists of `hub.taxonomy` when the place is loaded.
"""

from dataclasses import dataclass
from typing import Final

from hub.people.models import Channel
from opportunities.recurrence import Often

DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "in 1 day", "in 2 days")
"""Days of the week, and for what cannot wait so many days from today."""


@dataclass(frozen=True)
class Place:
    """A venue."""

    name: str
    street: str
    postcode: str
    getting_there: str = ""


@dataclass(frozen=True)
class Group:
    """An organisation, with the person who keeps it going."""

    key: str
    name: str
    kind: str
    about: str
    place: Place
    keeper: tuple[str, str]
    """First name and surname of the member who answers people, besides those of `accounts`."""
    tier: int = 2
    safe: bool = False
    reply_hours: int = 48
    is_desk: bool = False
    phone: str = ""
    checked: str = ""


@dataclass(frozen=True)
class Dates:
    """A day of the week with its hours: once, some weeks from now, or over and over."""

    day: int
    begins: str
    ends: str
    often: Often = Often.ONCE
    places: int | None = None
    week: int = 0
    """0 is the first such day after today; negative weeks lie in the past."""
    runs: int = 0
    """For a course: how many times it meets."""


@dataclass(frozen=True)
class Anytime:
    """People choose their time within these windows."""

    windows: str
    places: int | None = None


@dataclass(frozen=True)
class Post:
    """Something to take part in."""

    key: str
    of: str
    kind: str
    title: str
    summary: str
    what_you_do: str
    when: tuple[Dates | Anytime, ...]
    causes: str
    activities: str
    meet: tuple[str, str]
    """Who people will meet, and what that person says."""
    costs: str = "free"
    access: str = ""
    place: Place | None = None
    remote: bool = False
    costs_note: str = ""
    access_note: str = ""
    skills: str = "none"
    languages: str = "en"
    commitment: str = ""
    min_age: int | None = None
    checks: str = "none"
    checks_weeks: int | None = None
    people_at_risk: bool = False
    at_once: bool = False
    phone: str = ""
    email: str = ""
    what_can_change: str = ""
    hear_back_days: int = 0
    called_when: str = ""
    notice_hours: int | None = None
    term_months: int | None = None
    shown_days: int = 20
    """How many days ago it was put on show."""
    state: str = "published"


@dataclass(frozen=True)
class Resident:
    """Somebody who lives here, how to reach them, and how they talk."""

    first_name: str
    surname: str
    channel: Channel
    value: str
    says: str
    email: str = ""
    """Where they sign in, if they have an account."""


def once(day: str, hours: str, *, places: int | None = None, week: int = 0) -> Dates:
    """One date: `once("Sat", "10:00-13:00")` is the first Saturday after today."""
    return _dates(day, hours, Often.ONCE, places, week)


def weekly(day: str, hours: str, *, places: int | None = None) -> Dates:
    """A date every week."""
    return _dates(day, hours, Often.WEEKLY, places)


def fortnightly(day: str, hours: str, *, places: int | None = None) -> Dates:
    """A date every two weeks."""
    return _dates(day, hours, Often.FORTNIGHTLY, places)


def monthly(day: str, hours: str, *, places: int | None = None) -> Dates:
    """A date once a month, on the same weekday."""
    return _dates(day, hours, Often.MONTHLY, places)


def course(day: str, hours: str, *, runs: int, places: int, week: int = 0) -> Dates:
    """A run of dates that one joins as a whole."""
    return _dates(day, hours, Often.WEEKLY, places, week, runs)


def anytime(windows: str, *, places: int | None = None) -> Anytime:
    """Any time within windows: `anytime("Mon-morning Tue-evening")`."""
    return Anytime(windows, places)


def _dates(day: str, hours: str, often: Often, places: int | None, week: int = 0, runs: int = 0) -> Dates:
    begins, ends = hours.split("-")
    return Dates(DAYS.index(day), begins, ends, often, places, week, runs)
