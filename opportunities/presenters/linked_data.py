"""Public facts of a page for search engines: schema.org terms as JSON-LD.

A thing with a date is an Event; one without is an Action that anybody can take. It has nobody's name, number or
address, not even the contact that the page shows. No queries here: `for_cards` loaded it all.
"""

import json
from datetime import datetime
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hub.core.addresses import absolute
from hub.places.models import Venue
from hub.taxonomy.codes import Costs
from hub.taxonomy.slots import LOCAL
from opportunities import recurrence
from opportunities.models import Opportunity, Session
from organisations.models import Kind, Organisation

Facts = dict[str, Any]

CONTEXT: Final = "https://schema.org"
UNSAFE: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Characters that could end the script element, or be read as markup there."""
DAYS: Final = dict(
    zip(recurrence.DAYS, "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(), strict=True)
)
EVERY: Final = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M"}


def script(facts: Facts, nonce: str) -> SafeString:
    """Return facts as a script element, which search engines read and browsers do not run."""
    text = json.dumps(facts, ensure_ascii=False).translate(UNSAFE)
    # Safe: the text keeps no character with a meaning in HTML.
    return format_html(
        '<script type="application/ld+json" nonce="{}">{}</script>',
        nonce,
        mark_safe(text),  # noqa: S308
    )


def opportunity(row: Opportunity) -> Facts:
    """Return an open opportunity: an Event for the next date, or an Action where people choose their own time."""
    sessions = row.upcoming
    url = absolute(row.get_absolute_url())
    facts: Facts = {"@context": CONTEXT, "name": row.title, "url": url, "inLanguage": row.lang}
    facts |= _said(description=row.summary)
    host = {"@type": _type(row.organisation), "name": row.organisation.name, "url": _page(row.organisation)}
    first = sessions[0] if sessions else None
    if first is not None and first.next_at is not None:
        return facts | {"@type": "Event", "organizer": host} | _event(row, first, url)
    facts |= {"@type": "Action", "actionStatus": "PotentialActionStatus", "provider": host}
    return facts | {"target": {"@type": "EntryPoint", "urlTemplate": url}} | _said(location=_place(row.venue))


def organisation(row: Organisation) -> Facts:
    """Return a public organisation."""
    facts = {"@context": CONTEXT, "@type": _type(row), "name": row.name, "url": _page(row)}
    return facts | _said(description=row.about, sameAs=row.website, location=_place(row.venue))


def _said(**facts: Any) -> Facts:
    return {name: fact for name, fact in facts.items() if fact}


def _type(row: Organisation) -> str:
    return "NGO" if row.kind == Kind.GROUP else "Organization"


def _page(row: Organisation) -> str:
    return absolute(row.get_absolute_url())


def _event(row: Opportunity, session: Session, url: str) -> Facts:
    start, first = session.next_at, session.starts_at
    assert start is not None
    assert first is not None
    end = recurrence.end(start, first=first, first_end=session.ends_at)
    place, home = _place(row.venue), {"@type": "VirtualLocation", "url": url} if row.remote else None
    mode = "Mixed" if place and home else "Online" if home else "Offline"
    return {
        "startDate": _local(start),
        "eventStatus": f"{CONTEXT}/EventScheduled",
        "eventAttendanceMode": f"{CONTEXT}/{mode}EventAttendanceMode",
    } | _said(
        endDate=_local(end) if end else "",
        location=[place, home] if place and home else place or home,
        eventSchedule=_schedule(session, start, end),
        isAccessibleForFree=Costs.FREE in row.costs,
        typicalAgeRange=f"{row.min_age or ''}-{row.max_age or ''}".strip() if row.min_age or row.max_age else "",
    )


def _local(moment: datetime) -> str:
    return moment.astimezone(LOCAL).isoformat(timespec="minutes")


def _schedule(session: Session, start: datetime, end: datetime | None) -> Facts | None:
    """Return how a date repeats, or None for one that does not."""
    parts = dict(part.split("=", 1) for part in session.repeats_by.split(";") if "=" in part)
    if parts.get("FREQ") not in EVERY:
        return None
    day = parts.get("BYDAY", "")[-2:]
    until = session.repeat.until if session.repeat else session.until
    return {
        "@type": "Schedule",
        "repeatFrequency": f"P{parts.get('INTERVAL', '1')}{EVERY[parts['FREQ']]}",
        "startDate": start.astimezone(LOCAL).date().isoformat(),
        "startTime": _local(start)[11:16],
        "scheduleTimezone": LOCAL.key,
    } | _said(
        byDay=f"{CONTEXT}/{DAYS[day]}" if day in DAYS else "",
        endTime=_local(end)[11:16] if end else "",
        endDate=until.isoformat() if until else "",
    )


def _place(venue: Venue | None) -> Facts | None:
    if venue is None:
        return None
    lines = ", ".join(line.strip() for line in venue.address.splitlines() if line.strip())
    address = {"streetAddress": lines, "postalCode": venue.postcode, "addressCountry": "GB"}
    return {"@type": "Place", "name": venue.name, "address": {"@type": "PostalAddress", **address}}
