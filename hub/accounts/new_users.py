"""Announcing a new user to the apps above, which say in their contracts that they listen."""

from typing import TYPE_CHECKING

from hub.core import registry

if TYPE_CHECKING:
    from hub.accounts.models import User


def announce(user: "User") -> None:
    """Tell every app that listens that this user now exists; call it in the transaction that makes them."""
    for listener in registry.answers(lambda contract: contract.on_new_user):
        listener(user)
