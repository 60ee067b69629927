"""What the log calls what people would like, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "preference.saved": _("What you’d like was written down."),
    "route.chosen": _("How we reach you was chosen."),
}
