"""Pages of higher apps that lower apps lead to, by what they are: the app that has the page says its URL name in its contract."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from hub.core import registry


def to(name: str, *args: Any) -> str:
    """Return the address of a page ("own_page"). Raises KeyError for one that no app has."""
    return reverse(registry.url_name(name), args=args)


def go(name: str, *args: Any) -> HttpResponseRedirect:
    """Redirect to a page. Raises KeyError for one that no app has."""
    return redirect(to(name, *args))
