"""Protects /admin/: editors and administrators only, by our sign-in, with its own content security policy.

Wagtail's pages have inline scripts, so the strict policy of the other pages cannot apply there. Nothing from other
hosts is allowed there either.
"""

from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.defaults import page_not_found

from cms import admin_addresses, read_first
from hub.access import audiences

PREFIX: Final = "/admin/"
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'self'"
)
CHOOSING: Final = ("/choose-page/", "/chooser/", "/snippets/choose/", "/api/main/")
"""Parts of addresses of Wagtail's windows for choosing; some answer an error of the server to an id that is no id."""


class AdminDoor:
    """Admit only editors and administrators to /admin/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the content security policy on responses of /admin/."""
        response = self.get_response(request)
        if request.path.startswith(PREFIX):
            response["Content-Security-Policy"] = POLICY
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """Answer that there is nothing by a made-up id, where Wagtail reads it unchecked."""
        chooses = request.path.startswith(PREFIX) and any(part in request.path for part in CHOOSING)
        return page_not_found(request, error) if chooses and isinstance(error, (ValueError, ValidationError)) else None

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Turn away others, as any of our views would."""
        if not request.path.startswith(PREFIX):
            return None
        if not admin_addresses.is_open(request.resolver_match):
            raise Http404
        return audiences.turned_away(audiences.EDITORS, request, None) or read_first.asked(request, kwargs)
