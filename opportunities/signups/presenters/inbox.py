"""The inbox of an organiser: the people who signed up, with the details that each person's agreement shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar
from uuid import UUID

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from laces.components import Component

from hub.access.actors import Actor
from hub.core import cleaning, registry
from hub.core.contract import InboxSource
from hub.design import spoken, times
from hub.design.components import EmptyState, PersonCard, PlacesBar, TabItem, Tabs, Tag
from hub.people.models import Channel, Field
from hub.people.services import reach
from hub.taxonomy.slots import LOCAL
from opportunities.models import Session, SignUp, State, Status
from opportunities.models.sign_up import SignUpQuerySet
from opportunities.posting import presenters
from opportunities.presenters import wording
from opportunities.signups.presenters import own
from opportunities.signups.selectors import kept_promises
from organisations.models import Organisation

PREFERS: Final = {
    Channel.EMAIL: gettext_lazy("Prefers email."),
    Channel.TEXT: gettext_lazy("Prefers a text."),
    Channel.PHONE: gettext_lazy("Prefers a phone call."),
    Channel.LETTER: gettext_lazy("Prefers a letter."),
}


ROUTE_ICONS: Final = {
    Channel.EMAIL: "envelope-simple",
    Channel.TEXT: "chat-dots",
    Channel.PHONE: "phone",
    Channel.LETTER: "house",
}


@dataclass(frozen=True)
class PersonRow:
    """One person in the inbox."""

    pk: str
    name: str
    card: PersonCard
    words: str
    route: str
    route_icon: str
    waits_since: str
    can_answer: bool
    waits: bool
    no_place: bool
    links: dict[str, str]


class OfPerson(Protocol):
    """A row about one person."""

    @property
    def person_id(self) -> UUID:
        """The person's id."""
        ...


Row = TypeVar("Row", bound=OfPerson)


def _sources() -> list[InboxSource]:
    return [source for contract in registry.contracts() for source in contract.inbox]


def added(shown: str, *, to: Actor, organisation: Organisation, at: datetime) -> list[Component]:
    """Return the rows that higher apps add to a tab of the inbox."""
    return [row for source in _sources() for row in source.rows(shown, to=to, organisation=organisation, at=at)]


def added_to_answer(*, to: Actor, organisation: Organisation) -> int:
    """Return how many people of higher apps wait for an answer."""
    return sum(source.to_answer(to=to, organisation=organisation) for source in _sources())


@dataclass(frozen=True)
class SessionBlock:
    """One date beside the inbox."""

    day: str
    where: str
    bar: PlacesBar
    url: str


@dataclass(frozen=True)
class WaitingBlock:
    """The waiting list of one date."""

    title: str
    people: list[PersonRow]


def tab_links(organisation: Organisation, counts: dict[str, int], *, current: str) -> Tabs:
    """Return the tabs with their counts."""
    names = {"to-answer": _("To answer"), "answered": _("Answered"), "waiting": _("Waiting")}
    addresses = {"to-answer": "manage:inbox", "answered": "manage:answered", "waiting": "manage:waiting"}
    return Tabs(
        items=tuple(
            TabItem(
                label=names[key],
                url=reverse(addresses[key], args=[organisation.slug]),
                count=count,
                current=key == current,
            )
            for key, count in counts.items()
        )
    )


def tab_heading(shown: str, count: int) -> str:
    """Return what a tab lists."""
    if shown == "answered":
        return _("People you answered")
    if shown == "waiting":
        return ngettext("%d person on a waiting list", "%d people on waiting lists", count) % count
    return heading(count)


def heading(count: int) -> str:
    """Return "3 people to answer"."""
    if not count:
        return _("Nobody is waiting for an answer")
    return ngettext("%d person to answer", "%d people to answer", count) % count


