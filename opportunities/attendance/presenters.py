"""The sign-in sheet of a date: who is expected, and who came."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hub.access.actors import Actor
from hub.design.components import EmptyState
from opportunities.models import EXPECTED, Session, SignUp
from opportunities.signups.presenters.inbox import PersonRow, people
from organisations.models import Organisation


@dataclass(frozen=True)
class SheetRow:
    """One line of a sign-in sheet."""

    person: PersonRow
    came: bool | None


def sheet(session: Session, *, to: Actor, organisation: Organisation, at: datetime) -> list[SheetRow]:
    """Return who is expected on a date, and who came."""
    rows = SignUp.objects.visible_to(to).filter(session=session, status__in=EXPECTED)
    found = list(rows.for_inbox().prefetch_related("attendances").order_by("person__first_name", "pk")[:200])
    date = session.date_at(at)
    came = {
        sign_up.pk: next((seen.came for seen in sign_up.attendances.all() if seen.date == date), None)
        for sign_up in found
    }
    shown = people(found, to=to, organisation=organisation, at=at)
    return [SheetRow(person=row, came=came[sign_up.pk]) for sign_up, row in zip(found, shown, strict=True)]


def nobody_expected(session: Session) -> EmptyState:
    """Return the text of an empty sign-in sheet; places may be kept for people who wait for an answer, or think it over."""
    if not session.taken:
        return EmptyState(title=_("Nobody has a place yet"))
    said = ngettext(
        "%d place is kept for somebody who is not answered yet, or who thinks an offer over.",
        "%d places are kept for people who are not answered yet, or who think an offer over.",
        session.taken,
    )
    return EmptyState(title=_("Nobody is expected yet"), text=said % session.taken)
