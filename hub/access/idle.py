"""Staff who left a counter are signed out: those with a role that needs a second step, after `HUB_IDLE_MINUTES`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from hub.access.roles import SECOND_FACTOR

SESSION_KEY: Final = "last_used"
EVERY: Final = 60
"""How many seconds pass before the session is written again."""
BY_ITSELF: Final = "/admin/editing-sessions/"
"""The addresses that an open page of the editor asks for every few seconds, with nobody there."""


def concerns(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles is signed out when idle."""
    return not SECOND_FACTOR.isdisjoint(roles)


def is_over(session: Any, *, path: str, at: datetime) -> bool:
    """Whether this session was idle for too long. If not, it is in use now, which is written once a minute at most."""
    now = int(at.timestamp())
    last = session.get(SESSION_KEY, now)
    if now - last >= settings.HUB_IDLE_MINUTES * 60:
        return True
    if SESSION_KEY not in session or (now - last >= EVERY and not path.startswith(BY_ITSELF)):
        session[SESSION_KEY] = now
    return False
