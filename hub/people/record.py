"""A person's own record: who changed or read what, and a data export. Each app adds its part through its contract."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hub.access.roles import Role
from hub.audit.models import Entry
from hub.core import registry
from hub.design import times
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Field, Person, Reach
from hub.taxonomy.codes import Language

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Line:
    """One audit event: when, who and what."""

    when: str
    who: str
    what: str


def lines(entries: Iterable[Entry], *, me: UUID) -> list[Line]:
    """Return entries of the log, worded for the person."""
    listed = list(entries)
    ids = {entry.organisation_id for entry in listed if entry.organisation_id is not None}
    known = registry.answer(lambda contract: contract.organisation_names)
    names = known(ids) if known and ids else {}
    return [Line(_when(entry), _who(entry, names, me), _what(entry)) for entry in listed]


def _when(entry: Entry) -> str:
    return _("%(day)s, %(clock)s") % {"day": times.day(entry.at), "clock": times.clock(entry.at)}


def _who(entry: Entry, names: Mapping[int, str], me: UUID) -> str:
    own_link = (
        entry.actor_kind == "link" and entry.organisation_id is None
    )  # an entry with an organisation is an organiser's
    if entry.actor_person_id == me or own_link:
        return _("You")
    if entry.organisation_id is not None:
        name = names.get(entry.organisation_id, _("A group"))
        return f"{name}, {Role(entry.role).label}" if entry.role else name
    return _("The Hub") if entry.actor_kind == "system" else _("Somebody without an account")


def _what(entry: Entry) -> str:
    return str(registry.audit_event_words().get(entry.event) or _("Something was changed."))


def export(person: Person) -> list[tuple[str, Rows]]:
    """Return the data export of a person, app by app."""
    return [(str(section.title), section.rows(person)) for section in registry.export_sections()]


def own_details(person: Person) -> Rows:
    """Return names and contact routes."""
    routes = [
        {
            str(_("How")): str(route.get_kind_display()),
            str(_("Where")): reading.shown(reading.Route(Channel(route.kind), route.value)),
            str(_("Safe times")): _safe(route),
            str(_("May we leave a message")): str(_("Yes") if route.may_leave_message else _("No")),
            str(_("Preferred")): str(_("Yes") if route.preferred else _("No")),
            str(_("Stopped")): times.stamp(route.stopped_at),
            str(_("Does not work")): times.stamp(route.refused_at),
        }
        for route in person.routes.order_by("pk")
    ]
    speaks = ", ".join(str(code.label) for code in Language if code in person.speaks)
    return [{str(_("Name")): f"{person.first_name} {person.surname}".strip(), str(_("Speaks")): speaks}, *routes]


def _safe(route: ContactRoute) -> str:
    """Return the hours in which a route is safe; an empty text where any hour is."""
    if route.safe_from is None or route.safe_until is None:
        return ""
    span = {"start": route.safe_from.strftime("%H:%M"), "end": route.safe_until.strftime("%H:%M")}
    return _("%(start)s to %(end)s") % span


def seen_by(person: Person) -> Rows:
    """Return who may see which fields, or could in the past, and why."""
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
