"""Whole addresses, for what leaves the site: feeds, the open interface, messages."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return a path of ours as a whole address, whatever host was asked."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
