"""Audit events of sign-ups, with the words shown in a person's own record; None for events about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "sign_up.made": _("A yes was written down."),
    "sign_up.accepted": _("A group said: yes, come along."),
    "sign_up.declined": _("A group said: not this time."),
    "sign_up.offered": _("A place was offered to you."),
    "sign_up.another_date": _("Another date was offered to you."),
    "sign_up.offered_out_of_turn": _("A place was offered to you out of turn."),
    "sign_up.place_asked_for": _("You asked for a place that came free."),
    "sign_up.offer_taken": _("You took a place that was offered."),
    "sign_up.called_off": _("Something you said yes to was called off."),
    "sign_up.attendance": _("It was written down whether you came."),
    "opportunity.changed": None,
    "opportunity.closed": None,
    "opportunity.copied": None,
    "opportunity.drafted": None,
    "opportunity.paused": None,
    "opportunity.publish_refused": None,
    "opportunity.published": None,
    "session.added": None,
    "session.called_off": None,
    "session.changed": None,
    "session.places_set": None,
}