def promise(organisation: Organisation, rows: SignUpQuerySet) -> str:
    """Return the organisation's promised time to answer and how often it was kept in the last 50 answers."""
    promised = _("You’ve promised a reply %(time)s.") % {"time": wording.reply_time(organisation.reply_hours)}
    kept, of = kept_promises(rows)
    if of < 5:
        return promised
    return promised + " " + _("You kept that for %(kept)d of your last %(of)d.") % {"kept": kept, "of": of}


def people(
    page: Iterable[SignUp] | Page[SignUp], *, to: Actor, organisation: Organisation, at: datetime
) -> list[PersonRow]:
    """Return the person of each sign-up, with the details that may be seen now; the access is logged."""
    sign_ups = list(page)
    return [
        _row(sign_up, details, organisation, at=at)
        for sign_up, details in zip(sign_ups, _seen(sign_ups, to, at=at), strict=True)
    ]


def _seen(sign_ups: list[SignUp], to: Actor, *, at: datetime) -> list[reach.Details]:
    """Return details in order. A person with two sign-ups is read once for each, by the Reach of that one."""
    found = []
    for group in one_each(sign_ups):
        seen = reach.shown(
            [sign_up.person for sign_up in group],
            to=to,
            subjects={sign_up.person_id: str(sign_up.pk) for sign_up in group},
            lookups={sign_up.person_id: sign_up.route_lookup for sign_up in group},
            why="inbox",
            at=at,
        )
        found += [(sign_up.pk, seen[sign_up.person_id]) for sign_up in group]
    by_pk = dict(found)
    return [by_pk[sign_up.pk] for sign_up in sign_ups]


def one_each(rows: Sequence[Row]) -> list[list[Row]]:
    """Split rows about people into parts, so that nobody is in one part twice."""
    parts: list[list[Row]] = []
    for row in rows:
        part = next((p for p in parts if all(other.person_id != row.person_id for other in p)), None)
        if part is None:
            parts.append(part := [])
        part.append(row)
    return parts


def _row(sign_up: SignUp, details: reach.Details, organisation: Organisation, *, at: datetime) -> PersonRow:
    names = ("accept", "decline", "another", "offer", "came")
    return PersonRow(
        pk=str(sign_up.pk),
        name=details.name or _("Details closed"),
        card=_card(sign_up, details, at=at),
        words=sign_up.words if details.may_see(Field.WORDS) else "",
        route=details.route,
        route_icon=ROUTE_ICONS[Channel(details.route_kind)] if details.route_kind else "",
        waits_since=_("Since %(day)s.") % {"day": times.weekday(sign_up.waiting_since)}
        if sign_up.waiting_since
        else "",
        can_answer=sign_up.status == Status.REQUESTED,
        waits=sign_up.status == Status.WAITING,
        no_place=sign_up.session.is_full,
        links={name: reverse(f"manage:{name}", args=[organisation.slug, sign_up.pk]) for name in names},
    )


def _card(sign_up: SignUp, details: reach.Details, *, at: datetime) -> PersonCard:
    words = f"“{cleaning.quotable(sign_up.words)}”" if sign_up.words and details.may_see(Field.WORDS) else ""
    prefers = str(PREFERS[Channel(details.route_kind)]) if details.route_kind else ""
    thing = sign_up.session.opportunity
    facts = {"title": spoken.by(thing.title, thing.lang), "when": wording.when(sign_up.session)}
    return PersonCard(
        name=details.name or _("Details closed"),
        tag=status_tag(sign_up, at=at),
        source=_("Signed up themselves, %(when)s") % {"when": wording.moment(sign_up.asked_at)},
        what=spoken.filled(_("%(title)s, %(when)s"), facts),
        words=" ".join(part for part in (words, prefers) if part),
    )


