"""What the log calls what people do on their own page, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "together.said": _("You said whether you would go somewhere with somebody."),
}
