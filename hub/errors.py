"""Answers when something is wrong: short, static, and naming nobody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long, and what to do."""
    return render(request, "403_csrf.html", status=403)
