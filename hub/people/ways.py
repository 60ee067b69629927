"""Which channels work in this installation, and what is used instead of one that does not.

Without a text provider nothing can send a text, so a text becomes a call to the same number. Without a mail server an
email waits. Nothing is recorded as sent unless a provider took it.
"""

from typing import Final

from django.conf import settings
from django.utils.functional import Promise

from hub.people.models import Channel

ORDER: Final = (Channel.TEXT, Channel.PHONE, Channel.EMAIL, Channel.LETTER)


def texts_go_out() -> bool:
    """Whether a text provider is set."""
    return bool(settings.TEXT_CHANNEL)


def emails_go_out() -> bool:
    """Whether a mail server is set."""
    return bool(settings.EMAIL_GOES_OUT)


def used_for(kind: str) -> Channel:
    """Return the channel that reaches a route of this kind: a call for a text while no text provider is set."""
    return Channel.PHONE if kind == Channel.TEXT and not texts_go_out() else Channel(kind)


def offered() -> list[tuple[str, str | Promise]]:
    """Return the choices of forms that ask how to reach somebody: only channels that work."""
    return [(kind.value, kind.label) for kind in ORDER if used_for(kind) == kind]
