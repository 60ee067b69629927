"""Messages in the data export of a person."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import spoken, times
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel, Person


def rows(person: Person) -> list[dict[str, Any]]:
    """Return every message, with its body while it is kept."""
    found = Message.objects.filter(person=person).order_by("-created_at", "pk")[:500]
    return [
        {
            _("When"): times.stamp(m.created_at),
            _("How"): str(m.get_channel_display()),
            _("Where"): _where(m),
            _("How it stands"): str(m.get_state_display()),
            _("About"): spoken.by(m.heading, person.language),
            _("Words"): spoken.by(m.words, person.language),
        }
        for m in found
    ]


def _where(message: Message) -> str:
    """Return the number or address a message was sent to, in its usual written form."""
    if not message.sent_to:
        return ""
    return reading.shown(reading.Route(Channel(message.channel), message.sent_to))
