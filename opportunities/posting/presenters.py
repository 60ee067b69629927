"""Organiser's pages: rows, dates, the completeness guide, and the available actions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hub.core import cleaning
from hub.design import spoken
from hub.design.components import EmptyState, PlacesBar, Progress, Step, Steps, Tag
from hub.messaging import telling
from hub.taxonomy.codes import Access, Kind
from opportunities.models import Opportunity, Session, SignUp, State
from opportunities.posting.forms import STEPS
from opportunities.posting.services import posting
from opportunities.presenters import wording
from opportunities.signups import selectors
from organisations.models import Organisation


def places_bar(session: Session, *, waiting: int = 0) -> PlacesBar:
    """Return how many places are taken."""
    return PlacesBar(taken=session.taken, places=session.places, waiting=waiting)


@dataclass(frozen=True)
class SessionRow:
    """One date in an organiser's list."""

    when: str
    often: str
    bar: PlacesBar
    url: str
    call_off_url: str


def session_row(session: Session, organisation: Organisation) -> SessionRow:
    """Return one date for its organiser."""
    return SessionRow(
        when=wording.when(session),
        often=wording.often(session.rule),
        bar=places_bar(session),
        url=reverse("manage:session", args=[organisation.slug, session.pk]),
        call_off_url=reverse("manage:call_off_date", args=[organisation.slug, session.pk]),
    )


def added_words(session: Session, *, at: datetime) -> str:
    """Return what was added: one date, a run, or how many dates of a repeat stand on the page already."""
    if session.repeat is None and not session.rule:
        return _("The date is added.")
    facts = {"often": wording.often(session.repeats_by), "first": wording.short_when(session)}
    if session.repeat is None:
        return _("Added: %(often)s from %(first)s, as one run.") % facts
    count = Session.objects.upcoming(at=at).filter(repeat=session.repeat).count()
    said = ngettext(
        "Added: %(often)s from %(first)s. The next %(count)d date stands here; later ones come by themselves.",
        "Added: %(often)s from %(first)s. The next %(count)d dates stand here; later ones come by themselves.",
        count,
    )
    return said % (facts | {"count": count})


STATE_TONES: Final = {State.DRAFT: "plain", State.PUBLISHED: "ok", State.PAUSED: "wait", State.CLOSED: "plain"}


def state_tag(opportunity: Opportunity) -> Tag:
    """Return the publication state as a tag."""
    state = State(opportunity.state)
    return Tag(words=str(state.label), tone=STATE_TONES[state])


@dataclass(frozen=True)
class ManagedRow:
    """One thing in an organiser's list."""

    title: str
    url: str
    kind: str
    when: str
    state: Tag
    to_answer: int


def managed_row(opportunity: Opportunity) -> ManagedRow:
    """Return one thing for its organiser. Expects `for_manage` and `for_cards`."""
    sessions = opportunity.upcoming
    return ManagedRow(
        title=spoken.by(opportunity.title, opportunity.lang),
        url=reverse("manage:opportunity", args=[opportunity.organisation.slug, opportunity.pk]),
        kind=str(Kind(opportunity.kind).label),
        when=wording.when(sessions[0]) if sessions else _("No date to come"),
        state=state_tag(opportunity),
        to_answer=opportunity.to_answer,
    )


@dataclass(frozen=True)
class Guide:
    """How complete an advert is, and its steps."""

    progress: Progress
    steps: Steps


def guide(opportunity: Opportunity, *, current: str, at: datetime) -> Guide:
    """Return how complete an advert is, step by step."""
    open_steps = {gap.step for gap in posting.gaps(opportunity, at=at)}
    done, of = posting.completeness(opportunity, at=at)
    slug = opportunity.organisation.slug
    items = tuple(
        Step(
            label=str(title),
            url=reverse("manage:step", args=[slug, opportunity.pk, name]),
            state="now" if name == current else "todo" if name in open_steps else "done",
            note=_("Something is missing") if name in open_steps else "",
        )
        for name, (title, _form) in STEPS.items()
    )
    return Guide(Progress(done, of, _("of the %(of)d things a good advert has") % {"of": of}), Steps(items))


def nothing_on_show(organisation: Organisation, *, may_post: bool) -> EmptyState:
    """Return the text of an organisation's first page while nothing is on show."""
    return EmptyState(
        title=_("Nothing is on show yet"),
        text=_("Say what you need in a few short steps. It takes about ten minutes."),
        action=_("Ask for people") if may_post else "",
        url=reverse("manage:new", args=[organisation.slug]) if may_post else "",
    )


@dataclass(frozen=True)
class GapRow:
    """Something that is missing, with a link to the step where it is added."""

    words: str
    url: str


def gap_rows(opportunity: Opportunity, *, at: datetime) -> list[GapRow]:
    """Return what prevents an advert from being published."""
    slug = opportunity.organisation.slug
    return [
        GapRow(gap.words, reverse("manage:step", args=[slug, opportunity.pk, gap.step]) if gap.step else "")
        for gap in posting.gaps(opportunity, at=at)
    ]


