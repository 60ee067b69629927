"""Light or dark: what somebody chose, kept in a cookie of their own. Without a choice the page follows the phone."""

from typing import Final

from django.http import HttpRequest, HttpResponse

COOKIE: Final = "colours"
YEAR: Final = 60 * 60 * 24 * 365
"""How long the choice is kept, seconds."""
SCHEMES: Final = ("light", "dark")


def chosen(request: HttpRequest) -> str:
    """Return "light", "dark" or "" when nothing, or nothing we know, was chosen."""
    scheme = request.COOKIES.get(COOKIE, "")
    return scheme if scheme in SCHEMES else ""


def keep(response: HttpResponse, scheme: str, *, secure: bool) -> None:
    """Keep a choice in the reader's own browser, or forget it when it is not one of ours."""
    if scheme in SCHEMES:
        response.set_cookie(COOKIE, scheme, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
