"""Creating an organisation: visible at once to its owner, and to everybody once an adviser has verified it."""

from datetime import datetime
from typing import Any

from django.utils.text import slugify

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.accounts.models import User
from hub.audit import record
from hub.core import transactions
from hub.messaging import notifications
from organisations import notices
from organisations.models import Organisation
from organisations.services import members


@transactions.atomic
def join(user: User, *, name: str, kind: str, about: str = "", by: Actor, at: datetime, **contact: str) -> Organisation:
    """Create a T0 organisation with this user as its owner. `contact` may hold email, phone and website."""
    organisation = Organisation.objects.create(
        name=name, slug=free_slug(name), kind=kind, about=about, created_at=at, **contact
    )
    members.add(user, organisation, Role.OWNER, by=by, at=at)
    record.record("organisation.joined", by=by, at=at, on=organisation)
    for adviser in members.that_verify():
        notifications.notify(adviser, notices.GroupWaiting(str(organisation.pk)), at=at)
    return organisation


@transactions.atomic
def change(organisation: Organisation, changes: dict[str, Any], *, by: Actor, at: datetime) -> Organisation:
    """Change how an organisation presents itself."""
    Organisation.objects.filter(pk=organisation.pk).update(**changes)
    record.record("organisation.changed", by=by, at=at, on=organisation, fields=", ".join(sorted(changes)))
    organisation.refresh_from_db()
    return organisation


def free_slug(name: str) -> str:
    """Return a slug made from the name that no other organisation has."""
    base = slugify(name)[:50] or "group"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 2, base
    while slug in taken or slug in RESERVED:
        slug = f"{base}-{number}"
        number += 1
    return slug


RESERVED = frozenset({"join", "verification", "standing", "new"})
"""Slugs under /organisations/ and /manage/ that are reserved for other pages."""