SETTLED: Final = {
    Status.HELD: gettext_lazy("They’re coming. Nothing more is needed."),
    Status.ATTENDED: gettext_lazy("They came. Nothing more is needed."),
    Status.WAITING: gettext_lazy("They are on your waiting list. Nothing is needed until a place is free."),
    Status.OFFERED: gettext_lazy("A place is offered to them. They have until %(until)s to take it."),
    Status.DECLINED: gettext_lazy("This was answered: not this time. Nothing more is needed."),
}
"""What became of somebody's yes that needs no answer from the organiser."""


def settled_words(sign_up: SignUp) -> str:
    """Return what became of a yes that needs no answer; "" where one is needed."""
    if sign_up.status == Status.REQUESTED:
        return ""
    if sign_up.status == Status.HELD and not sign_up.welcomed:
        return _("They’re coming: whoever says yes here has a place at once. Nothing more is needed.")
    if said := SETTLED.get(Status(sign_up.status)):
        return str(said) % {"until": wording.moment(sign_up.offer_until)}
    return _("%(why)s. Nothing more is needed.") % {"why": own.status_tag(sign_up).words}


def status_tag(sign_up: SignUp, *, at: datetime) -> Tag:
    """Return the state of a sign-up for the organiser: by when to answer, or how it ended."""
    if sign_up.status == Status.REQUESTED and sign_up.answer_by:
        late = at - sign_up.answer_by
        if late > timedelta(0):
            return Tag(words=_late_words(late), tone="stop", icon="warning")
        today = sign_up.answer_by.astimezone(LOCAL).date() == at.astimezone(LOCAL).date()
        words = _("Answer by %(clock)s today") if today else _("Answer by %(clock)s, %(day)s")
        facts = {"clock": times.clock(sign_up.answer_by), "day": times.day(sign_up.answer_by)}
        return Tag(words=words % facts, tone="wait" if today else "accent", icon="clock")
    if sign_up.status == Status.HELD:
        return Tag(words=_("You’re expecting them"), tone="ok", icon="check-circle")
    return own.status_tag(sign_up)


def _late_words(late: timedelta) -> str:
    hours = int(late.total_seconds() // 3600)
    if hours < 1:
        return _("Late")
    if hours < 48:
        return ngettext("Late by %d hour", "Late by %d hours", hours) % hours
    return ngettext("Late by %d day", "Late by %d days", hours // 24) % (hours // 24)


def sessions(organisation: Organisation, *, at: datetime) -> list[SessionBlock]:
    """Return the next dates of an organisation, with how many places are taken."""
    rows = Session.objects.upcoming(at=at).filter(
        opportunity__organisation=organisation, opportunity__state__in=(State.PUBLISHED, State.PAUSED)
    )
    found = rows.in_order().with_waiting().select_related("opportunity__venue")[:4]
    return [
        SessionBlock(
            day=wording.short_when(session),
            where=spoken.by(session.opportunity.title, session.opportunity.lang),
            bar=presenters.places_bar(session, waiting=session.waiting_count),
            url=reverse("manage:session", args=[organisation.slug, session.pk]),
        )
        for session in found
    ]


def waiting(rows: SignUpQuerySet, *, to: Actor, organisation: Organisation, at: datetime) -> list[WaitingBlock]:
    """Return the waiting lists of the next dates that have one, soonest first."""
    found = list(rows.waiting_by_date(at=at).for_inbox()[:10])
    by_session: dict[Session, list[PersonRow]] = {}
    for sign_up, row in zip(found, people(found, to=to, organisation=organisation, at=at), strict=True):
        by_session.setdefault(sign_up.session, []).append(row)
    return [
        WaitingBlock(title=_("Waiting for %(when)s") % {"when": wording.short_when(session)}, people=listed)
        for session, listed in by_session.items()
    ]


def nobody(shown: str) -> EmptyState:
    """Return the text of an empty tab."""
    titles = {
        "to-answer": _("Nobody is waiting for an answer"),
        "answered": _("You have answered nobody yet"),
        "waiting": _("Nobody is on a waiting list"),
    }
    return EmptyState(title=titles[shown])
