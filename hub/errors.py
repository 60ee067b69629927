"""Error responses: short, static, and without names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain that the form was open too long, and what to do."""
    return render(request, "403_csrf.html", status=403)
