"""Private links and short codes: one purpose, one person, one thing. Opening one (GET) changes nothing
but that the route it was sent to is known to be theirs.

A token is 16 letters and digits, about 79 bits, that are hard to mix up; a person can type it at /code/ in groups of
four. Only its hash is kept, so a stolen database opens nothing.
"""

import hashlib
import hmac
import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import auth
from django.core.exceptions import ValidationError
from django.db.models import Value
from django.db.models.functions import Concat

from hub.access import shared
from hub.access.actors import OWN_PAGES, Grant
from hub.core import cleaning, encryption, registry
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Person, PrivateLink
from hub.places import postcodes
from hub.places.failures import BadShape

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH: Final = 16
TOKEN: Final = re.compile(rf"\b(?:[{ALPHABET}]{{16}}|[{ALPHABET}]{{4}}(?:-[{ALPHABET}]{{4}}){{3}})\b")
"""A token in a message, whole or in groups of four."""
SLIP_LENGTH: Final = 8
SLIP: Final = "slip"
HERE: Final = "here"
"""The subject of a link opened where somebody has just typed a name and a route; such a link proves neither."""
TEXT: Final = "text"
TEXT_IN_USE: Final = "text in use"
"""The subject of a texted code's link once the code was typed: it opens nothing else, and lives in that browser alone."""
TEXT_LENGTH: Final = 6
TEXT_OPENS_FOR: Final = timedelta(minutes=10)
MOST_AT_A_NUMBER: Final = 5
"""How many people with the same number get a code each."""
WRONG_FACTS: Final = 5
"""The number of wrong second facts that invalidates a slip's code."""
SESSION_KEY: Final = "opened_links"


class NotOpen(Exception):
    """The link is unknown, used or expired: one answer for all three."""


def address_of(link: PrivateLink) -> str:
    """Return the address of the page that a link opens."""
    return registry.private_link(link.purpose).address(link.subject)


