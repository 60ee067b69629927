"""Error responses: short, static, and without names."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hub.access import audiences, unsent


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show the form again as it was sent, where it came from our own page; else explain what to do."""
    view = getattr(request.resolver_match and request.resolver_match.func, "view_class", object)
    ours = urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()
    if ours and issubclass(view, audiences.HasAudience) and hasattr(view, "form_class") and unsent.keep(request):
        return redirect(request.path)
    return render(request, "403_csrf.html", status=403)


class PlainPages:
    """Give a page to every error that would show nothing. Scripts, the API and files get the bare answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Fill an empty answer, keeping its status and the methods that it allows."""
        response = self.get_response(request)
        if response.status_code < HTTPStatus.BAD_REQUEST or response.streaming or response.content:
            return response
        if not request.accepts("text/html") or getattr(request, "htmx", False) or request.method == "HEAD":
            return response
        name = "405.html" if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED else "not_taken.html"
        page = render(request, name, status=response.status_code)
        if "Allow" in response:
            page["Allow"] = response["Allow"]
        return page
