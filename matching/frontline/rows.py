"""From rows to what the worker's lists draw: names as far as they may be seen, how things stand, where one goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.design import times
from hub.design.components import FactList, FactRow, Tag
from hub.people.services import reach
from hub.taxonomy.slots import LOCAL
from matching.frontline.models import Ask, Contact, Outcome, Owed, Reason, Referral, Status
from opportunities import wording

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


@dataclass(frozen=True)
class Row:
    """A line of a list: a name with its link, what it is about, a word on how it stands, and a sentence more."""

    name: str
    url: str
    what: str
    note: str = ""
    tag: Tag | None = None
    pk: str = ""


def names(people: Iterable[object], *, to: Actor, why: str, at: datetime) -> dict[object, str]:
    """Return the names of people in contact with the actor's service, by id; the look is logged."""
    persons = {person.pk: person for person in people}  # type: ignore[attr-defined]
    seen = reach.shown(persons.values(), to=to, subjects=dict.fromkeys(persons, "contact"), why=why, at=at)  # type: ignore[arg-type]
    return {pk: details.name or _("Somebody") for pk, details in seen.items()}


def contacts(found: Iterable[Contact], *, to: Actor, at: datetime) -> list[Row]:
    """Return conversations."""
    listed = list(found)
    called = names([contact.person for contact in listed], to=to, why="home", at=at)
    return [
        Row(
            name=called[contact.person_id],
            url=reverse("frontline:person", args=[contact.person_id]),
            what=_("%(clock)s, %(way)s") % {"clock": times.clock(contact.at), "way": contact.get_way_display()},
            note=str(Outcome(contact.outcome).label) if contact.outcome else "",
        )
        for contact in listed
    ]


def referrals(found: Iterable[Referral], *, to: Actor, at: datetime) -> list[Row]:
    """Return referrals as the worker sees them."""
    listed = list(found)
    called = names([referral.person for referral in listed], to=to, why="referrals", at=at)
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
    """Return where somebody was passed on, and for what."""
    if referral.opportunity is None:
        return referral.organisation.name
    return _("%(title)s, with %(group)s") % {
        "title": referral.opportunity.title,
        "group": referral.organisation.name,
    }


def tag(referral: Referral) -> Tag:
    """Return how a referral stands."""
    tone, icon = TONES[Status(referral.status)]
    return Tag(str(Status(referral.status).label), tone, icon)


def note(referral: Referral) -> str:
    """Return what happens next, or why it ended, in a sentence."""
    status = Status(referral.status)
    if status in (Status.SENT, Status.ACKNOWLEDGED):
        return _("They have until %(when)s.") % {"when": wording.moment(referral.expires_at)}
    if status == Status.DECLINED:
        words = f" “{referral.reply_words}”" if referral.reply_words else ""
        return f"{Reason(referral.reason).label}.{words}"
    if status == Status.ACCEPTED and referral.sign_up_id and referral.session is not None:
        return wording.when(referral.session)
    return ""


def due(found: Iterable[Owed], *, to: Actor, at: datetime) -> list[Row]:
    """Return what the service owes people."""
    listed = list(found)
    called = names([owed.person for owed in listed], to=to, why="owed", at=at)
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


def answers(found: Iterable[Ask], *, to: Actor, at: datetime) -> list[Row]:
    """Return answers to asks that went out by message."""
    listed = list(found)
    called = names([ask.person for ask in listed if ask.person], to=to, why="answers", at=at)
    return [
        Row(
            name=called.get(ask.person_id, ""),
            url=reverse("frontline:person", args=[ask.person_id]) if ask.person_id else "",
            what=ask.opportunity.title if ask.opportunity else _("To take part"),
            note=str(ask.get_answer_display()),
        )
        for ask in listed
    ]


def referral_facts(referral: Referral) -> FactList:
    """Return when what happened to a referral."""
    moments = (
        (_("Passed on"), referral.sent_at),
        (_("Seen by them"), referral.acknowledged_at),
        (_("Answered"), referral.answered_at),
        (_("Came for the first time"), referral.first_attended_at),
        (_("Ended"), referral.ended_at),
    )
    return FactList(tuple(FactRow("clock", label, (wording.moment(at),)) for label, at in moments if at))
