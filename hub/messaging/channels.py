"""The channels of messages. Email uses Django's backend; texts use a provider's class. Until one is set, none is sent.

A provider's class has `send(to, words, reference)`, which raises OSError when it should be tried again, and Refused when
that is of no use. One that also passes on replies has `heard(request)`, which raises PermissionDenied when the request
does not come from the provider.
"""

import re
from collections.abc import Collection
from datetime import datetime
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Final, Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.module_loading import import_string

from hub.desk import tasks
from hub.desk.models import Outcome, Task, TaskKind
from hub.messaging.models import Letter, Message
from hub.people import ways
from hub.people.models import Channel
from hub.taxonomy.slots import LOCAL


class TextProvider(Protocol):
    """A provider that sends texts."""

    def send(self, to: str, words: str, reference: str) -> None:
        """Send one text. The reference lets the provider detect a repeat."""


@runtime_checkable
class Hears(Protocol):
    """A provider that also passes on replies to texts."""

    def heard(self, request: HttpRequest) -> tuple[str, str]:
        """Return the number, in international form, and the reply. Raises PermissionDenied for a request from somebody else."""


class Refused(Exception):
    """The provider will never take this: a repeat would be refused again. `of_route`: nothing at all arrives there."""

    def __init__(self, *, of_route: bool) -> None:
        super().__init__("the address or number" if of_route else "the message")
        self.of_route = of_route


class NoMailServer(OSError):
    """No mail server is set, so the email waits."""


class NoTextProvider(OSError):
    """No text provider is set any more, so the text waits; the next attempt makes a call of it."""


def send(message: Message) -> None:
    """Send a rendered message by email or text. Raises OSError if it should be tried again, Refused if not."""
    if message.channel == Channel.EMAIL:
        _email(message)
    else:
        _text(message)


def _text(message: Message) -> None:
    taker = provider()
    if taker is None:
        raise NoTextProvider
    taker.send(message.sent_to, message.words, str(message.pk))


def provider() -> TextProvider | None:
    """Return the configured text provider; None while none is set."""
    made: TextProvider | None = import_string(settings.TEXT_CHANNEL)() if ways.texts_go_out() else None
    return made


def leave(message: Message, replaces: Collection[str], *, at: datetime) -> None:
    """Take calls and letters off the list of the desk that a message makes untrue, by whatever way it goes itself."""
    take_off(message.person_id, message.ref, replaces, at=at)


def take_off(person_id: UUID, ref: str, notices: Collection[str], *, at: datetime) -> None:
    """Take calls and letters to a person off the list of the desk that are not true any more."""
    older = Task.objects.filter(message__person=person_id, message__ref=ref, message__notice__in=notices)
    tasks.leave(older, Outcome.REPLACED, at=at)


def hand_on(message: Message, *, owner_id: int | None, at: datetime) -> None:
    """Put a rendered call or letter on the list of the desk."""
    kind = TaskKind.CALL if message.channel == Channel.PHONE else TaskKind.LETTER
    message.task = tasks.open_once(kind, message, organisation_id=owner_id, due_at=at, at=at)
    message.save(update_fields=["task"])
    if kind == TaskKind.LETTER:
        Letter.objects.get_or_create(message=message, defaults={"batch": at.astimezone(LOCAL).date()})


def message_id(pk: UUID) -> str:
    """Return the Message-ID of a message, the same on each attempt, so that a repeat can be detected."""
    return f"<{pk}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>"


def _email(message: Message) -> None:
    if not ways.emails_go_out():
        raise NoMailServer
    email = EmailMessage(
        subject=message.heading,
        body=message.words,
        to=[message.sent_to],
        headers={"Message-ID": message_id(message.pk), "Auto-Submitted": "auto-generated"},
    )
    try:
        email.send()
    except SMTPRecipientsRefused as refused:
        if all(_is_no_mailbox(code, words) for code, words in refused.recipients.values()):
            raise Refused(of_route=True) from None  # the error names the address
        raise
    except SMTPDataError as refused:
        if _is_no_policy(refused.smtp_code, refused.smtp_error):
            raise Refused(of_route=False) from None
        raise


NO_MAILBOX: Final = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
"""What a server says of an address where nothing arrives, after the first figure (RFC 3463, 3.2 and 3.3; RFC 7505)."""
POLICY: Final = ("4.", "7.")
"""What it says of itself or of who sends: relays, quotas, lists of blocked senders. That may pass (RFC 3463, 3.5 and 3.8)."""


def _is_no_mailbox(code: int, words: bytes | str) -> bool:
    """Whether a mail server refuses an address for good: by its enhanced status, else by 551 or 553 (RFC 5321, 4.2.3)."""
    status = _status(words)
    return 500 <= code < 600 and (status in NO_MAILBOX if status else code in (551, 553))


def _is_no_policy(code: int, words: bytes | str) -> bool:
    """Whether a mail server refuses a message for good, and for what it is."""
    return 500 <= code < 600 and bool(_status(words)) and not _status(words).startswith(POLICY)


def _status(words: bytes | str) -> str:
    """Return the enhanced status of a permanent refusal without its first figure: "1.1" of "5.1.1 No such user"."""
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    found = re.match(r"5\.(\d{1,3}\.\d{1,3})\b", text)
    return found[1] if found else ""
