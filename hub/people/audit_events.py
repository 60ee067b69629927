"""Audit events of people and contact routes, with the words shown in a person's own record; None for those about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "person.added": _("Your record was begun."),
    "person.seen": _("Looked at your details."),
    "person.found": _("Found you in a search: first name, first letter of the surname, end of the number."),
    "person.erased": _("Your record was erased."),
    "route.resumed": _("A way to reach you is used again."),
    "record.copied": _("A copy of your record was made."),
    "people.searched": None,
}
