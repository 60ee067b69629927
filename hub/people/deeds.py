"""What the log calls what is done with a person and how they are reached, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "person.added": _("Your record was begun."),
    "person.seen": _("Looked at your details."),
    "person.found": _("Found you in a search: first name, first letter of the surname, end of the number."),
    "person.erased": _("Your record was erased."),
    "route.resumed": _("A way to reach you is used again."),
    "record.copied": _("A copy of your record was made."),
}
