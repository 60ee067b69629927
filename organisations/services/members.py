"""Who belongs to an organisation, and who of them hears what."""

from datetime import datetime
from typing import Final

from django.db import transaction

from hub.access.actors import Actor
from hub.access.roles import Role
from hub.accounts.models import User
from hub.audit import record
from hub.messaging import outbox
from hub.people.models import Person
from organisations.models import Membership, Organisation

CHANGED: Final = "membership.changed"
"""The outbox item that tells higher rooms that somebody's memberships changed; it refers to the user."""


@transaction.atomic
def add(user: User, organisation: Organisation | None, role: Role, *, by: Actor, at: datetime) -> Membership:
    """Make a user a member. Raises ValidationError for a worker, manager or adviser outside a service."""
    membership = Membership(user=user, organisation=organisation, role=role, since=at)
    membership.full_clean()
    membership.save()
    outbox.add(CHANGED, str(user.pk), key=f"{CHANGED}:{membership.pk}:added", at=at)
    record.record("member.added", by=by, at=at, on=membership, role=str(role))
    return membership


def to_tell(organisation: Organisation) -> list[Person]:
    """Return the people of an organisation who hear about those that say yes."""
    return [membership.user.person for membership in Membership.objects.that_answer(organisation)]
