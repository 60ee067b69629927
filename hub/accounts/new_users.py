"""Announcing a new user to higher apps, which register for it in their contracts."""

from typing import TYPE_CHECKING

from hub.core import registry

if TYPE_CHECKING:
    from hub.accounts.models import User


def announce(user: "User") -> None:
    """Call each app that registered for new users; to be called in the transaction that creates the user."""
    for listener in registry.answers(lambda contract: contract.on_new_user):
        listener(user)
