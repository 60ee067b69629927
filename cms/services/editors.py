"""Who may edit pages in Wagtail: those with a hub-wide membership. Wagtail checks groups, so groups follow memberships.

Editors write and send for review; another editor approves. Administrators may also publish pages themselves.
"""

from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import Group

from hub.access.roles import HUB_WIDE, Role
from hub.accounts.models import User
from hub.core import transactions

EDITORS: Final = "Editors"
MODERATORS: Final = "Moderators"


def may_publish_alone(user: Any) -> bool:
    """Whether what somebody changes needs nobody else to read it: that of administrators."""
    return bool(user.is_superuser or user.groups.filter(name=MODERATORS).exists())


@transactions.atomic
def follow(ref: str, *, at: datetime) -> None:
    """Add a user to Wagtail's groups, or remove them, by their current memberships. Safe to run twice."""
    user = User.objects.filter(pk=ref).first()
    if user is None:
        return
    roles = set(user.memberships.filter(role__in=HUB_WIDE).values_list("role", flat=True))
    wanted = {EDITORS: bool(roles), MODERATORS: Role.ADMINISTRATOR in roles}
    for group in Group.objects.filter(name__in=wanted):
        (user.groups.add if wanted[group.name] else user.groups.remove)(group)
