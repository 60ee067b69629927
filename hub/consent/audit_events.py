"""Audit events of agreements, with their words for people who read their own record; None for those about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "consent.given": _("An agreement was written down."),
    "consent.withdrawn": _("An agreement was taken back."),
}
