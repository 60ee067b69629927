"""Which channels work in this installation, and what is used instead of one that does not.

Without a text provider nothing can send a text, so a text becomes a call to the same number. Without a mail server an
email waits. Nothing is recorded as sent unless a provider took it.
"""

from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hub.people.models import Channel, ContactRoute

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


def safe_words(route: ContactRoute) -> str:
    """Return what somebody who rings or texts this number has to know to be safe for its owner; empty where nothing."""
    if route.kind not in (Channel.PHONE, Channel.TEXT):
        return ""
    said = [] if route.may_leave_message else [_("Leave no message.")]
    if route.safe_from is not None and route.safe_until is not None:
        span = {"start": f"{route.safe_from:%H:%M}", "end": f"{route.safe_until:%H:%M}"}
        said.append(_("Only from %(start)s to %(end)s.") % span)
    return " ".join(said)
