"""Private links and short codes: one purpose, one person, one thing. Opening one (GET) changes nothing.

A token is 16 letters and digits, about 79 bits, that are hard to mix up; a person can type it at /code/ in groups of
four. Only its hash is kept, so a stolen database opens nothing.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from hub.access.actors import Grant
from hub.people import encryption, reading
from hub.people.models import Channel, Person, PrivateLink

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH: Final = 16
OPEN_FOR: Final = timedelta(minutes=30)
SESSION_KEY: Final = "opened_links"

_addresses: dict[str, Callable[[str], str]] = {}
_again: list[Callable[..., None]] = []


class NotOpen(Exception):
    """The link is unknown, spent or has run out: one answer for all three."""


def leads_to(purpose: str, address: Callable[[str], str]) -> None:
    """Register which page a purpose opens; `address` takes the link's subject. Filled at start-up by the rooms that own the pages."""
    _addresses[purpose] = address


def address_of(link: PrivateLink) -> str:
    """Return the page a link opens."""
    return _addresses[link.purpose](link.subject)


def sends_again(sender: Callable[..., None]) -> None:
    """Register who sends new links for its rooms' things; called as `sender(lookups, at=…)` with fingerprints of a route."""
    if sender not in _again:
        _again.append(sender)


def send_again(route: reading.Route, *, at: datetime) -> None:
    """Have new links sent to everything live that this route belongs to. Says nothing about whether there was any."""
    kinds = {route.kind} | ({Channel.TEXT, Channel.PHONE} if route.kind == Channel.PHONE else set())
    lookups = [encryption.fingerprint(kind, route.value) for kind in sorted(kinds)]
    for sender in _again:
        sender(lookups, at=at)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def clean(typed: str) -> str:
    """Return a token as it was made: upper case, no spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def grouped(token: str) -> str:
    """Return a token in groups of four, to be read out or typed."""
    return "-".join(token[place : place + 4] for place in range(0, len(token), 4))


def make(person: Person, purpose: str, *, subject: str = "", at: datetime, until: datetime) -> str:
    """Make a link and return its token, which is shown once and kept nowhere."""
    token = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    PrivateLink.objects.create(
        token_hash=_hash(token), person=person, purpose=purpose, subject=subject, created_at=at, until=until
    )
    return token


def find(typed: str, *, at: datetime) -> PrivateLink:
    """Return the link of a token. Raises NotOpen if there is none that still opens."""
    link = PrivateLink.objects.filter(token_hash=_hash(clean(typed)), until__gt=at, spent_at=None).first()
    if link is None:
        raise NotOpen
    return link


def spend(*, purpose: str, subject: str, at: datetime) -> None:
    """Close every link for this purpose and thing: what it was for is done."""
    PrivateLink.objects.filter(purpose=purpose, subject=subject, spent_at=None).update(spent_at=at)


def open_in(session: Any, link: PrivateLink, *, at: datetime) -> None:
    """Let this browser session use a link for the next 30 minutes."""
    opened = [entry for entry in session.get(SESSION_KEY, []) if entry["until"] > at.timestamp()]
    entry = {
        "link": link.pk,
        "purpose": link.purpose,
        "person": str(link.person_id),
        "subject": link.subject,
        "until": (at + OPEN_FOR).timestamp(),
    }
    session[SESSION_KEY] = [*[old for old in opened if old["link"] != link.pk], entry]


def grants_in(session: Any, *, at: datetime) -> frozenset[Grant]:
    """Return what this session's opened links still allow."""
    return frozenset(
        Grant(entry["purpose"], UUID(entry["person"]), entry["subject"])
        for entry in session.get(SESSION_KEY, [])
        if entry["until"] > at.timestamp()
    )
