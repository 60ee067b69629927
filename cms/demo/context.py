"""What every page knows of the demo: whether it is one, its accounts, and whether its dates are out of date."""

from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cms import made_up
from cms.demo import accounts

OLD: Final = timedelta(days=14)


def demo(_request: HttpRequest) -> dict[str, Any]:
    """Add `demo`: its accounts and their password, or None outside demo mode.

    `is_old` is queried only where a page asks for it.
    """
    if not settings.DEMO:
        return {"demo": None}
    place = {
        "is_on": True,
        "accounts": accounts.ALL,
        "password": accounts.PASSWORD,
        "tour_url": reverse("demo:tour"),
        "outbox_url": reverse("demo:outbox"),
        "is_old": SimpleLazyObject(_is_old),
    }
    return {"demo": place}


def _is_old() -> bool:
    loaded = made_up.loaded_at()
    return loaded is not None and timezone.now() - loaded > OLD
