"""Announcing a new user. This room is below `hub.people`, so it does not know who listens."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.accounts.models import User

_listeners: list[Callable[["User"], None]] = []


def listen(listener: Callable[["User"], None]) -> None:
    """Have `listener` called with each new user, inside the transaction that makes them."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(user: "User") -> None:
    """Tell everybody who listens that this user now exists."""
    for listener in _listeners:
        listener(user)
