"""Browser sessions of people who are erased: they end, and no other session names those people any more.

A session holds more than who is signed in: a sign-in or a new password half way through, the links that were opened, and
what was typed while signed out.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import unquote
from uuid import UUID

from allauth.account.models import EmailAddress
from cryptography.fernet import InvalidToken
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.http import int_to_base36

from hub.access import looks, unsent
from hub.accounts.models import User
from hub.people.models import ContactRoute

SEALED: Final[tuple[str, ...]] = (unsent.KEY, looks.KEY)
"""The names under which a session keeps, encrypted, what somebody typed."""
OF_USER: Final = re.compile(r"user_(id|pk)$")
"""The names under which allauth keeps whom a half-finished step is for, as a number or in base 36."""
EMAIL: Final = re.compile(r"[^\s@&=<>\"',;]+@[^\s@&=<>\"',;]+")
NO_DIGIT: Final = re.compile(r"\D")
COUNTRY: Final = len("+44")
"""How much of a number is left out where it is typed as people do: 01632 960202."""


@dataclass(frozen=True)
class Traces:
    """By what a session names somebody: users, and texts that stand for a person alone."""

    users: frozenset[str]
    texts: frozenset[str]

    def are_kept(self, value: Any) -> bool:
        """Whether something that a program keeps in a session names one of them: by a text that stands alone, or an email."""
        for name, leaf in _leaves(value):
            if leaf in (self.users if OF_USER.search(name) else self.texts):
                return True
            if "@" in leaf and not self.texts.isdisjoint(EMAIL.findall(leaf)):
                return True
        return False

    def are_typed(self, value: Any) -> bool:
        """Whether something that somebody typed names one of them, anywhere in it, and however a number is spaced."""
        return any(self._stand_in(leaf) for _name, leaf in _leaves(value))

    def _stand_in(self, leaf: str) -> bool:
        digits = NO_DIGIT.sub("", leaf)
        return any(text in leaf or (text[:1] == "+" and text[COUNTRY:] in digits) for text in self.texts)


def forget(people: Collection[UUID]) -> None:
    """Delete the sessions of these people, and drop from all others whatever names them. Call before their routes go."""
    if not people:
        return
    traces = _traces(people)
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        named = [name for name, value in kept.items() if name != auth.SESSION_KEY and _is_about(traces, name, value)]
        if str(kept.get(auth.SESSION_KEY, "")) in traces.users:
            session.delete()
        elif named:
            _drop(session, kept, named)


def drop_unsent(*, at: datetime) -> int:
    """Drop from all sessions what was typed, not saved, and is too old to be shown again; return how many."""
    dropped = 0
    for session in Session.objects.iterator():
        kept = session.get_decoded()
        old = [name for name in SEALED if name in kept and _is_old(kept[name], at=at)]
        if old:
            _drop(session, kept, old)
            dropped += len(old)
    return dropped


def _is_old(kept: str, *, at: datetime) -> bool:
    try:
        return unsent.is_late(unsent.opened(kept), at=at)
    except InvalidToken:
        return True


def _drop(session: Session, kept: dict[str, Any], names: list[str]) -> None:
    left = {name: value for name, value in kept.items() if name not in names}
    Session.objects.filter(pk=session.pk).update(session_data=SessionStore().encode(left))


def _is_about(traces: Traces, name: str, value: Any) -> bool:
    if name not in SEALED:
        return traces.are_kept({name: value})
    try:
        return traces.are_typed(unsent.opened(value)["fields"])
    except InvalidToken:
        return True


def _traces(people: Collection[UUID]) -> Traces:
    users = list(User.objects.filter(person__in=people).values_list("pk", "email"))
    numbers = [pk for pk, _email in users]
    routes = list(ContactRoute.objects.filter(person__in=people).values_list("value", "lookup"))
    emails = [email for _pk, email in users]
    emails += EmailAddress.objects.filter(user__in=numbers).values_list("email", flat=True)
    texts = [*map(str, people), *emails, *(text for route in routes for text in route)]
    ids = [spelt for pk in numbers for spelt in (str(pk), int_to_base36(pk))]
    return Traces(frozenset(ids), frozenset(" ".join(text.lower().split()) for text in texts if text))


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text or number within what a session keeps, in small letters, with the name it is kept under."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name)
    else:
        yield name, " ".join(unquote(str(value)).lower().split())
