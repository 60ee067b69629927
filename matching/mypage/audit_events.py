"""Audit events of what people do on their own page, with their words for people who read their own record; None for those about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "together.said": _("You said whether you would go somewhere with somebody."),
}
