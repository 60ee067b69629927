"""What the log calls agreements, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "consent.given": _("An agreement was written down."),
    "consent.withdrawn": _("An agreement was taken back."),
}
