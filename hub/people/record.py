"""A person's own record: who did or looked at what of it, and a copy of all the hub holds. Rooms say what is theirs at start-up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hub.access.roles import Role
from hub.audit.models import Entry
from hub.design import times
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Field, Person, Reach
from hub.taxonomy.codes import Language

Rows = list[dict[str, Any]]

_says: dict[str, Any] = {}
_names: list[Callable[[set[int]], Mapping[int, str]]] = []
_holds: list[tuple[Any, Callable[[Person], Rows]]] = []


@dataclass(frozen=True)
class Line:
    """One deed or look: when, who and what."""

    when: str
    who: str
    what: str


def says(words: Mapping[str, Any]) -> None:
    """Register what deeds are called on a person's own page."""
    _says.update(words)


def said() -> Mapping[str, Any]:
    """Return what all deeds are called."""
    return dict(_says)


def names_with(answer: Callable[[set[int]], Mapping[int, str]]) -> None:
    """Register who knows the names of organisations."""
    _names[:] = [answer]


def holds(title: Any, rows: Callable[[Person], Rows]) -> None:
    """Register a part of the copy: its title, and plain rows for a person."""
    if all(title != known for known, _rows in _holds):
        _holds.append((title, rows))


def lines(entries: Iterable[Entry], *, me: UUID) -> list[Line]:
    """Return entries of the log in words."""
    listed = list(entries)
    ids = {entry.organisation_id for entry in listed if entry.organisation_id is not None}
    names = _names[0](ids) if _names and ids else {}
    return [Line(_when(entry), _who(entry, names, me), _what(entry)) for entry in listed]


def _when(entry: Entry) -> str:
    return _("%(day)s, %(clock)s") % {"day": times.day(entry.at), "clock": times.clock(entry.at)}


def _who(entry: Entry, names: Mapping[int, str], me: UUID) -> str:
    own_link = entry.actor_kind == "link" and entry.organisation_id is None  # with one, it is an organiser's
    if entry.actor_person_id == me or own_link:
        return _("You")
    if entry.organisation_id is not None:
        name = names.get(entry.organisation_id, _("A group"))
        return f"{name}, {Role(entry.role).label}" if entry.role else name
    return _("The Hub") if entry.actor_kind == "system" else _("Somebody without an account")


def _what(entry: Entry) -> str:
    return str(_says.get(entry.deed, _("Something was changed.")))


def copy(person: Person) -> list[tuple[str, Rows]]:
    """Return everything the hub holds of a person, room by room."""
    return [(str(title), rows(person)) for title, rows in _holds]


def own_details(person: Person) -> Rows:
    """Return names and ways to be reached."""
    routes = [
        {
            str(_("How")): str(route.get_kind_display()),
            str(_("Where")): reading.shown(reading.Route(Channel(route.kind), route.value)),
            str(_("Safe times")): _safe(route),
            str(_("May we leave a message")): str(_("Yes") if route.may_leave_message else _("No")),
            str(_("Preferred")): str(_("Yes") if route.preferred else _("No")),
            str(_("Stopped")): times.stamp(route.stopped_at),
        }
        for route in person.routes.order_by("pk")
    ]
    speaks = ", ".join(str(code.label) for code in Language if code in person.speaks)
    return [{str(_("Name")): f"{person.first_name} {person.surname}".strip(), str(_("Speaks")): speaks}, *routes]


def _safe(route: ContactRoute) -> str:
    """Return between which times a route is safe; nothing where any is."""
    if route.safe_from is None or route.safe_until is None:
        return ""
    span = {"start": route.safe_from.strftime("%H:%M"), "end": route.safe_until.strftime("%H:%M")}
    return _("%(start)s to %(end)s") % span


def seen_by(person: Person) -> Rows:
    """Return who may or might see what, and why."""
    rows = Reach.objects.filter(person=person).select_related("organisation").order_by("-since", "-pk")
    return [
        {
            str(_("Who")): str(row.organisation),
            str(_("Why")): str(row.get_why_display()),
            str(_("What")): ", ".join(str(field.label) for field in Field if field in row.fields),
            str(_("From")): times.stamp(row.since),
            str(_("Until")): times.stamp(row.ended_at or row.until),
        }
        for row in rows
    ]


def log(person: Person) -> Rows:
    """Return the log of this person."""
    return [
        {str(_("When")): line.when, str(_("Who")): line.who, str(_("What")): line.what}
        for line in lines(Entry.objects.about(person.pk)[:2000], me=person.pk)
    ]
