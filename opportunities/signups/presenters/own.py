"""A person's own sign-ups: state, what happens next and what they can do; and the initial values of the form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hub.access.actors import Actor
from hub.design import phones, spoken, times
from hub.design.components import DateTile, EmptyState, FactList, FactRow, Tag
from hub.messaging import arriving
from hub.people import reading, ways
from hub.people.models import Channel, Person
from hub.people.services import persons
from hub.taxonomy.slots import LOCAL
from opportunities.models import Ended, Opportunity, Session, SignUp, State, Status
from opportunities.presenters import wording

TONES: Final = {
    Status.REQUESTED: ("wait", "hourglass-medium"),
    Status.OFFERED: ("accent", "hand-heart"),
    Status.HELD: ("ok", "check-circle"),
    Status.ATTENDED: ("ok", "check-circle"),
    Status.MISSED: ("plain", ""),
    Status.WAITING: ("wait", "hourglass-medium"),
    Status.DECLINED: ("plain", ""),
    Status.CANCELLED: ("plain", ""),
}


def status_tag(sign_up: SignUp) -> Tag:
    """Return the state of a sign-up, as a tag."""
    tone, icon = TONES[Status(sign_up.status)]
    words = str(Ended(sign_up.ended).label) if sign_up.ended else str(Status(sign_up.status).label)
    return Tag(words=words, tone=tone, icon=icon)


def own_tag(sign_up: SignUp) -> Tag:
    """Return the state of a sign-up as a tag, addressed to the person."""
    if sign_up.ended == Ended.BY_PERSON:
        return Tag(words=_("You changed your mind"), tone="plain", icon="")
    if sign_up.is_live and sign_up.is_on_hold:
        return Tag(words=_("On hold"), tone="wait", icon="warning")
    return status_tag(sign_up)


@dataclass(frozen=True)
class SignUpRow:
    """One sign-up on a person's own page."""

    title: str
    url: str
    advert_url: str
    organisation: str
    when: str
    where: str
    tile: DateTile | None
    tag: Tag
    is_to_come: bool
    is_offered: bool
    is_taken_back: bool
    again_words: str
    """What the link to the advert offers somebody whose sign-up ended; "" where there is nothing to say yes to."""
    note: str
    call_off_url: str
    take_url: str
    take_words: str
    call_off_words: str


def sign_up_row(sign_up: SignUp, *, at: datetime) -> SignUpRow:
    """Return one sign-up, in words and links. Expects rows loaded with `for_inbox`."""
    session = sign_up.session
    to_come = sign_up.is_to_come(at=at)
    over = Tag(words=_("Over"), tone="plain", icon="") if sign_up.is_live and not to_come else None
    opportunity = session.opportunity
    local = session.next_at.astimezone(LOCAL) if session.next_at else None
    return SignUpRow(
        title=spoken.by(opportunity.title, opportunity.lang),
        url=sign_up.get_absolute_url(),
        advert_url="" if sign_up.is_on_hold else opportunity.get_absolute_url(),
        organisation=opportunity.organisation.name,
        when=wording.when(session),
        where=wording.where(opportunity),
        tile=DateTile(local.day, times.tile(local)) if local else None,
        tag=over or own_tag(sign_up),
        is_to_come=to_come,
        is_offered=to_come
        and not sign_up.is_on_hold
        and sign_up.status == Status.OFFERED
        and not has_run_out(sign_up, at=at),
        is_taken_back=sign_up.ended == Ended.BY_PERSON and not sign_up.is_on_hold and sign_up.is_date_to_come(at=at),
        again_words=_again_words(sign_up, at=at),
        note=_note(sign_up, at=at),
        call_off_url=reverse("sign_up_call_off", args=[sign_up.pk]),
        take_url=reverse("sign_up_take", args=[sign_up.pk]),
        take_words=_("Yes, I’ll take it") if sign_up.takes_at_once else _("Yes, ask for it"),
        call_off_words=_("Can’t make it") if sign_up.status == Status.HELD else _("Change my mind"),
    )


