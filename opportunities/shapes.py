"""How adverts differ by kind of opportunity: their wording, and the extra fields they have.

A role, a gathering, a consultation, a standby list and a seat on a committee each have their own wording.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.design import times
from hub.taxonomy.codes import Kind

if TYPE_CHECKING:
    from opportunities.models import Opportunity, Session


@dataclass(frozen=True)
class Shape:
    """The wording for some kinds. `said` and `sign` are shown on the card; `asks` are the fields that only these kinds have."""

    name: str
    doing: Promise
    """The heading of what people will do, on the page."""
    question: Promise
    """The same as a question in the form."""
    help_text: Promise
    jump: Promise
    """The button that leads to the form."""
    said: Promise | str = ""
    sign: str = ""
    asks: tuple[str, ...] = ()
    missing: Promise | str = ""
    """The error when a required field of `asks` is blank."""
    told: Promise | str = ""
    """A sentence above the form: what signing up means here."""


ROLE: Final = Shape(
    name="role",
    doing=gettext_lazy("What you’ll do"),
    question=gettext_lazy("What people will do"),
    help_text=gettext_lazy("Short sentences. Say what happens when somebody comes for the first time."),
    jump=gettext_lazy("Say you’ll come"),
)
GATHERING: Final = Shape(
    name="gathering",
    doing=gettext_lazy("What it’s like"),
    question=gettext_lazy("What is it like to be there?"),
    help_text=gettext_lazy("Say who comes, what happens first, and that one may just sit and watch."),
    jump=gettext_lazy("Say you’ll come"),
    said=gettext_lazy("Come along"),
    sign="users-three",
)
SHAPING: Final = Shape(
    name="shaping",
    doing=gettext_lazy("What it’s about"),
    question=gettext_lazy("What is it about, and how do people take part?"),
    help_text=gettext_lazy("Say what is being decided, who decides, and what you will do with what people say."),
    jump=gettext_lazy("Have your say"),
    said=gettext_lazy("Have a say"),
    sign="lightbulb",
    asks=("what_can_change", "hear_back_by"),
    missing=gettext_lazy("Say what can change, and when people will hear back."),
)
STANDBY: Final = Shape(
    name="standby",
    doing=gettext_lazy("What you’d do if it came to it"),
    question=gettext_lazy("What would people do if it came to it?"),
    help_text=gettext_lazy("Say where they would go, who tells them what to do, and what they need not bring."),
    jump=gettext_lazy("Go on the list"),
    said=gettext_lazy("Only when needed"),
    sign="phone",
    asks=("called_when", "notice_hours"),
    missing=gettext_lazy("Say when you would ring people, and how soon they should come."),
    told=gettext_lazy("You go on a list. We ring when it’s needed, and you can say no each time."),
)
SEAT: Final = Shape(
    name="seat",
    doing=gettext_lazy("What the seat asks of you"),
    question=gettext_lazy("What does the seat ask of somebody?"),
    help_text=gettext_lazy("Say what the committee decides, how often it meets, and who helps a newcomer."),
    jump=gettext_lazy("Ask about the seat"),
    said=gettext_lazy("A seat on a committee"),
    sign="handshake",
    asks=("term_months",),
    missing=gettext_lazy("Say how long somebody serves."),
    told=gettext_lazy("Nobody is elected by a form. You come to a meeting first, and then you both see."),
)

OF: Final[dict[str, Shape]] = {
    Kind.JOIN_IN: GATHERING,
    Kind.START_A_GROUP: GATHERING,
    Kind.CO_DESIGN: SHAPING,
    Kind.CO_COMMISSION: SHAPING,
    Kind.PANEL_OR_DECISION: SHAPING,
    Kind.LIVED_EXPERIENCE: SHAPING,
    Kind.STANDBY_EMERGENCY: STANDBY,
    Kind.TRUSTEE_OR_COMMITTEE: SEAT,
}
MAY_LEAVE_OUT: Final = frozenset({Kind.CO_COMMISSION, Kind.PANEL_OR_DECISION, Kind.LIVED_EXPERIENCE})
"""Kinds with extra fields that may be published without an answer to them."""


def of(kind: str) -> Shape:
    """Return the shape of a kind of thing."""
    return OF.get(kind, ROLE)


def others(kind: str) -> list[str]:
    """Return the fields of other kinds that this one does not have."""
    every = dict.fromkeys(name for shape in (SHAPING, STANDBY, SEAT) for name in shape.asks)
    return [name for name in every if name not in of(kind).asks]


def lacks(opportunity: "Opportunity") -> bool:
    """Whether a field is blank that this kind requires before publication."""
    if opportunity.kind in MAY_LEAVE_OUT:
        return False
    return any(getattr(opportunity, name) in ("", None) for name in of(opportunity.kind).asks)


@dataclass(frozen=True)
class Line:
    """A line that only this kind has: a heading, and text that is ours or the organisation's own."""

    title: str
    words: str
    is_theirs: bool = False


