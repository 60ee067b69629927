"""All named routes there are, as the resolver knows them."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OTHERS = ("accounts/", "admin/")
"""Prefixes whose pages are allauth's and Wagtail's; they are tested as a whole."""


def walk(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield (name, address pattern, view) of every route of ours."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = prefix + str(entry.pattern)
        if address.startswith(OTHERS):
            continue
        if isinstance(entry, URLResolver):
            yield from walk(entry, address, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", address, entry.callback
