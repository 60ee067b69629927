"""Audit events of agreements, with the words shown in a person's own record; None for events about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "consent.given": _("An agreement was written down."),
    "consent.withdrawn": _("An agreement was taken back."),
}
