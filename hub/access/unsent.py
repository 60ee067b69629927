"""What was typed into a form and not saved: by somebody signed out without noticing, or in the second of two tabs.

It waits, encrypted, in the session of the browser until they are back at that page. It is shown only to the user who was
signed in before in this browser: a cookie holds a keyed hash of who that was. Nothing is saved until they press again.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from hub.access.requests import actor_of
from hub.core.encryption import fingerprint, seal, unseal

COOKIE: Final = "was"
KEY: Final = "unsent"
WAITS: Final = timedelta(hours=1)
MOST: Final = 200_000
"""Letters that are kept at most; a page of ours takes far fewer."""


class Why(StrEnum):
    """Why it was not saved."""

    SIGNED_OUT = "signed_out"
    OTHER_TAB = "other_tab"
    OTHER_PART = "other_part"

    @property
    def sentence(self) -> str:
        """What is said beside it when it is shown again."""
        if self is Why.OTHER_TAB:
            return _("This was also written in another tab. What you wrote here is below, but not saved yet.")
        if self is Why.OTHER_PART:
            return _("What else you wrote on this page is below, but not saved yet.")
        return _("You were signed out, or the page was old. What you wrote is here, but not saved yet.")


@dataclass(frozen=True)
class Unsent:
    """What was typed, and why it was not saved."""

    fields: QueryDict
    why: Why


def name_of(user_id: Any) -> str:
    """Return the keyed hash by which a browser knows who was signed in; empty for nobody."""
    return fingerprint("was signed in", str(user_id))[:32] if user_id else ""


def remember_user(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser know who is signed in, for later."""
    who = name_of(actor_of(request).user_id)
    if who and request.COOKIES.get(COOKIE) != who:
        age = int(timedelta(hours=12).total_seconds())
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, who, max_age=age, samesite="Lax", secure=secure, httponly=True)


def keep(request: HttpRequest, *, why: Why = Why.SIGNED_OUT, saved: str = "") -> bool:
    """Keep what was sent, if the browser knows whose it is; return whether it is kept. Files are not.

    `saved` is how the names of those fields begin that were saved meanwhile: they are left out.
    """
    who = name_of(actor_of(request).user_id) or request.COOKIES.get(COOKIE, "")
    left_out = ("csrfmiddlewaretoken", *([saved] if saved else []))
    fields = {name: values for name, values in request.POST.lists() if not name.startswith(left_out)}
    at = timezone.now().isoformat()
    text = json.dumps({"path": request.path, "who": who, "at": at, "why": why, "fields": fields})
    kept = bool(request.method == "POST" and fields and who and len(text) <= MOST)
    if kept:
        request.session[KEY] = seal(text)
    return kept


def opened(kept: str) -> dict[str, Any]:
    """Return what waits in a session, as it was kept. Raises cryptography.fernet.InvalidToken."""
    found: dict[str, Any] = json.loads(unseal(kept))
    return found


def is_late(kept: dict[str, Any], *, at: datetime) -> bool:
    """Whether what waits is too old to be shown again."""
    return at - datetime.fromisoformat(kept["at"]) > WAITS


def take(request: HttpRequest) -> Unsent | None:
    """Return, once, what the same user had typed on this page within the last hour."""
    if request.method != "GET" or _waiting(request, request.path) is None:
        return None
    found = seen(request, path=request.path)
    del request.session[KEY]
    return found


def seen(request: HttpRequest, *, path: str) -> Unsent | None:
    """Return what the same user had typed on the page at `path` within the last hour; it goes on waiting."""
    kept = _waiting(request, path)
    if kept is None or kept["who"] != name_of(actor_of(request).user_id) or is_late(kept, at=timezone.now()):
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        typed.setlist(name, values)
    return Unsent(typed, Why(kept.get("why", Why.SIGNED_OUT)))


def _waiting(request: HttpRequest, path: str) -> dict[str, Any] | None:
    kept = opened(request.session[KEY]) if KEY in request.session else None
    return kept if kept and kept["path"] == path else None


def forget(request: HttpRequest) -> None:
    """Drop what waits, where its user was told that nothing is kept."""
    request.session.pop(KEY, None)
