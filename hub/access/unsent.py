"""What was typed into a form by somebody who had been signed out without noticing.

It waits, encrypted, in the session of the browser until they are back at that page. It is shown only to the user who was
signed in before in this browser: a cookie holds a keyed hash of who that was. Nothing is saved until they press again.
"""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from hub.access.requests import actor_of
from hub.core.encryption import fingerprint, seal, unseal

COOKIE: Final = "was"
KEY: Final = "unsent"
WAITS: Final = timedelta(hours=1)
MOST: Final = 200_000
"""Letters that are kept at most; a page of ours takes far fewer."""


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


def keep(request: HttpRequest) -> bool:
    """Keep what was sent, if the browser knows whose it is; return whether it is kept. Files are not."""
    who = name_of(actor_of(request).user_id) or request.COOKIES.get(COOKIE, "")
    fields = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    text = json.dumps({"path": request.path, "who": who, "at": timezone.now().isoformat(), "fields": fields})
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


def take(request: HttpRequest) -> QueryDict | None:
    """Return, once, what the same user had typed on this page within the last hour."""
    if KEY not in request.session or request.method != "GET":
        return None
    kept = opened(request.session[KEY])
    if kept["path"] != request.path:
        return None
    del request.session[KEY]
    if is_late(kept, at=timezone.now()) or kept["who"] != name_of(actor_of(request).user_id):
        return None
    typed = QueryDict(mutable=True)
    for name, values in kept["fields"].items():
        typed.setlist(name, values)
    return typed


def forget(request: HttpRequest) -> None:
    """Drop what waits, where its user was told that nothing is kept."""
    request.session.pop(KEY, None)
