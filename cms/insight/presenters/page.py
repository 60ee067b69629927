"""The page of figures: three sentences, then the figures behind them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.insight.presenters.charts import Bar, Bars, Heat, Line
from cms.insight.presenters.scope import Scope, named
from cms.insight.selectors import asked, missing, replies
from cms.insight.selectors.period import Period
from hub.core import cleaning
from hub.design import times
from hub.figures import small_numbers

EVERYTHING: Final = Scope()
HALF: Final = 50
NEARLY_ALL: Final = 90
"""Percent that may be called nearly everybody."""


@dataclass(frozen=True)
class Figures:
    """All figures of the page."""

    stages: tuple[asked.Stage, ...]
    missing: missing.Missing
    replies: replies.Replies


@dataclass(frozen=True)
class Page:
    """The contents of the page."""

    sentences: tuple[str, ...]
    funnel: Bars | None
    drop: str
    heat: Heat | None
    wards: Bars | None
    searched: Bars | None
    line: Line | None
    within: str


def figures(period: Period, *, ward: str, organisation_id: int | None, at: datetime) -> Figures:
    """Compute the figures of a period from the rows."""
    return Figures(
        asked.funnel(period, organisation_id=organisation_id),
        missing.found(period, ward=ward),
        replies.kept(period, at=at),
    )


def page(found: Figures, scope: Scope = EVERYTHING) -> Page:
    """Return figures as charts and sentences, each with the name of what it is narrowed to. No queries."""
    return Page(
        sentences=(named(scope.service, _outcome(found)), named(scope.ward, _gap(found)), _promise(found)),
        funnel=_funnel(found.stages),
        drop=_drop(found.stages),
        heat=_heat(found.missing),
        wards=_wards(found.missing.wards),
        searched=_searched(found.missing.searched),
        line=_line(found.replies),
        within=_within(found.replies),
    )


def _outcome(found: Figures) -> str:
    one_in = asked.one_in(found.stages)
    if one_in is None:
        return _("Too few people have been asked yet to say where it leads.")
    came = asked.came_of_asked(found.stages)
    if came is None:
        return _("Too few people have been asked yet to say where it leads.")
    if came >= NEARLY_ALL:
        return _("Nearly everybody we asked has been to something.")
    if came > HALF:
        return _("%(tenths)d in 10 people we asked have been to something.") % {"tenths": small_numbers.tenths(came)}
    return _("1 in %(number)d people we asked have been to something.") % {"number": one_in}


def _gap(found: Figures) -> str:
    if not found.missing.gap:
        return _("Too few wishes went unmet to say what is missing.")
    part = str(missing.PARTS[found.missing.gap][0])
    if found.missing.worst_ward:
        facts = {"part": part, "ward": found.missing.worst_ward}
        return _("%(part)s are the biggest gap, most of all in %(ward)s.") % facts
    return _("%(part)s are the biggest gap.") % {"part": part}


def _promise(found: Figures) -> str:
    share = found.replies.share
    if share is None:
        return _("Too few answers were due to say how many came in time.")
    if share == 100:
        said = _("All or nearly all replies came in time.")
    elif share == 0:
        said = _("Few replies or none came in time.")
    else:
        said = _("%(tenths)d in 10 replies came in time.") % {"tenths": small_numbers.tenths(share)}
    first = next((month for month in found.replies.months if month.share is not None), None)
    if first is None or first.share is None or small_numbers.tenths(first.share) == small_numbers.tenths(share):
        return said
    facts = {"tenths": small_numbers.tenths(first.share), "month": times.month(first.first)}
    return said + " " + _("It was %(tenths)d in 10 in %(month)s.") % facts


def _heat(found: missing.Missing) -> Heat | None:
    """Return the week; None where no wish named a part of it."""
    windows = tuple(found.windows[slot] for slot in range(21))
    if not any(windows):
        return None
    return Heat(_("Wishes with no match, by day and part of the day"), windows)


def _line(found: replies.Replies) -> Line | None:
    """Return the months; None where not one has enough answers for a share."""
    if all(month.share is None for month in found.months):
        return None
    return Line(_("Answers that came in time, by month"), found.months)


def _funnel(stages: tuple[asked.Stage, ...]) -> Bars | None:
    """Return the stages; None where nobody was asked."""
    most = stages[0].count
    if most is None:
        return None
    rows = tuple(
        Bar(
            str(stage.label),
            stage.words,
            _length(stage.count, most),
            "–" if stage.share is None else f"{stage.share}%",
        )
        for stage in stages
    )
    return Bars(_("From being asked to coming back"), (_("Stage"), _("People"), _("Of the stage before")), rows)


def _length(count: int | None, most: int) -> int:
    return round(100 * count / most) if count and most else 0


def _drop(stages: tuple[asked.Stage, ...]) -> str:
    pair = asked.biggest_drop(stages)
    if pair is None:
        return ""
    facts = {"before": str(pair[0].label).lower(), "after": str(pair[1].label).lower()}
    return _("Most people are lost between “%(before)s” and “%(after)s”.") % facts


def _wards(wards: tuple[missing.Ward, ...]) -> Bars | None:
    if not wards:
        return None
    most = max(ward.count or 0 for ward in wards)
    rows = tuple(
        Bar(ward.name, small_numbers.words(ward.count), _length(ward.count, most), _beside(ward)) for ward in wards
    )
    return Bars(_("Wishes that were not met, by ward"), (_("Ward"), _("Wishes"), _("Most missed")), rows)


def _beside(ward: missing.Ward) -> str:
    """Return what was missed most and, where the population is known, the wishes per thousand inhabitants."""
    if not ward.people or ward.count is None:
        return ward.missed
    rate = _("%(rate).1f for each 1,000 people") % {"rate": 1000 * ward.count / ward.people}
    return f"{ward.missed}. {rate}" if ward.missed else rate


def _searched(words: tuple[tuple[str, int], ...]) -> Bars | None:
    if not words:
        return None
    most = max(days for _words, days in words)
    rows = tuple(Bar(f"“{cleaning.quotable(said)}”", str(days), _length(days, most)) for said, days in words)
    return Bars(_("Searched for, and not found"), (_("Words"), _("Days"), ""), rows)


def _within(found: replies.Replies) -> str:
    shares = [(days, share) for days, share in found.within if share is not None]
    said = [
        ngettext("%(share)d%% within a day", "%(share)d%% within %(days)d days", days) % {"share": share, "days": days}
        for days, share in shares
    ]
    return _("Answers came: %(shares)s.") % {"shares": ", ".join(said)} if said else ""
