"""System checks of what sends messages."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning
from django.utils.module_loading import import_string

from hub.people import ways


def messages_go_out(**_options: Any) -> list[CheckMessage]:
    """Report a missing mail server or text provider, and a text provider that cannot be imported."""
    return [*_emails(), *_texts()]


def _emails() -> list[CheckMessage]:
    if ways.emails_go_out():
        return []
    words = "No mail server is set: no email goes out, and none is recorded as sent."
    return [Warning(words, hint="Set EMAIL_URL, like smtp+tls://user:word@host:587.", id="messaging.W001")]


def _texts() -> list[CheckMessage]:
    if not ways.texts_go_out():
        words = "No text provider is set: forms do not offer texts, and people who chose them are rung."
        return [Info(words, hint="Set TEXT_PROVIDER to a class that sends texts.", id="messaging.I001")]
    try:
        import_string(settings.TEXT_CHANNEL)
    except ImportError as error:
        return [Error(f"TEXT_PROVIDER cannot be used: {error}", id="messaging.E001")]
    return []
