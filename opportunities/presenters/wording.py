"""Dates, places and facts of opportunities in words: codes and numbers come in, translated text goes out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.design import times, week_words
from hub.taxonomy.codes import Checks, Commitment, Slot
from opportunities.models import Opportunity, Session
from organisations.models import Organisation

WEEK_HOURS: Final = 168


def moment(at: datetime | None) -> str:
    """Return a day and a clock time: "8pm on Tuesday 1 December"; nothing for None."""
    if at is None:
        return ""
    return _("%(clock)s on %(day)s") % {"clock": times.clock(at), "day": times.day(at)}


def hours(session: Session) -> str:
    """Return "6pm to 8pm", "from 6pm", or the duration of a flexible one."""
    if session.next_at is None:
        commitment = session.opportunity.commitment
        return str(Commitment(commitment).label) if commitment else _("You choose when")
    if session.ends_at is None or session.starts_at is None:
        return _("from %(clock)s") % {"clock": times.clock(session.next_at)}
    return times.hours(session.next_at, session.next_at + (session.ends_at - session.starts_at))


def own_times(session: Session) -> str:
    """Return the windows in which somebody chooses their own time: "Friday and Saturday evenings"; "" for any."""
    if session.next_at is not None or len(session.slots) == len(Slot):
        return ""
    return capfirst(week_words.windows(session.slots))


def when(session: Session) -> str:
    """Return the whole time in words: "Tuesday 1 December, 6pm to 8pm"."""
    if session.next_at is None:
        said = own_times(session)
        return _("%(windows)s, when it suits you") % {"windows": said} if said else _("Any time that suits you")
    words = _("%(day)s, %(hours)s") % {"day": times.day(session.next_at), "hours": hours(session)}
    return (
        _("%(first)s, then %(often)s") % {"first": words, "often": often(session.rule).lower()}
        if session.rule
        else words
    )


def when_said(session: Session, *, of_reader: bool) -> str:
    """Return the whole time as it stands within a sentence, said to whoever comes or to their organiser."""
    if session.next_at is not None:
        return when(session)
    if windows := own_times(session):
        words = _("%(windows)s, when it suits you") if of_reader else _("%(windows)s, when it suits them")
        return words % {"windows": windows}
    return _("at any time that suits you") if of_reader else _("at any time that suits them")


def often(rule: str) -> str:
    """Return how often something repeats, from its rule (RFC 5545): "Every week"."""
    if not rule:
        return ""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    every = int(parts.get("INTERVAL", "1"))
    if parts.get("FREQ") == "MONTHLY":
        return _("Once a month") if every == 1 else ngettext("Every %d month", "Every %d months", every) % every
    if parts.get("FREQ") == "DAILY":
        return _("Every day")
    return _("Every week") if every == 1 else _("Every two weeks") if every == 2 else _("Every %d weeks") % every


def check_first(opportunity: Opportunity) -> str:
    """Return that a check comes before the first time, once the organisation has said yes; nothing where there is none."""
    if opportunity.checks == Checks.NONE:
        return ""
    group = opportunity.organisation.name
    if opportunity.checks_weeks:
        words = ngettext(
            "%(group)s say yes. A safety check comes first. It takes about %(weeks)d week. They tell you when you can start.",
            "%(group)s say yes. A safety check comes first. It takes about %(weeks)d weeks. They tell you when you can start.",
            opportunity.checks_weeks,
        )
        return words % {"group": group, "weeks": opportunity.checks_weeks}
    return _("%(group)s say yes. A safety check comes first. They tell you when you can start.") % {"group": group}


def where(opportunity: Opportunity) -> str:
    """Return the venue and its address on one line, or "from your own home"."""
    if opportunity.remote and opportunity.venue is None:
        return _("from your own home")
    venue = opportunity.venue
    if venue is None:
        return ""
    parts = [venue.name, *(line for line in venue.address.splitlines() if line.strip()), venue.postcode]
    return ", ".join(part for part in parts if part)


def ages(least: int | None, most: int | None) -> str:
    """Return who may come by age: "From 16 to 25."; nothing where anybody may."""
    if most:
        said = {"least": least, "most": most}
        return _("From %(least)d to %(most)d.") % said if least else _("Up to %(most)d.") % said
    return _("%(age)d and over.") % {"age": least} if least else ""


def date_choice(session: Session) -> str:
    """Return a date as a choice: "Tuesday 1 December, 6pm to 8pm. 3 places left"."""
    return _("%(when)s. %(left)s") % {"when": when(session), "left": places_left(session)}


def places_left(session: Session) -> str:
    """Return how many places are left, in words."""
    left = session.left
    if left is None:
        return _("Plenty of room")
    if left == 0:
        return _("Full. You can wait for a place")
    return ngettext("%d place left", "%d places left", left) % left


def places_over(sessions: Sequence[Session]) -> str:
    """Return the places left on the next date; if it is full, also a date that has some: "4 places on 4 December"."""
    first, free = sessions[0], next((session for session in sessions if not session.is_full), None)
    if not first.is_full or free is None or free.next_at is None or first.next_at is None:
        return places_left(first)
    facts = {"full": times.date(first.next_at), "free": times.date(free.next_at), "left": free.left}
    if free.left is None:
        return _("Full on %(full)s, plenty of room on %(free)s") % facts
    words = ngettext(
        "Full on %(full)s, %(left)d place on %(free)s", "Full on %(full)s, %(left)d places on %(free)s", free.left
    )
    return words % facts


def reply_time(hours_promised: int) -> str:
    """Return the time within which the organisation answers: "within a day", "in 3 days"."""
    if hours_promised <= 24:
        return _("within a day")
    days = -(-hours_promised // 24)
    return ngettext("in %d day", "in %d days", days) % days


def replies(organisation: Organisation) -> str:
    """Return how soon an organisation replies: by its record where there is one, else as it says."""
    record = organisation.replied_within
    if record is None:
        return _("says it replies %(time)s") % {"time": reply_time(organisation.reply_hours)}
    if record > WEEK_HOURS:
        return _("often takes more than a week to reply")
    return _("usually replies %(time)s") % {"time": reply_time(record)}


def short_when(session: Session) -> str:
    """Return a date without its hours: "Tuesday 24 November"."""
    return times.day(session.next_at) if session.next_at else when(session)
