"""Audit events of what people would like, with their words for people who read their own record; None for those about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "preference.saved": _("What you’d like was written down."),
    "route.chosen": _("How we reach you was chosen."),
}
