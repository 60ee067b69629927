"""The gate: may this person be asked now? One of three answers, always with the reason in words.

*Not now* after "do not ask" or for a time after something worrying. *Check first* while a service still owes them
something, and as long as nobody has said that nothing is left unsorted. *Ready* only if a worker said so today. A
resident who brings it up may always be answered, except after "do not ask": the gate gives the state, `asks.make`
decides what is allowed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from hub.design import times
from hub.people.models import Person
from hub.taxonomy.slots import LOCAL
from matching.frontline.asks.services import limits
from matching.frontline.asks.services.limits import Limits
from matching.frontline.models import Contact, Owed


class Kind(StrEnum):
    """The three answers."""

    READY = "ready"
    CHECK_FIRST = "check"
    NOT_NOW = "not_now"


@dataclass(frozen=True)
class Due:
    """Something owed to a person: what (empty if another service owes it), who does it, and by when."""

    what: str
    owner: str
    due: date

    def is_late(self, *, at: datetime) -> bool:
        """Whether its day is over."""
        return self.due < at.astimezone(LOCAL).date()


@dataclass(frozen=True)
class Verdict:
    """The answer of the gate, and why, in a sentence or two."""

    kind: Kind
    because: str

    @property
    def is_open(self) -> bool:
        """Whether a general ask may be made."""
        return self.kind is Kind.READY


def owed_to(person: Person | None, *, to: int | None) -> list[Due]:
    """Return what is still owed to somebody, soonest first; what another service owes comes without its text."""
    if person is None:
        return []
    rows = Owed.objects.filter(person=person, done_at=None).order_by("due", "pk").select_related("organisation")
    return [
        Due(row.what, row.owner, row.due) if row.organisation_id == to else Due("", _("another service"), row.due)
        for row in rows
    ]


def verdict(
    person: Person | None,
    *,
    bound: Limits | None = None,
    nothing_unsorted: bool | None,
    owed: Iterable[Due],
    at: datetime,
) -> Verdict:
    """Return whether somebody may be asked now.

    `nothing_unsorted` is what the worker said today, None when nobody has said. `bound` are the limits of somebody without
    a record; those of a person are looked up.
    """
    asking = limits.of(person, at=at) if person else bound or limits.NONE
    if asking.never:
        return Verdict(Kind.NOT_NOW, _("They said not to ask them again. Help with what they came for."))
    if asking.flagged_until is not None and asking.flagged_until > at:
        return Verdict(Kind.NOT_NOW, _("Something worrying was heard not long ago. Don’t ask, look after them first."))
    first = min(owed, key=lambda due: due.due, default=None)
    if first is not None:
        return Verdict(Kind.CHECK_FIRST, _owed_words(first, at=at))
    if nothing_unsorted:
        return Verdict(Kind.READY, _("Nothing is left unsorted today."))
    if nothing_unsorted is False:
        return Verdict(
            Kind.CHECK_FIRST, _("Something is not sorted yet. Write down what we owe them, who has it and by when.")
        )
    return Verdict(Kind.CHECK_FIRST, _("Ask: is anything about today not sorted?"))


def _owed_words(due: Due, *, at: datetime) -> str:
    what = _("“%s” is ours to do.") % due.what if due.what else _("Something is still to be done for them.")
    day = times.of(due.due)
    when = (
        _("It was due on %(day)s, %(owner)s has it. It is late: say so, and don’t ask.")
        if due.is_late(at=at)
        else _("It is due on %(day)s, %(owner)s has it. Talk about that, or wait for them to raise joining in.")
    )
    return f"{what} {when % {'day': day, 'owner': due.owner}}"


def said_today(person: Person, organisation_id: int, *, at: datetime) -> bool | None:
    """Return what a worker of this service said today about anything left unsorted; None when nobody has."""
    start = at.astimezone(LOCAL).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Contact.objects.filter(person=person, organisation=organisation_id, at__gte=start, at__lte=at)
    last = today.exclude(nothing_unsorted=None).order_by("-at", "-pk").first()
    return last.nothing_unsorted if last else None


def asked_lately(bound: Limits, *, at: datetime) -> datetime | None:
    """Return the time before which nobody should make a general ask, or None. It never reveals who asked."""
    return bound.not_before if bound.not_before and bound.not_before > at else None
