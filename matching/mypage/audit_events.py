"""Audit events of a person's own page, with the words shown in their own record; None for events about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "together.said": _("You said whether you would go somewhere with somebody."),
}
