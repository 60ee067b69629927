"""Audit events of messages, with the words shown in a person's own record; None for events about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "message.sent": _("A message went out to you."),
    "message.handed_on": _("A call or a letter to you was put on the list."),
    "message.failed": _("A message to you could not be sent."),
    "message.no_route": _("There was no way left to reach you."),
    "message.put_back": _("A call or a letter to you was put back on the list."),
    "message.not_needed": _("A message to you was no longer needed."),
    "route.looked_into": _("Somebody looked for another way to reach you."),
    "route.refused": _("A way to reach you does not work: messages are refused there."),
    "route.wrong_number": _("Somebody rang a number of yours, and it was not yours."),
    "route.right_after_all": _("A number that we took for a wrong one is yours after all. It is used again."),
    "route.stopped": _("A way to reach you was stopped."),
    "call.made": _("You were rung."),
    "letter.posted": _("A letter to you was posted."),
    "outbox.tried_again": None,
}
