"""Absolute URLs, for what leaves the site: feeds, the open API, messages."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return the absolute URL of a path, whatever host was requested."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
