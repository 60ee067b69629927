"""Audit events of steps in the toolkit, with the words shown in a person's own record; None for events about nobody."""

from typing import Final

from django.utils.translation import gettext_lazy as _

AUDIT_EVENTS: Final = {
    "toolkit.begun": _("Your steps in the toolkit were begun."),
    "toolkit.described": _("What your group is about was changed."),
    "toolkit.ticked": _("Steps in the toolkit were ticked."),
    "toolkit.handed_over": _("Your steps became those of a group."),
}