MOVE_WORDS: Final = {
    "publish": gettext_lazy("It’s on show now."),
    "pause": gettext_lazy("Paused. It’s off the lists until you put it back."),
    "close": gettext_lazy("Closed. We tell everybody who had something to come."),
    "copy": gettext_lazy("Here is a copy, as a draft. Give it dates of its own."),
}


def moved_words(move: str) -> str:
    """Return the message after something was published, paused, closed or copied."""
    return str(MOVE_WORDS[move])


@dataclass(frozen=True)
class MoveButton:
    """An action on an advert."""

    words: str
    url: str
    kind: str
    asks: bool = False
    """Whether a page asks for confirmation first."""


TOLD: Final = {
    "where": gettext_lazy("If the place changes, we tell them when you save."),
    "who": gettext_lazy(
        "If the ages change, a check is added or it takes more, we tell them when you save: how it is and how it was."
    ),
    "good-to-know": gettext_lazy(
        "If the costs change, or something is no longer there, we tell them when you save: how it is and how it was."
    ),
}
"""Of which changes those hear who said yes, by the step that holds them."""


def moving_words(step: str, rows: Sequence[SignUp], *, at: datetime) -> str:
    """Return the text about how many people a change in a step would concern; empty for nobody."""
    count = len({row.person_id for row in rows})
    if not count:
        return ""
    said = ngettext("%d person said yes to this.", "%d people said yes to this.", count)
    return f"{said % count} {TOLD[step]} {late_words(len(selectors.too_late(rows, at=at)))}".strip()


def still_true(opportunity: Opportunity) -> str:
    """Return the question whether what is said of the old building holds in the new one; "" where nothing is said."""
    there = "; ".join(str(code.label) for code in Access if code in opportunity.access)
    not_there = "; ".join(str(code.label) for code in Access if code in opportunity.access_no)
    if not (there or not_there or opportunity.access_note):
        return ""
    said = [
        _("There: %(what)s.") % {"what": there} if there else "",
        _("Not there: %(what)s.") % {"what": not_there} if not_there else "",
        f"“{cleaning.quotable(opportunity.access_note)}”" if opportunity.access_note else "",
    ]
    address = reverse("manage:step", args=[opportunity.organisation.slug, opportunity.pk, "good-to-know"])
    return format_html(
        '{} {} <a href="{}">{}</a>',
        _("Does this still hold in the new place?"),
        " ".join(filter(None, said)),
        address,
        _("Look at it and put it right"),
    )


def told_words(rows: Sequence[SignUp], *, at: datetime) -> str:
    """Return the text about how many people closing an advert, or calling off a date, would notify."""
    late = selectors.too_late(rows, at=at)
    count = len({row.person_id for row in rows} - late)
    if not rows:
        return _("Nobody has anything to come, so nobody needs to be told.")
    said = ngettext(
        "We tell %d person who said yes, by the way they asked for.",
        "We tell %d people who said yes, by the way each of them asked for.",
        count,
    )
    return f"{said % count if count else ''} {late_words(len(late))}".strip()


def offered_words(offered: Sequence[SignUp]) -> str:
    """Return the text after the places of a date were changed: who has been offered one from the waiting list."""
    if not offered:
        return _("Saved.")
    names = ", ".join(sign_up.person.first_name for sign_up in offered)
    return _("Saved. Whoever waited longest has the offer now: %(names)s.") % {"names": names}


def how_told(done: str, rows: Sequence[SignUp], *, at: datetime) -> str:
    """Return what was done, how many of these people hear of it in which way, and how many too late."""
    late = selectors.too_late(rows, at=at)
    people = {row.person_id: row for row in rows if row.person_id not in late}
    told = telling.many(telling.to(row.person, by=row.session.next_at, at=at) for row in people.values())
    said = [done, _("Those who said yes: %(told)s.") % {"told": told} if told else "", late_words(len(late))]
    return " ".join(part for part in said if part)


def late_words(count: int) -> str:
    """Return the text about people whom no message reaches before their date; empty for nobody."""
    if not count:
        return ""
    said = ngettext(
        "%d person can’t be told in time: a letter takes three working days. Ring or visit them if you can, or meet them there.",
        "%d people can’t be told in time: a letter takes three working days. Ring or visit them if you can, or meet them there.",
        count,
    )
    return said % count


def moves(opportunity: Opportunity) -> list[MoveButton]:
    """Return the actions available in the advert's current state."""
    words = {
        "publish": _("Put it on show") if opportunity.is_draft else _("Put it back on show"),
        "pause": _("Pause it"),
        "copy": _("Copy it"),
        "close": _("Close it for good"),
    }
    shown = {
        State.DRAFT: ("publish", "copy"),
        State.PUBLISHED: ("pause", "copy", "close"),
        State.PAUSED: ("publish", "copy", "close"),
        State.CLOSED: ("copy",),
    }
    looks = {"publish": "primary", "pause": "second", "copy": "second", "close": "warn"}
    slug = opportunity.organisation.slug
    return [
        MoveButton(words[move], reverse("manage:move", args=[slug, opportunity.pk, move]), looks[move], move == "close")
        for move in shown[State(opportunity.state)]
    ]
