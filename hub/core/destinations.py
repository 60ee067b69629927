"""Pages of higher apps that lower apps link to, by purpose. The app with the page gives its URL name in its contract."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from hub.core import registry


def to(name: str, *args: Any) -> str:
    """Return the address of a page ("own_page"). Raises KeyError if no app has it."""
    return reverse(registry.url_name(name), args=args)


def go(name: str, *args: Any) -> HttpResponseRedirect:
    """Redirect to a page. Raises KeyError if no app has it."""
    return redirect(to(name, *args))
