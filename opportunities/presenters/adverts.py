"""The page of one opportunity: time first, then what people ask about. Makes no queries."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.design import spoken, times
from hub.design.components import FactList, FactRow, Headline
from hub.places import apart
from hub.places.locate import Located
from hub.taxonomy.codes import Access, Checks, Costs, Kind, Language, Takes
from opportunities import recurrence, shapes
from opportunities.models import Opportunity, Session
from opportunities.presenters import cards, wording


@dataclass(frozen=True)
class Advert:
    """What the page of one opportunity shows, in order."""

    headline: Headline
    facts: FactList
    kind: str
    doing: str
    more: tuple[shapes.Line, ...]
    told: str
    jump: str
    promise: str
    send: str


def advert(opportunity: Opportunity, sessions: list[Session], *, near: Located | None) -> Advert:
    """Return one opportunity as its page shows it."""
    first = sessions[0] if sessions else None
    shape = shapes.of(opportunity.kind)
    rows = [row for row in _advert_rows(opportunity, sessions, near) if any(row.lines)]
    return Advert(
        headline=Headline(
            when=_headline(opportunity, first), note=_headline_note(sessions), slots=cards.slots(sessions)
        ),
        facts=FactList(rows=tuple(rows)),
        kind=str(Kind(opportunity.kind).label),
        doing=str(shape.doing),
        more=tuple(shapes.lines(opportunity)),
        told=str(shape.told),
        jump=str(shape.jump) if any(not session.is_full for session in sessions) else _("Wait for a place"),
        promise=_promise(opportunity),
        send=_("Send to %(group)s") % {"group": opportunity.organisation.name},
    )


def _promise(opportunity: Opportunity) -> str:
    if opportunity.answers_at_once:
        return _("Takes a minute. The place is yours at once. You can change your mind.")
    group = {"group": opportunity.organisation.name, "replies": wording.replies(opportunity.organisation)}
    return _("Takes a minute. %(group)s answers first; it %(replies)s. You can change your mind.") % group


def _headline(opportunity: Opportunity, first: Session | None) -> str:
    if first is None:
        return _("No date at the moment")
    if shapes.is_call(opportunity, first):
        return str(shapes.STANDBY.said)
    if first.next_at is None:
        day = wording.own_times(first) or _("Any day")
        return _("%(day)s. %(hours)s") % {"day": day, "hours": wording.hours(first)}
    repeats = recurrence.often_of(first.repeats_by) != recurrence.Often.ONCE
    day = times.weekdays(first.next_at) if repeats else times.day(first.next_at)
    return _("%(day)s, %(hours)s") % {"day": day, "hours": wording.hours(first)}


def _headline_note(sessions: list[Session]) -> str:
    if not sessions:
        return ""
    often = wording.often(sessions[0].repeats_by)
    if sessions[0].rule:
        return _("%(often)s. You say yes to the whole run.") % {"often": often}
    come = _("%(often)s. Come when you can.") % {"often": often} if often else ""
    others = _("It is at other times, too.") if len({_pattern(session) for session in sessions}) > 1 else ""
    return f"{come} {others}".strip()


def _pattern(session: Session) -> tuple[str, str]:
    """Return the day of the week and the hours of a date: what repeats has one pattern."""
    return (times.weekday(session.next_at) if session.next_at else "", wording.hours(session))


def _advert_rows(opportunity: Opportunity, sessions: list[Session], near: Located | None) -> list[FactRow]:
    labels = cards.ordered(Access, opportunity.access)
    languages = cards.ordered(Language, opportunity.languages)
    organisation = opportunity.organisation
    access = spoken.by(opportunity.access_note, opportunity.lang)
    costs = spoken.by(opportunity.costs_note, opportunity.lang)
    replies = _("It %(replies)s.") % {"replies": wording.replies(organisation)}
    return [
        FactRow("map-pin", _("Where"), _where_lines(opportunity, near)),
        FactRow("wheelchair", _("Getting in"), (*_sentences(labels), _not_there(opportunity), access)),
        FactRow("hand-heart", _("What it takes"), _sentences(cards.ordered(Takes, opportunity.takes))),
        FactRow("coins", _("Costs"), (*_sentences(cards.ordered(Costs, opportunity.costs)), costs)),
        FactRow("shield-check", _("Checks"), (_checks(opportunity),)),
        FactRow("user", _("Age"), (wording.ages(opportunity.min_age, opportunity.max_age),)),
        FactRow("translate", _("Languages"), (", ".join(str(code.label) for code in languages),)),
        FactRow("users-three", _("Places"), tuple(_places(session) for session in sessions[:3])),
        FactRow(
            "chat-dots", _("Replies"), (cards.answer(opportunity) + ".", "" if opportunity.answers_at_once else replies)
        ),
    ]


def _sentences(codes: list[Any]) -> tuple[str, ...]:
    """Return labels of codes, each as a sentence."""
    return tuple(f"{code.label}." for code in codes)


def _not_there(opportunity: Opportunity) -> str:
    labels = [str(code.label) for code in cards.ordered(Access, opportunity.access_no)]
    return _("Not there: %(what)s.") % {"what": "; ".join(labels)} if labels else ""


def _where_lines(opportunity: Opportunity, near: Located | None) -> tuple[str, ...]:
    venue = opportunity.venue
    if venue is None:
        return (_("From your own home."),)
    lines = [wording.where(opportunity) + "."]
    if near is not None:
        lines.append(_("From %(place)s: %(far)s.") % {"far": apart.words(near, venue), "place": near.name})
    if venue.getting_there:
        lines.append(spoken.by(venue.getting_there, opportunity.lang))
    if opportunity.remote:
        lines.append(_("You can also do it from home."))
    return tuple(lines)


def _checks(opportunity: Opportunity) -> str:
    if opportunity.checks == Checks.NONE:
        return _("None needed for this.")
    found = _("%(check)s comes first. It’s free for you.") % {"check": Checks(opportunity.checks).label}
    weeks = opportunity.checks_weeks
    if weeks:
        found += " " + ngettext("It takes about %d week.", "It takes about %d weeks.", weeks) % weeks
    return found


def _places(session: Session) -> str:
    if session.next_at is None:
        return wording.places_left(session) + "."
    facts = {"left": wording.places_left(session), "date": times.date(session.next_at)}
    if session.is_full:
        return _("Full on %(date)s. You can wait for a place.") % facts
    return _("%(left)s on %(date)s.") % facts
