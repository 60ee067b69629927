"""The roles a membership can carry, and what each may do. Who may see which rows is decided by `visible_to`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The role of a user in an organisation or, for the last two, in the whole hub."""

    OWNER = "owner", _("Owner")
    ORGANISER = "organiser", _("Organiser")
    WORKER = "worker", _("Front-line worker")
    MANAGER = "manager", _("Manager")
    ADVISER = "adviser", _("Adviser")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Hub administrator")


HUB_WIDE = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
IN_ANY_ORGANISATION = frozenset({Role.OWNER, Role.ORGANISER})
IN_SERVICES = frozenset({Role.WORKER, Role.MANAGER, Role.ADVISER})

POSTS = frozenset({Role.OWNER, Role.ORGANISER, Role.MANAGER})
"""May post what the organisation needs, and answer the people who sign up."""

VERIFIES = frozenset({Role.ADVISER, Role.ADMINISTRATOR})
"""May decide how far an organisation is verified."""

SECOND_FACTOR = frozenset({Role.WORKER, Role.MANAGER, Role.ADVISER, Role.EDITOR, Role.ADMINISTRATOR})
"""Must have a second factor before they see anything of their role."""
