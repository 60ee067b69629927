"""Error responses: short, static, and without names."""

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