def lines(opportunity: "Opportunity") -> list[Line]:
    """Return the extra lines on the page of this kind; none for blank fields."""
    return [line for name in of(opportunity.kind).asks if (line := _LINES[name](opportunity)) is not None]


def _can_change(opportunity: "Opportunity") -> Line | None:
    words = opportunity.what_can_change
    return Line(_("What can change"), words, is_theirs=True) if words else None


def _hear_back(opportunity: "Opportunity") -> Line | None:
    if opportunity.hear_back_by is None:
        return None
    words = _("You’ll hear what came of it by %(day)s.") % {"day": times.long_date(opportunity.hear_back_by)}
    return Line(_("When you hear back"), words)


def _called(opportunity: "Opportunity") -> Line | None:
    words = opportunity.called_when
    return Line(_("When we’d ring you"), words, is_theirs=True) if words else None


def _notice(opportunity: "Opportunity") -> Line | None:
    if opportunity.notice_hours is None:
        return None
    return Line(_("How soon you’d come"), _("%(time)s of our call, if you can.") % {"time": notice(opportunity)})


def _term(opportunity: "Opportunity") -> Line | None:
    if opportunity.term_months is None:
        return None
    return Line(_("How long it lasts"), _("%(time)s. You can stand down sooner.") % {"time": term(opportunity)})


_LINES: Final[dict[str, Callable[["Opportunity"], Line | None]]] = {
    "what_can_change": _can_change,
    "hear_back_by": _hear_back,
    "called_when": _called,
    "notice_hours": _notice,
    "term_months": _term,
}


def is_call(opportunity: "Opportunity", session: "Session | None") -> bool:
    """Whether people are called up rather than come on a day: a standby list without a date."""
    return of(opportunity.kind) is STANDBY and session is not None and session.next_at is None


def notice(opportunity: "Opportunity") -> str:
    """Return within how long somebody on standby should come, in words."""
    hours = opportunity.notice_hours or 0
    return ngettext("Within an hour", "Within %(hours)d hours", hours) % {"hours": hours}


def term(opportunity: "Opportunity") -> str:
    """Return how long a seat is held, in whole years where possible."""
    months = opportunity.term_months or 0
    if months % 12:
        return ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
    years = months // 12
    return ngettext("One year", "%(years)d years", years) % {"years": years}


def fact(opportunity: "Opportunity") -> str:
    """Return the extra line of this kind that a card shows."""
    if opportunity.hear_back_by and "hear_back_by" in of(opportunity.kind).asks:
        return _("You hear back by %(day)s") % {"day": times.long_date(opportunity.hear_back_by)}
    if opportunity.notice_hours and "notice_hours" in of(opportunity.kind).asks:
        return notice(opportunity)
    if opportunity.term_months and "term_months" in of(opportunity.kind).asks:
        return _("For %(time)s") % {"time": term(opportunity).lower()}
    return ""