def has_run_out(sign_up: SignUp, *, at: datetime) -> bool:
    """Whether the time to take an offered place is over, also where the clock has not ended the offer yet."""
    late = sign_up.status == Status.OFFERED and sign_up.offer_until is not None and sign_up.offer_until <= at
    return late or sign_up.ended == Ended.LAPSED


def _again_words(sign_up: SignUp, *, at: datetime) -> str:
    if sign_up.is_on_hold:
        return ""
    if sign_up.ended == Ended.SESSION_OFF and sign_up.session.opportunity.state == State.PUBLISHED:
        return _("Look for another date")
    if not sign_up.is_date_to_come(at=at):
        return ""
    if has_run_out(sign_up, at=at):
        return _("Wait for a place") if sign_up.session.is_full else _("Say yes again after all")
    return _("Say yes again after all") if sign_up.ended == Ended.BY_PERSON else ""


def _note(sign_up: SignUp, *, at: datetime) -> str:
    """Return what happens next, in a sentence; "" for what is over."""
    name = sign_up.session.opportunity.organisation.name
    if sign_up.ended == Ended.BY_PERSON:
        return _("We have told %(group)s. They do not expect you any more.") % {"group": name}
    if has_run_out(sign_up, at=at) and sign_up.is_date_to_come(at=at):
        if sign_up.session.is_full:
            return _("The time to take this place is over, and every place is taken now.")
        return _("The time to take this place is over, but there is still a place. You can say yes again.")
    if not sign_up.is_to_come(at=at):
        return ""
    if sign_up.is_on_hold:
        held_up = _(
            "%(group)s is on hold for now. Please don’t set out until you hear from us, or ring us on %(phone)s."
        )
        return held_up % {"group": name, "phone": phones.grouped(settings.HUB_PHONE)}
    if sign_up.status == Status.REQUESTED:
        return _("%(group)s will answer you by %(when)s.") % {"group": name, "when": wording.moment(sign_up.answer_by)}
    if sign_up.status == Status.OFFERED:
        until = {"when": wording.moment(sign_up.offer_until), "group": name}
        if not sign_up.takes_at_once:
            return _("A place has come free. You can ask for it until %(when)s; %(group)s then answers you.") % until
        return _("There’s a place for you until %(when)s.") % until
    if sign_up.status == Status.WAITING:
        return _("When a place comes free, we offer it to whoever has waited longest, and tell you.")
    if sign_up.status == Status.HELD:
        return wording.check_first(sign_up.session.opportunity) or _("%(group)s are expecting you.") % {"group": name}
    return ""


def facts(sign_up: SignUp) -> FactList:
    """Return when, where and whom to ask for; the contact only once the person is expected. Expects `for_inbox`."""
    opportunity = sign_up.session.opportunity
    contact = ""
    if sign_up.status == Status.HELD or (sign_up.status == Status.OFFERED and sign_up.takes_at_once):
        contact = ", ".join(part for part in (opportunity.meets, opportunity.contact_phone) if part)
    return _fact_list(opportunity, wording.when(sign_up.session), contact)


def public_facts(opportunity: Opportunity, session: Session | None) -> FactList:
    """Return the public facts of a sign-up: when (if its date is published), where and who."""
    return _fact_list(opportunity, wording.when(session) if session else "", "")


LINK_BY: Final = {
    Channel.EMAIL: gettext_lazy(
        "We’re sending you an email with a link. With it you see how it stands, and can change your mind."
    ),
    Channel.TEXT: gettext_lazy(
        "We’re sending you a text with a link. With it you see how it stands, and can change your mind."
    ),
    Channel.PHONE: gettext_lazy(
        "We’ll ring you and give you a code. With it you see how it stands, and can change your mind."
    ),
    Channel.LETTER: gettext_lazy("We’ll post you a code. With it you see how it stands, and can change your mind."),
}


@dataclass(frozen=True)
class Received:
    """What a visitor reads who has just signed up; `lines` say what happens next.

    `link_comes`: a link is promised in minutes, so that somebody can miss it.
    """

    lead: str
    lines: tuple[str, ...]
    link_comes: bool


