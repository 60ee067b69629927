"""From rows to the worker's lists: names as far as they may be seen, states, and links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.access.actors import Actor
from hub.design import spoken, times
from hub.design.components import FactList, FactRow, Tag
from hub.people import names as names_as_typed
from hub.people.models import Person
from hub.people.services import reach
from hub.taxonomy.slots import LOCAL
from matching.frontline.asks.services import asks
from matching.frontline.capture.services.captures import fields_of
from matching.frontline.models import Answer, Ask, Capture, Contact, Outcome, Owed, Reason, Referral, Status
from opportunities.models import Status as Place
from opportunities.presenters import wording

TONES: Final = {
    Status.DRAFT: ("plain", ""),
    Status.SENT: ("wait", "hourglass-medium"),
    Status.ACKNOWLEDGED: ("wait", "hourglass-medium"),
    Status.ACCEPTED: ("ok", "check-circle"),
    Status.FIRST_ATTENDED: ("ok", "check-circle"),
    Status.DECLINED: ("stop", "warning"),
    Status.WITHDRAWN: ("plain", ""),
    Status.EXPIRED: ("stop", "warning"),
}


Names = Mapping[UUID, str]
"""The names visible to the worker, by person id."""


@dataclass(frozen=True)
class Row:
    """A row of a list: a name with its link, what it is about, a tag with its state, and a sentence more."""

    name: str
    url: str
    what: str
    note: str = ""
    tag: Tag | None = None
    pk: str = ""


def names(people: Iterable[Person | None], *, to: Actor, why: str, at: datetime) -> Names:
    """Return the names of people in contact with the actor's service, by id, for a whole page; access is logged once for each."""
    persons = {person.pk: person for person in people if person is not None}
    seen = reach.shown(persons.values(), to=to, subjects=dict.fromkeys(persons, "contact"), why=why, at=at)
    return {pk: details.name or _("Somebody") for pk, details in seen.items()}


def contacts(listed: Iterable[Contact], called: Names) -> list[Row]:
    """Return conversations as rows."""
    return [
        Row(
            name=called[contact.person_id],
            url=reverse("frontline:person", args=[contact.person_id]),
            what=_("%(clock)s, %(way)s") % {"clock": times.clock(contact.at), "way": contact.get_way_display()},
            note=str(Outcome(contact.outcome).label) if contact.outcome else "",
        )
        for contact in listed
    ]


def out_of_reach(listed: Iterable[Person], called: Names) -> list[Row]:
    """Return people of whom no number or address works any more."""
    return [
        Row(
            name=called[person.pk],
            url=reverse("frontline:person", args=[person.pk]),
            what=_("Their number or address no longer works. Ask for another when you meet."),
        )
        for person in listed
    ]


def captures(listed: Iterable[Capture], called: Names) -> list[Row]:
    """Return the worker's open captures, by the name entered so far."""
    return [
        Row(
            name=_first_name(capture, called),
            url=reverse("frontline:capture", args=[capture.pk]),
            what=_("Begun at %(time)s, %(way)s")
            % {"time": times.clock(capture.started_at), "way": capture.get_way_display()},
        )
        for capture in listed
    ]


def _first_name(capture: Capture, called: Names) -> str:
    typed = "".join(fields_of(capture).get("first_name", [])[:1])
    name = "" if names_as_typed.holds_more(typed) else str(names_as_typed.read(typed))
    return name or (called[capture.person_id] if capture.person_id else _("Somebody"))


def referrals(listed: Iterable[Referral], called: Names) -> list[Row]:
    """Return referrals as rows for the worker."""
    return [
        Row(
            name=called[referral.person_id],
            url=reverse("frontline:referral", args=[referral.pk]),
            what=about(referral),
            note=note(referral),
            tag=tag(referral),
            pk=str(referral.pk),
        )
        for referral in listed
    ]


def about(referral: Referral) -> str:
    """Return where somebody was referred, and for what."""
    if referral.opportunity is None:
        return referral.organisation.name
    title = spoken.by(referral.opportunity.title, referral.opportunity.lang)
    return spoken.filled(_("%(title)s, with %(group)s"), {"title": title, "group": referral.organisation.name})


def tag(referral: Referral) -> Tag:
    """Return the state of a referral."""
    tone, icon = TONES[Status(referral.status)]
    return Tag(str(Status(referral.status).label), tone, icon)


_AT_ONCE: Final = gettext_lazy("Whoever says yes on its own page has a place at once.")


def note(referral: Referral) -> str:
    """Return what happens next, or why it ended, in a sentence."""
    status = Status(referral.status)
    if status in (Status.SENT, Status.ACKNOWLEDGED):
        until = _("They have until %(when)s.") % {"when": wording.moment(referral.expires_at)}
        at_once = referral.opportunity is not None and referral.opportunity.answers_at_once
        return f"{until} {_AT_ONCE}" if at_once else until
    if status == Status.DECLINED:
        words = f" “{referral.reply_words}”" if referral.reply_words else ""
        return f"{Reason(referral.reason).label}.{words}"
    if referral.sign_up is not None and referral.sign_up.status == Place.WAITING:
        return _("On their waiting list.")
    if status == Status.ACCEPTED and referral.sign_up_id and referral.session is not None:
        return wording.when(referral.session)
    return ""


def due(listed: Iterable[Owed], called: Names, *, at: datetime) -> list[Row]:
    """Return what the service owes people."""
    today = at.astimezone(LOCAL).date()
    return [
        Row(
            name=called[owed.person_id],
            url=reverse("frontline:person", args=[owed.person_id]),
            what=owed.what,
            note=_("%(owner)s has it.") % {"owner": owed.owner},
            tag=Tag(_("Late"), "stop", "warning")
            if owed.due < today
            else Tag(_("By %(day)s") % {"day": times.of(owed.due)}, "wait", "clock"),
            pk=str(owed.pk),
        )
        for owed in listed
    ]


def answered(ask: Ask) -> str:
    """Return the answer in words; a yes by message is a place that they took themselves."""
    if ask.way == asks.MESSAGE and ask.answer == Answer.YES_REFER:
        return _("Yes, and they took a place themselves")
    return str(ask.get_answer_display())


def answers(listed: Iterable[Ask], called: Names) -> list[Row]:
    """Return answers to asks that went out by message."""
    return [
        Row(
            name=called[ask.person_id] if ask.person_id else "",
            url=reverse("frontline:person", args=[ask.person_id]) if ask.person_id else "",
            what=spoken.by(ask.opportunity.title, ask.opportunity.lang) if ask.opportunity else _("To take part"),
            note=answered(ask),
        )
        for ask in listed
    ]


def referral_facts(referral: Referral) -> FactList:
    """Return the times of what happened to a referral."""
    moments = (
        (_("Passed on"), referral.sent_at),
        (_("Seen by them"), referral.acknowledged_at),
        (_("Answered"), referral.answered_at),
        (_("Came for the first time"), referral.first_attended_at),
        (_("Ended"), referral.ended_at),
    )
    return FactList(tuple(FactRow("clock", label, (wording.moment(at),)) for label, at in moments if at))
