"""What the log calls steps in the toolkit, for people who read their own record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

DEEDS: Final = {
    "toolkit.begun": _("Your steps in the toolkit were begun."),
    "toolkit.described": _("What your group is about was changed."),
    "toolkit.ticked": _("Steps in the toolkit were ticked."),
    "toolkit.handed_over": _("Your steps became those of a group."),
}