def received(opportunity: Opportunity, session: Session | None, *, by: str, waits: bool, at: datetime) -> Received:
    """Return what happens next after a sign-up, from what was typed and what is public alone.

    `by` is the channel that was chosen ("" or unknown is left out); `waits` says that the date was full when it was chosen.
    A letter is promised only where it comes before the date.
    """
    group = {"group": opportunity.organisation.name}
    lead = _("We have your name for the waiting list.") if waits else _("We have your yes.")
    if opportunity.answers_at_once or waits:
        answers = _("%(group)s can see that you said yes.") % group
    else:
        answers = _("%(group)s answers you first. It %(replies)s.") % {
            **group,
            "replies": wording.replies(opportunity.organisation),
        }
    link = str(LINK_BY[Channel(by)]) if by in Channel.values and ways.used_for(by) == by else ""
    starts = session.next_at if session else None
    if by == Channel.LETTER and starts is not None and arriving.letter_arrives(at) >= starts:
        too_late = _(
            "A letter would come too late for this date. To see how it stands, or to change your mind, ring %s."
        )
        link = too_late % settings.HUB_PHONE
    comes = bool(link) and by in (Channel.EMAIL, Channel.TEXT)
    return Received(lead, tuple(line for line in (answers, link) if line), link_comes=comes)


def _fact_list(opportunity: Opportunity, when: str, contact: str) -> FactList:
    rows = [
        FactRow("clock", _("When"), (when,)),
        FactRow("map-pin", _("Where"), (wording.where(opportunity),)),
        FactRow("users-three", _("Who"), (opportunity.organisation.name,)),
        FactRow("user", _("Ask for"), (contact,)),
    ]
    return FactList(tuple(row for row in rows if any(row.said)))


def nothing_yet() -> EmptyState:
    """Return the text for somebody without sign-ups."""
    return EmptyState(
        title=_("Nothing yet"),
        text=_("When you say yes to something, it stands here, with a way to change your mind."),
        action=_("See what’s on"),
        url=reverse("opportunities:list"),
    )


@dataclass(frozen=True)
class Other:
    """Another thing with room, as a message names it."""

    title: str
    group: str
    when: str
    where: str
    link: str


def other(opportunity: Opportunity) -> Other:
    """Return an opportunity loaded for cards as a message names it; its link records that a message led there."""
    upcoming = opportunity.upcoming
    free = next((session for session in upcoming if not session.is_full), None)
    return Other(
        title=opportunity.title,
        group=opportunity.organisation.name,
        when=wording.when(free) if free else "",
        where=wording.where(opportunity),
        link=_address(opportunity, "letter"),
    )


@dataclass(frozen=True)
class ForAFriend:
    """Addresses that open a text or an e-mail to somebody who would like this."""

    sms: str
    mail: str


def known(actor: Actor) -> dict[str, str]:
    """Return initial values of the sign-up form for a person known to this browser: their own name and route."""
    person = Person.objects.filter(pk=actor.own_id, erased_at=None).first() if actor.own_id else None
    if person is None:
        return {}
    found = {"name": f"{person.first_name} {person.surname}".strip()}
    route = persons.preferred_route(person)
    if route is None:
        return found
    return found | {
        "kind": ways.used_for(route.kind).value,
        "route": reading.shown(reading.Route(Channel(route.kind), route.value)),
    }


def for_a_friend(opportunity: Opportunity) -> ForAFriend:
    """Return both addresses; the link in them records that a friend led there."""
    words = _("I thought of you: %(title)s, with %(group)s. %(link)s") % {
        "title": opportunity.title,
        "group": opportunity.organisation.name,
        "link": _address(opportunity, "friend"),
    }
    return ForAFriend(
        sms=f"sms:?&body={quote(words)}", mail=f"mailto:?subject={quote(opportunity.title)}&body={quote(words)}"
    )


def _address(opportunity: Opportunity, led: str) -> str:
    return f"{settings.SITE_URL}{opportunity.get_absolute_url()}?from={led}"