def send_again(route: reading.Route, *, at: datetime) -> None:
    """Send new links to everything live that belongs to this route. Does not reveal whether there was any."""
    kinds = {route.kind} | ({Channel.TEXT, Channel.PHONE} if route.kind == Channel.PHONE else set())
    lookups = [encryption.fingerprint(kind, route.value) for kind in sorted(kinds)]
    for resend in registry.answers(lambda contract: contract.resend_links):
        resend(lookups, at=at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def clean(typed: str) -> str:
    """Return a token in its original form: upper case, no spaces or dashes."""
    return "".join(letter for letter in cleaning.code(typed).upper() if letter.isalnum())


def grouped(token: str) -> str:
    """Return a token in groups of four, to be read out or typed."""
    return "-".join(token[place : place + 4] for place in range(0, len(token), 4))


def make(person: Person, purpose: str, *, subject: str = "", at: datetime, until: datetime) -> str:
    """Create a link and return its token. The token is shown once and not stored."""
    token = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    PrivateLink.objects.create(
        token_hash=_hash(token), person=person, purpose=purpose, subject=subject, created_at=at, until=until
    )
    return token


def make_slip_code(person: Person, *, at: datetime, until: datetime) -> str:
    """Create a short code for a slip, which opens a person's own pages only with a second fact. Shown once, stored as a hash."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(SLIP_LENGTH))
    PrivateLink.objects.create(
        token_hash=_hash(code), person=person, purpose=OWN_PAGES, subject=SLIP, created_at=at, until=until
    )
    return code


def is_slip_code(typed: str) -> bool:
    """Whether the typed text has the length of a slip code."""
    return len(clean(typed)) == SLIP_LENGTH


def find_slip(typed: str, fact: str, *, at: datetime) -> PrivateLink:
    """Return the link of a slip code if the second fact is right: the end of a number, the postcode or the email.

    Raises NotOpen alike for an unknown code, an expired one and a wrong fact. The fifth wrong fact invalidates the
    code. An empty fact does not count as an attempt.
    """
    link = PrivateLink.objects.filter(
        token_hash=_hash(clean(typed)), subject__startswith=SLIP, until__gt=at, spent_at=None
    ).first()
    known = _facts(link.person) if link else frozenset({""})
    right = any(hmac.compare_digest(said.encode(), one.encode()) for one in known if one for said in _readings(fact))
    if link is None or not right:
        if link is not None and clean(fact):
            _count_wrong(link, at=at)
        raise NotOpen
    return link


def _facts(person: Person) -> frozenset[str]:
    """Return the facts that count as the second one: ends of phone numbers, postcodes of addresses, and email addresses."""
    ends = set()
    for route in person.routes.filter(stopped_at=None):
        if route.kind in (Channel.TEXT, Channel.PHONE):
            ends.add(route.value[-4:])
        elif route.kind == Channel.LETTER:
            found = postcodes.split(route.value)
            ends.add(found[1].key if found else "")
        else:
            ends.add(clean(route.value))
    return frozenset(ends)


def _readings(fact: str) -> set[str]:
    """Return what a second fact may mean: as typed, an email address, or a postcode with O for 0."""
    readings = {clean(fact)}
    with suppress(ValidationError):
        readings.add(clean(reading.email(fact)))
    with suppress(BadShape):
        readings.add(postcodes.read(fact).key)
    return readings


def _count_wrong(link: PrivateLink, *, at: datetime) -> None:
    """Count a wrong second fact by adding a mark to the link's subject, in the database, so that two at once count as two."""
    unspent = PrivateLink.objects.filter(pk=link.pk, spent_at=None)
    unspent.update(subject=Concat("subject", Value("|")))
    unspent.filter(subject__startswith=SLIP + "|" * WRONG_FACTS).update(spent_at=at)


def make_text_code(person: Person, lookup: str, *, at: datetime) -> str:
    """Create six digits that open a person's own pages for the owner of the number with this hash; valid for ten minutes."""
    code = "".join(secrets.choice("0123456789") for _ in range(TEXT_LENGTH))
    PrivateLink.objects.filter(person=person, purpose=OWN_PAGES, subject=TEXT, spent_at=None).update(spent_at=at)
    PrivateLink.objects.create(
        token_hash=_hash(f"{lookup}:{person.pk}:{code}"),
        person=person,
        purpose=OWN_PAGES,
        subject=TEXT,
        created_at=at,
        until=at + TEXT_OPENS_FOR,
    )
    return code


def find_text_code(lookup: str, code: str, *, at: datetime) -> PrivateLink:
    """Return the link of six digits texted to this number. The digits work no more; the link does. Raises NotOpen."""
    routes = ContactRoute.objects.usable().filter(lookup=lookup, kind=Channel.TEXT).order_by("pk")
    people = routes.values_list("person", flat=True)[:MOST_AT_A_NUMBER]  # the people that `texted_codes.send` writes to
    hashes = [_hash(f"{lookup}:{person}:{code}") for person in people] or [_hash(f"{lookup}:nobody:{code}")]
    link = PrivateLink.objects.filter(token_hash__in=hashes, until__gt=at, spent_at=None).first()
    unused = PrivateLink.objects.filter(pk=link.pk, subject=TEXT, spent_at=None) if link else PrivateLink.objects.none()
    used = _hash(secrets.token_urlsafe())
    until = at + registry.private_link(OWN_PAGES).open_for
    if link is None or not unused.update(token_hash=used, subject=TEXT_IN_USE, until=until):
        raise NotOpen
    _prove(link.person_id, lookup, at=at)
    return link


def find(typed: str, *, at: datetime) -> PrivateLink:
    """Return the link of a token. Raises NotOpen if the link does not exist or no longer opens."""
    links = PrivateLink.objects.filter(token_hash=_hash(clean(typed)), until__gt=at, spent_at=None)
    link = links.exclude(subject__startswith=SLIP).exclude(subject=TEXT).first()
    if link is None:
        raise NotOpen
    return link


def spend(*, purpose: str, subject: str, at: datetime) -> None:
    """Close every link for this purpose and subject, once it has served its purpose."""
    PrivateLink.objects.filter(purpose=purpose, subject=subject, spent_at=None).update(spent_at=at)


def open_in(session: Any, link: PrivateLink, *, at: datetime) -> None:
    """Let this browser session use a link, for as long as its purpose allows and nobody else signs in."""
    opened = [entry for entry in session.get(SESSION_KEY, []) if entry["until"] > at.timestamp()]
    entry = {
        "link": link.pk,
        "person": str(link.person_id),
        "user": session.get(auth.SESSION_KEY),
        "until": (at + registry.private_link(link.purpose).open_for).timestamp(),
    }
    session[SESSION_KEY] = [*[old for old in opened if old["link"] != link.pk], entry]
    shared.note_opened(session, link.purpose)
    _prove(link.person_id, link.sent_to, at=at)


def keep_open(session: Any, grant: Grant) -> None:
    """Let this browser see what came of a link that was used up here, for the rest of the time that it is open."""
    opened = session.get(SESSION_KEY, [])
    used = PrivateLink.objects.filter(person=grant.person_id, purpose=grant.purpose, subject=grant.subject)
    here = set(used.filter(pk__in=[entry["link"] for entry in opened]).values_list("pk", flat=True))
    session[SESSION_KEY] = [entry | {"used_here": True} if entry["link"] in here else entry for entry in opened]


def note_sent(words: str, *, to: ContactRoute) -> None:
    """Store on each link or code in a message which route it goes to, so that whoever uses it has shown that it is theirs."""
    found = {_hash(clean(token)) for token in TOKEN.findall(words)}
    if found:
        PrivateLink.objects.filter(person=to.person_id, token_hash__in=found).update(sent_to=to.lookup)


def _prove(person_id: UUID, lookup: str, *, at: datetime) -> None:
    """Store that a person has a route, when they use what was sent to it for the first time."""
    if lookup:
        ContactRoute.objects.filter(person=person_id, lookup=lookup, verified_at=None).update(verified_at=at)


def close_in(session: Any, person_id: UUID) -> None:
    """Close, in this browser session, what links opened for one person."""
    session[SESSION_KEY] = [entry for entry in session.get(SESSION_KEY, []) if entry["person"] != str(person_id)]


def grants_in(session: Any, *, at: datetime) -> frozenset[Grant]:
    """Return what this session may still do by the links it opened, and drop from it what it may not.

    Each link is read again: one that is spent elsewhere, expired or of an erased person opens nothing more. Nor does a
    link that was opened before somebody else signed in.
    """
    entries = session.get(SESSION_KEY)
    if not entries:
        return frozenset()
    used_here = [entry["link"] for entry in entries if entry.get("used_here")]
    found = PrivateLink.objects.opened([entry["link"] for entry in entries], used_here, at=at)
    user = session.get(auth.SESSION_KEY)
    kept = [entry for entry in entries if entry["until"] > at.timestamp() and _is_for(user, entry, found)]
    if len(kept) < len(entries):
        session[SESSION_KEY] = kept
        others = {found[e["link"]].purpose for e in entries if e["link"] in found and not _is_for(user, e, found)}
        shared.note_closed(session, others)
    return frozenset(Grant(link.purpose, link.person_id, link.subject) for link in (found[e["link"]] for e in kept))


def _is_for(user: str | None, entry: dict[str, Any], found: dict[int, PrivateLink]) -> bool:
    """Whether whoever is signed in now opened this link, or is the person it belongs to."""
    link = found.get(entry["link"])
    return link is not None and (user == entry.get("user") or user == str(link.person.user_id))
