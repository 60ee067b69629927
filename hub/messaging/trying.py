"""Sending a test email or test text to oneself."""

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from hub.messaging import channels
from hub.people import reading, ways
from hub.people.models import Channel


class NotSent(Exception):
    """It could not be sent; the message says what to do."""


def email(to: str) -> None:
    """Send a short e-mail at once. Raises NotSent in a demo, without a mail server, or with what it said."""
    if settings.DEMO:
        raise NotSent(_("This is a demo place. No email leaves it."))
    if not ways.emails_go_out():
        raise NotSent(_("No mail server is set. Set EMAIL_URL first."))
    words = _("This is a test from %(hub)s. If you can read it, email works.") % {"hub": settings.HUB_NAME}
    try:
        EmailMessage(subject=_("A test from %(hub)s") % {"hub": settings.HUB_NAME}, body=words, to=[to]).send()
    except OSError as error:
        raise NotSent(_("Not sent: %(why)s. Look at EMAIL_URL.") % {"why": type(error).__name__}) from error


def text(to: str) -> None:
    """Send a short text at once. Raises NotSent in a demo, without a provider, for an invalid number, or with what the provider said."""
    if settings.DEMO:
        raise NotSent(_("This is a demo place. No text leaves it."))
    provider = channels.provider()
    if provider is None:
        raise NotSent(_("No text provider is set. Set TEXT_PROVIDER first."))
    try:
        route = reading.route(Channel.TEXT, to)
        provider.send(route.value, _("A test from %(hub)s. Texts work.") % {"hub": settings.HUB_NAME}, str(uuid4()))
    except ValidationError as error:
        raise NotSent(error.messages[0]) from error
    except OSError as error:
        raise NotSent(_("Not sent: %(why)s. Look at TEXT_PROVIDER.") % {"why": type(error).__name__}) from error
