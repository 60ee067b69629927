"""Data of the outbox page: sent messages of every channel, and the emails about signing in."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet

from hub.core import encryption
from hub.messaging.models import Message, MessageState
from hub.people import reading
from hub.people.models import Channel

ARRIVED: Final = (MessageState.SENT, MessageState.HANDED_ON)
NEWEST: Final = 40
"""How many mail files are looked at, the newest first."""
BETWEEN_MAILS: Final = "-" * 79


@dataclass(frozen=True)
class Mail:
    """An email sent without the outbox, such as a code to sign in with."""

    to: str
    heading: str
    words: str
    at: datetime | None


def arrived(*, channel: str = "", wanted: str = "") -> QuerySet[Message]:
    """Return sent messages, newest first, with everything the page shows.

    `wanted` filters by a first name, or by a whole number or address.
    """
    found = Message.objects.filter(state__in=ARRIVED).exclude(words="")
    if channel:
        found = found.filter(channel=channel)
    if wanted:
        found = found.filter(_is_to(wanted)).distinct()
    return found.select_related("person", "task", "letter").order_by("-sent_at", "-created_at", "pk")


def _is_to(wanted: str) -> Q:
    lookups = []
    for kind in Channel:
        try:
            lookups.append(lookup(kind, reading.route(kind, wanted).value))
        except ValidationError:
            continue
    return Q(person__first_name__icontains=wanted) | Q(person__routes__lookup__in=lookups)


def counts() -> dict[str, int]:
    """Return how many messages were sent by each channel, how many are waiting and how many failed."""
    by_channel = arrived().order_by().values_list("channel").annotate(number=Count("pk"))
    by_state = dict(Message.objects.order_by().values_list("state").annotate(number=Count("pk")))
    lost = by_state.get(MessageState.FAILED, 0) + by_state.get(MessageState.NO_ROUTE, 0)
    return {
        **dict.fromkeys(Channel.values, 0),
        **dict(by_channel),
        "queued": by_state.get(MessageState.QUEUED, 0),
        "lost": lost,
    }


def signing_in_mail(*, most: int = 10) -> list[Mail]:
    """Return the newest emails about signing in: codes, and notices about an account."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    files = sorted(Path(folder).glob("*.log"), key=lambda path: path.name, reverse=True)[:NEWEST] if folder else []
    found = [mail for path in files for mail in _read(path)]
    return sorted(found, key=lambda mail: mail.at.timestamp() if mail.at else 0, reverse=True)[:most]


def _read(path: Path) -> Iterator[Mail]:
    for text in path.read_text(errors="replace").split(BETWEEN_MAILS):
        message = email.message_from_string(text.strip(), _class=EmailMessage, policy=email.policy.default)
        if message["To"] and not message["Auto-Submitted"]:
            yield _mail(message)


def _mail(message: EmailMessage) -> Mail:
    body = message.get_body(("plain",))
    sent = message["Date"]
    return Mail(
        to=str(message["To"]),
        heading=str(message["Subject"] or ""),
        words=str(body.get_content()).strip() if body else "",
        at=_aware(parsedate_to_datetime(str(sent))) if sent else None,
    )


def _aware(at: datetime) -> datetime:
    """Return a time with its zone; emails leave it out for UTC."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def lookup(kind: Channel, value: str) -> str:
    """Return the hash by which a route is found."""
    return encryption.fingerprint(kind, value)
