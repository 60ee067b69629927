"""The slip somebody takes home: what and when, whom to ask for, how to get there, what they agreed to, and how to undo it.

It does without a page of theirs: whoever holds it may have no account, or nothing of them was kept.
"""

from collections.abc import Sequence, Set
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from hub.design import phones, spoken, times
from hub.places import area, postcodes
from hub.taxonomy.codes import Slot
from matching.frontline.components import Line, Slip, SlipItem
from opportunities.models import Opportunity, Session
from opportunities.presenters import wording


def slip(
    name: str,
    passed_on: list[Opportunity],
    others: list[Opportunity],
    *,
    free: Set[Slot] = frozenset(),
    owed: tuple[str, ...] = (),
    agreed: tuple[str, ...] = (),
    code: str = "",
    how_to_open: str = "",
    large: bool = False,
    at: datetime,
) -> Slip:
    """Return the slip: what they were passed on for, and what else to think about.

    Expects rows loaded with `for_cards`. `free` are the windows they named; none means that they named none.
    """
    last = _("Changed your mind? Ring %(phone)s. Printed %(day)s.") % {"phone": _phone(), "day": times.date(at)}
    return Slip(
        hub=f"{settings.HUB_NAME[:1].upper()}{settings.HUB_NAME[1:]}, {area.name()}",
        name=name,
        items=(
            *(_item(opportunity, free, sent=True, at=at) for opportunity in passed_on),
            *(_item(opportunity, free, sent=False, at=at) for opportunity in others),
        ),
        agreed=agreed,
        owed=owed,
        last=last,
        code=code,
        how_to_open=how_to_open,
        large=large,
    )


def first_date(opportunity: Opportunity, free: Set[Slot], *, at: datetime) -> Session | None:
    """Return the date to write down for a newcomer: after the check, if there is one; as `date_for`."""
    in_time = [session for session in opportunity.upcoming if not opportunity.too_soon(session, at=at)]
    return date_for(in_time or opportunity.upcoming, free)


def date_for(sessions: Sequence[Session], free: Set[Slot]) -> Session | None:
    """Return the date to write down: the first with room in the windows they named, else the first with room, else the first."""
    with_room = [session for session in sessions if not session.is_full]
    suiting = [session for session in with_room if suits(session, free)]
    return next(iter([*suiting, *with_room, *sessions]), None)


def suits(session: Session, free: Set[Slot]) -> bool:
    """Whether a date lies in the windows somebody named, if they named any."""
    return not free or not free.isdisjoint(session.slots)


def _phone() -> str:
    return phones.grouped(settings.HUB_PHONE)


def _item(opportunity: Opportunity, free: Set[Slot], *, sent: bool, at: datetime) -> SlipItem:
    date = first_date(opportunity, free, at=at)
    lines = (
        Line(_("Where"), postcodes.unbroken(wording.where(opportunity))),
        Line(
            _("Getting there"),
            spoken.by(opportunity.venue.getting_there, opportunity.lang) if opportunity.venue else "",
        ),
        Line(_("Ask for"), _contact(opportunity)),
    )
    return SlipItem(
        title=spoken.by(opportunity.title, opportunity.lang),
        organisation=opportunity.organisation.name,
        day=times.day(date.next_at) if date and date.next_at else _("Any time that suits you"),
        hours=wording.hours(date) if date and date.next_at else "",
        lines=tuple(line for line in lines if line.words),
        notes=tuple(note for note in (_other_time(date, free), _what_next(date, sent=sent)) if note),
    )


def _contact(opportunity: Opportunity) -> str:
    """Return a name and a number: the group's own, or ours where it gives none."""
    number = phones.grouped(opportunity.contact_phone or "")
    if number:
        return ", ".join(part for part in (opportunity.contact_name, number) if part)
    asked = opportunity.contact_name or opportunity.organisation.name
    return _("%(name)s. Ring us on %(phone)s.") % {"name": asked, "phone": _phone()}


def _other_time(date: Session | None, free: Set[Slot]) -> str:
    """Return that the date is not when they are free, if it is not."""
    if date is None or date.next_at is None or suits(date, free):
        return ""
    return _("You named other times. This is the first date there is.")


def _what_next(date: Session | None, *, sent: bool) -> str:
    """Return what happens next; nobody should turn up where they have no place yet."""
    if not sent:
        return _("We haven’t passed this on. To go ahead, ring %(phone)s.") % {"phone": _phone()}
    if date is not None and date.is_full:
        return _("Full just now. You hear when a place comes free.")
    return _("They answer you first. Please wait for their yes.")
