"""What the log calls messages, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "message.sent": _("A message went out to you."),
    "message.handed_on": _("A call or a letter to you was put on the list."),
    "message.failed": _("A message to you could not be sent."),
    "message.no_route": _("There was no way left to reach you."),
    "message.not_needed": _("A message to you was no longer needed."),
    "route.stopped": _("A way to reach you was stopped."),
    "call.made": _("You were rung."),
    "letter.posted": _("A letter to you was posted."),
}
