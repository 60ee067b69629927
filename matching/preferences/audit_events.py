"""Audit events of preferences, with the words shown in a person's own record; None for events about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "preference.saved": _("What you’d like was written down."),
    "preference.left_out": _("Something was left out of what we suggest to you."),
    "preference.put_back": _("Something is suggested to you again."),
    "route.chosen": _("How we reach you was chosen."),
}
