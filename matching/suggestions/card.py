"""The model card of the suggestions: what counts and how much, what never does, and what the weights were trained on."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils import formats
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.design import times
from matching.engine import FEATURES
from matching.suggestions import learnt
from matching.suggestions.models import Learnt

COUNTS: Final[dict[str, Promise]] = {
    "cause": gettext_lazy("It is about what you care for. What few things are about counts more."),
    "activity": gettext_lazy("You would do what you like doing."),
    "words": gettext_lazy("Words you used stand in it."),
    "slots": gettext_lazy("It is on when you are free."),
    "near": gettext_lazy("It is near, for the way you travel."),
    "language": gettext_lazy("Somebody there speaks your language, if you need that."),
    "skill": gettext_lazy("You are good at what is needed."),
    "commitment": gettext_lazy("It takes as much time as you would give."),
    "costs": gettext_lazy("Your costs are paid, if that matters to you."),
    "company": gettext_lazy("You can bring a friend, or be shown, if you would like that."),
    "own": gettext_lazy("You have been with that group before, if you let us learn from that."),
    "series": gettext_lazy("You have been to it before, if you let us learn from that."),
    "usual": gettext_lazy("It is on when you came to things before, if you let us learn from that."),
    "text": gettext_lazy("It reads much like what you said."),
    "soon": gettext_lazy("It is soon."),
    "fresh": gettext_lazy("It is new."),
    "popular": gettext_lazy("Many said yes to it."),
    "filling": gettext_lazy("Many said yes in the last days."),
    "next": gettext_lazy("It is the next thing that its group does."),
    "replies": gettext_lazy("Its group answers people in time."),
    "price": gettext_lazy("It was shown much already. This counts against it, so that small groups are found too."),
}
"""Each feature in words, to somebody who asks."""


@dataclass(frozen=True)
class Row:
    """One feature that counts: in words, and its share of the total weight, in percent."""

    words: Promise
    part: int
    against: bool


def rows() -> list[Row]:
    """Return the features by weight, highest first; without those of weight 0."""
    weights = dict(zip(FEATURES, learnt.in_use().weights.array.tolist(), strict=True))
    whole = sum(abs(weight) for weight in weights.values()) or 1.0
    ordered = sorted(weights.items(), key=lambda item: -abs(item[1]))
    return [Row(COUNTS[name], round(100 * abs(weight) / whole), weight < 0) for name, weight in ordered if weight]


def learnt_from() -> list[str]:
    """Return what the weights in use were trained on and how they did, in sentences; none while they are set by hand."""
    row = Learnt.objects.filter(is_live=True).first()
    if row is None:
        return []
    figures = row.figures
    facts = {
        "lists": formats.number_format(figures["lists"], force_grouping=True),
        "people": formats.number_format(figures["people"], force_grouping=True),
        "first": _day(figures["first"]),
        "last": _day(figures["last"]),
        "day": times.date(row.at),
        "before": _score(figures["before"]),
        "after": _score(figures["after"]),
        "low": _score(figures["low"]),
        "high": _score(figures["high"]),
    }
    sentences = [
        _("We learnt this on %(day)s from %(lists)s lists that %(people)s people were shown.") % facts,
        ngettext("Then we tried it on %d later list.", "Then we tried it on %d later lists.", figures["tested"])
        % figures["tested"],
        _("All of these were seen from %(first)s to %(last)s, by people who had agreed that we learn from them.")
        % facts,
        _("1 means that what people chose stood first each time."),
        _("It got %(after)s; what we had before got %(before)s.") % facts,
        _("Chance alone could make the gain as small as %(low)s or as large as %(high)s.") % facts,
    ]
    if figures["with_trees"]:
        sentences.append(_("For people who came to things before, rules that it found take a second look at the best."))
    return sentences


def _day(written: Any) -> str:
    moment = parse_datetime(str(written))
    return times.date(moment) if moment else str(written)


def _score(value: float) -> str:
    return formats.number_format(value, decimal_pos=3)
