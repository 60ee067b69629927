"""Rate limits for visitors. allauth counts them, for its own pages and for ours, in the shared cache.

The figures are `settings.ACCOUNT_RATE_LIMITS`. Nothing is counted while `HUB_LIMITS` is off (load tests).
"""

import logging
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from redis.exceptions import RedisError

from hub.core import caches

log = logging.getLogger(__name__)

GUESSABLE: Final = frozenset({"hub_code", "hub_code_tries", "hub_code_tries_anywhere"})


def too_many(request: HttpRequest) -> HttpResponse:
    """Return the response for a visitor over the limit: what happened, and what still works (the telephone)."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "600"
    return response


def within(request: HttpRequest, action: str, *, key: str | None = None, reading: bool = False) -> bool:
    """Count one more attempt from this address, or with this key; return whether it is within the limit.

    A GET counts only where reading itself is limited (`reading`). When the shared cache does not answer, sign-ups are
    let through and codes, which could be guessed, are refused.
    """
    if action in GUESSABLE and not caches.answers():
        return False
    try:
        return bool(ratelimit.consume(_counted(request) if reading else request, action=action, key=key))
    except (RedisError, DatabaseError):
        log.exception("limits cannot be counted")
        return action not in GUESSABLE


def within_here(request: HttpRequest, action: str, *, key: str) -> bool:
    """Count one more attempt with this key from this address, and then from anywhere, for which far more are allowed.

    So somebody who tries again and again uses up their own attempts first, and not those of the one whose key it is.
    """
    here = f"{key} {get_adapter().get_client_ip(request)}"
    return within(request, action, key=here) and within(request, f"{action}_anywhere", key=key)


def _counted(request: HttpRequest) -> HttpRequest:
    """Return a copy of a request that allauth counts: it does not count a GET."""
    counted = copy(request)
    counted.method = "POST"
    return counted


def limited(action: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Limit how often a view accepts a POST from one address."""

    def wrap(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if request.method == "POST" and not within(request, action):
                return too_many(request)
            return view(request, *args, **kwargs)

        return counted

    return wrap
