"""What a browser may keep, for the next at this computer may be somebody else.

Nothing of a page with personal details is stored (`is_personal`), and when somebody leaves, the browser is told to forget
what it has (`forget`).
"""

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from hub.access.requests import actor_of

CLOSED_KEY: Final = "links_closed_by_signing_in"
"""The purposes of private links that this browser had open when somebody signed in."""


def is_personal(request: HttpRequest) -> bool:
    """Whether a page may hold somebody's details: they are signed in, have a private link open, or can type them in."""
    actor = actor_of(request)
    view = getattr(request.resolver_match and request.resolver_match.func, "view_class", object)
    return actor.is_signed_in or bool(actor.grants) or hasattr(view, "post")


def keep_nothing(response: HttpResponse) -> None:
    """Let neither the browser nor anything between keep this answer."""
    patch_cache_control(response, no_store=True, private=True)


def forget(response: HttpResponse) -> None:
    """Have the browser drop the pages and what scripts stored, in other tabs and for "Back", too.

    Cookies stay: the session's is ended by us, and those that say what was done, language and colours are needed next.
    """
    response["Clear-Site-Data"] = '"cache", "storage"'


def note_closed(session: Any, purposes: Iterable[str]) -> None:
    """Remember that links for these purposes were closed because somebody signed in."""
    if closed := {*session.get(CLOSED_KEY, []), *purposes}:
        session[CLOSED_KEY] = sorted(closed)


def note_opened(session: Any, purpose: str) -> None:
    """Forget that a link for this purpose was closed: one is open again."""
    if was_closed(session, purpose):
        session[CLOSED_KEY] = [other for other in session[CLOSED_KEY] if other != purpose]


def was_closed(session: Any, purpose: str) -> bool:
    """Whether a link for this purpose was open here until somebody signed in, and was not opened since."""
    return purpose in session.get(CLOSED_KEY, [])
