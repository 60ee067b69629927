"""Who may edit pages in Wagtail: whoever holds a hub-wide membership. Wagtail asks groups, so groups follow memberships."""

from datetime import datetime
from typing import Final

from django.contrib.auth.models import Group
from django.db import transaction

from hub.access.roles import HUB_WIDE
from hub.accounts.models import User

GROUPS: Final = ("Editors", "Moderators")


@transaction.atomic
def follow(ref: str, *, at: datetime) -> None:
    """Put a user into Wagtail's groups, or take them out, as their memberships say now. Safe to do twice."""
    user = User.objects.filter(pk=ref).first()
    if user is None:
        return
    groups = Group.objects.filter(name__in=GROUPS)
    if user.memberships.filter(role__in=HUB_WIDE).exists():
        user.groups.add(*groups)
    else:
        user.groups.remove(*groups)
