"""How people hear of something, said to whoever told them: sent, later today, by a call, by a letter, or not at all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from hub.design import times
from hub.messaging import arriving
from hub.people import ways
from hub.people.models import Channel, Person


class How(StrEnum):
    """How somebody hears."""

    SENT = "sent"
    LATER = "later"
    RUNG = "rung"
    POSTED = "posted"
    NO_WAY = "no_way"


@dataclass(frozen=True)
class Telling:
    """How one person hears of something, and not before when."""

    how: How
    when: datetime


def to(person: Person, *, by: datetime | None, at: datetime) -> Telling:
    """Return how a person hears of something that is told now, and of which they need to hear `by` a time."""
    usable = arriving.usable(person)
    route = arriving.in_time(usable[0], person, by=by, at=at) if usable else None
    if route is None:
        return Telling(How.NO_WAY, at)
    way = ways.used_for(route.kind)
    if way == Channel.PHONE:
        return Telling(How.RUNG, at)
    if way == Channel.LETTER:
        return Telling(How.POSTED, at)
    when = arriving.not_before(route, at_once=False, at=at)
    return Telling(How.LATER if when > at else How.SENT, when)


def one(person: Person, *, by: datetime | None = None, at: datetime) -> str:
    """Return how a person hears of something, in a sentence."""
    telling = to(person, by=by, at=at)
    words = {
        How.SENT: _("We’ve told them."),
        How.LATER: _("We’ll tell them at %(clock)s, %(day)s."),
        How.RUNG: _("We’ll ring them to tell them."),
        How.POSTED: _("We’ll tell them by letter."),
        How.NO_WAY: _("We have no way to reach them: tell them yourselves if you can."),
    }[telling.how]
    return words % {"clock": times.clock(telling.when), "day": times.day(telling.when)}


def many(tellings: Iterable[Telling]) -> str:
    """Return how people hear of something, in numbers: "2 told, 1 to be rung"; "" for nobody."""
    counts = Counter(telling.how for telling in tellings)
    words = {
        How.SENT: _("%d told"),
        How.LATER: _("%d to be told later"),
        How.RUNG: _("%d to be rung"),
        How.POSTED: _("%d to get a letter"),
        How.NO_WAY: _("%d whom we can’t reach"),
    }
    return ", ".join(words[how] % counts[how] for how in How if counts[how])
