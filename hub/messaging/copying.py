"""What of messages stands in the copy of a person's record."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import times
from hub.messaging.models import Message
from hub.people.models import Person


def rows(person: Person) -> list[dict[str, Any]]:
    """Return every message, with its words while they are kept."""
    found = Message.objects.filter(person=person).order_by("-created_at", "pk")[:500]
    return [
        {
            _("When"): times.stamp(m.created_at),
            _("How"): str(m.get_channel_display()),
            _("About"): m.heading,
            _("Words"): m.words,
        }
        for m in found
    ]
