"""Referrals in an organisation's inbox, beside sign-ups, with the details that each person's agreement shows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from laces.components import Component

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.design import spoken
from hub.design.components import Part, PersonCard, Tag
from hub.people.models import Channel, Field
from hub.people.services import reach
from hub.taxonomy.codes import Ease
from hub.taxonomy.slots import LOCAL
from matching.frontline.models import TO_ANSWER, Referral, Status
from matching.preferences.presenters import readback
from opportunities.models import Session
from opportunities.models import Status as Place
from opportunities.presenters import wording
from opportunities.signups.presenters import inbox as people
from organisations.models import Organisation

MOST: Final = 20
SHOWN: Final = {
    "to-answer": TO_ANSWER,
    "answered": (Status.ACCEPTED, Status.FIRST_ATTENDED, Status.DECLINED),
}


@dataclass(frozen=True)
class Sent:
    """One referral with the visible details of its person."""

    referral: Referral
    name: str
    words: str
    needs: str
    route: str
    route_icon: str
    prefers: str
    tag: Tag
    source: str
    what: str


@dataclass(frozen=True)
class PassedOn(Part):
    """A referred person in the inbox."""

    card: PersonCard
    url: str
    name: str
    route: str = ""
    route_icon: str = ""
    can_answer: bool = False
    template_name = "components/passed_on.html"

    @classmethod
    def examples(cls) -> tuple["PassedOn", ...]:
        """Return one to answer."""
        return (cls(card=PersonCard.examples()[0], url="#r", name="Joyce", can_answer=True),)


def rows(shown: str, *, to: Actor, organisation: Organisation, at: datetime) -> list[Component]:
    """Return the referrals of one tab of the inbox, those longest unanswered first."""
    statuses = SHOWN.get(shown)
    if statuses is None:
        return []
    found = Referral.objects.visible_to(to).sent_to(organisation.pk).filter(status__in=statuses).for_rows()
    order = "sent_at" if shown == "to-answer" else "-answered_at"
    return [card(sent) for sent in all_sent(found.order_by(order, "pk")[:MOST], to=to, at=at)]


def card(sent: Sent) -> PassedOn:
    """Return a referred person as a card of the inbox."""
    quoted = f"“{sent.words}”" if sent.words else ""
    return PassedOn(
        card=PersonCard(
            name=sent.name,
            tag=sent.tag,
            source_icon="handshake",
            source=sent.source,
            what=sent.what,
            words=" ".join(part for part in (quoted, sent.prefers) if part),
            needs=sent.needs,
        ),
        url=reverse("manage:referral", args=[sent.referral.organisation.slug, sent.referral.pk]),
        name=sent.name,
        route=sent.route,
        route_icon=sent.route_icon,
        can_answer=sent.referral.status in TO_ANSWER,
    )


def to_answer(*, to: Actor, organisation: Organisation) -> int:
    """Return how many referred people wait for an answer."""
    return Referral.objects.visible_to(to).sent_to(organisation.pk).filter(status__in=TO_ANSWER).count()


def all_sent(found: Iterable[Referral], *, to: Actor, at: datetime) -> list[Sent]:
    """Return referrals with the details of each person that may be seen now; the access is logged."""
    listed = list(found)
    seen: dict[UUID, reach.Details] = {}
    for part in people.one_each(listed):
        shown = reach.shown(
            [referral.person for referral in part],
            to=to,
            subjects={referral.person_id: str(referral.pk) for referral in part},
            why="referral",
            at=at,
        )
        seen |= {referral.pk: shown[referral.person_id] for referral in part}
    return [_sent(referral, seen[referral.pk], at=at) for referral in listed]


def sent(referral: Referral, *, to: Actor, at: datetime) -> Sent:
    """Return one referral with the details that may be seen now; the access is logged."""
    return all_sent([referral], to=to, at=at)[0]


def _sent(referral: Referral, seen: reach.Details, *, at: datetime) -> Sent:
    kind = seen.route_kind
    return Sent(
        referral=referral,
        name=seen.name or _("Details closed"),
        words=referral.wish if seen.may_see(Field.WORDS) else "",
        needs=needs(referral) if seen.may_see(Field.NEEDS) else "",
        route=seen.route,
        route_icon=people.ROUTE_ICONS[Channel(kind)] if kind else "",
        prefers=str(people.PREFERS[Channel(kind)]) if kind else "",
        tag=tag(referral, at=at),
        source=source(referral),
        what=what(referral),
    )


def needs(referral: Referral) -> str:
    """Return the agreed needs in a sentence; "" without any."""
    asked = readback.labels(Ease, referral.needs)
    return _("It helps them: %s. They said you may know this.") % asked if asked else ""


def source(referral: Referral) -> str:
    """Return who referred them."""
    worker = referral.worker.person.first_name if referral.worker else ""
    facts = {"worker": worker, "service": referral.from_organisation.name}
    if worker:
        return _("Passed on by %(worker)s, %(service)s, with their agreement") % facts
    return _("Passed on by %(service)s, with their agreement") % facts


def what(referral: Referral) -> str:
    """Return what they were referred for."""
    if referral.opportunity is None:
        return _("Would like to take part, in whatever suits")
    title = spoken.by(referral.opportunity.title, referral.opportunity.lang)
    if referral.session is not None and referral.status not in TO_ANSWER:
        return spoken.filled(_("%(title)s, %(when)s"), {"title": title, "when": wording.when(referral.session)})
    return title


def date(session: Session) -> str:
    """Return a date to offer, in words; on a full one they join the waiting list."""
    when = wording.when(session)
    return (
        _("%(when)s. Full: puts them on your list") % {"when": when}
        if session.is_full
        else wording.date_choice(session)
    )


def tag(referral: Referral, *, at: datetime) -> Tag:
    """Return by when to answer, or how it ended."""
    if referral.status in TO_ANSWER and referral.expires_at is not None:
        today = referral.expires_at.astimezone(LOCAL).date() == at.astimezone(LOCAL).date()
        words = _("Answer by %(when)s") % {"when": wording.moment(referral.expires_at)}
        return Tag(words, "wait" if today else "accent", "clock")
    ends = {
        Status.ACCEPTED: _("You’re expecting them"),
        Status.FIRST_ATTENDED: _("They came"),
        Status.DECLINED: _("Not this time"),
        Status.EXPIRED: _("No answer in time"),
        Status.WITHDRAWN: _("They took it back"),
    }
    if referral.sign_up is not None and referral.sign_up.status == Place.WAITING:
        return Tag(_("On your waiting list"), "wait", "hourglass-medium")
    said = ends.get(Status(referral.status), "")
    good = referral.status in (Status.ACCEPTED, Status.FIRST_ATTENDED)
    return Tag(said, "ok" if good else "plain", "check-circle" if good else "")


def acting(actor: Actor, referral: Referral) -> Actor:
    """Return the organiser of a link as an actor for the organisation of the referral."""
    grant = actor.grant_for("referral", str(referral.pk))
    person_id = grant.person_id if grant else actor.person_id
    return replace(actor, organisation_id=referral.organisation_id, role=Role.ORGANISER, person_id=person_id)
