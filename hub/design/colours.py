"""Light or dark: a visitor's choice, stored in a cookie. Without a choice the page follows the device."""

from typing import Final

from django.http import HttpRequest, HttpResponse

COOKIE: Final = "colours"
YEAR: Final = 60 * 60 * 24 * 365
"""How long the choice is kept, seconds."""
SCHEMES: Final = ("light", "dark")


def chosen(request: HttpRequest) -> str:
    """Return "light" or "dark", or "" without a valid choice."""
    scheme = request.COOKIES.get(COOKIE, "")
    return scheme if scheme in SCHEMES else ""


def keep(response: HttpResponse, scheme: str, *, secure: bool) -> None:
    """Store a choice in the visitor's browser, or delete it when it is not valid."""
    if scheme in SCHEMES:
        response.set_cookie(COOKIE, scheme, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
