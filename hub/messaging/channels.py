"""The channels a message can take. E-mail goes by Django's back-end; texts by a provider's class, or nowhere until one is set.

A provider's class has `send(to, words, reference)`, which raises OSError when it should be tried again. One that passes on what people
answer also has `heard(request)`, which raises PermissionDenied when the request is not the provider's own.
"""

import logging
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.module_loading import import_string

from hub.messaging.models import Call, Letter, Message
from hub.people.models import Channel
from hub.taxonomy.slots import LOCAL

log = logging.getLogger(__name__)


class TextProvider(Protocol):
    """What sends texts."""

    def send(self, to: str, words: str, reference: str) -> None:
        """Send one text; the reference lets the provider know a repeat."""


@runtime_checkable
class Hears(Protocol):
    """A provider that passes on what people answer to a text."""

    def heard(self, request: HttpRequest) -> tuple[str, str]:
        """Return the number, in international form, and the words. Raises PermissionDenied for a request that is not the provider's."""


class ConsoleText:
    """No provider yet: say in the log that a text would have gone. The words stay in the message row."""

    def send(self, to: str, words: str, reference: str) -> None:
        """Log the reference and the length, never the number or the words."""
        log.info("text not sent: no provider is set", extra={"reference": reference, "length": len(words)})


def send(message: Message) -> None:
    """Send a message, its words made, by e-mail or text. Raises OSError to be tried again."""
    if message.channel == Channel.EMAIL:
        _email(message)
    else:
        provider().send(message.sent_to, message.words, str(message.pk))


def provider() -> TextProvider:
    """Return what sends texts."""
    made: TextProvider = import_string(settings.TEXT_CHANNEL)()
    return made


def hand_on(message: Message, *, owner_id: int | None, at: datetime) -> None:
    """Put a call or a letter, its words made, on the list of the desk."""
    if message.channel == Channel.PHONE:
        Call.objects.get_or_create(message=message, defaults={"owner_id": owner_id, "due_at": at})
    else:
        batch = at.astimezone(LOCAL).date()
        Letter.objects.get_or_create(message=message, defaults={"owner_id": owner_id, "batch": batch})


def message_id(pk: UUID) -> str:
    """Return the Message-ID of a message: the same each time it is sent, so that a repeat is known as one."""
    return f"<{pk}@{settings.SITE_URL.split('//')[-1].split(':')[0]}>"


def _email(message: Message) -> None:
    EmailMessage(
        subject=message.heading,
        body=message.words,
        to=[message.sent_to],
        headers={"Message-ID": message_id(message.pk), "Auto-Submitted": "auto-generated"},
    ).send()
