"""System check of the hub's area."""

from typing import Any

from django.core.checks import CheckMessage, Error

from hub.places import area


def area_is_known(**_options: Any) -> list[CheckMessage]:
    """Report HUB_AREA when it lists an unknown postcode district or council of Great Britain."""
    words = area.trouble(area.hub())
    return [Error(words, hint=area.HOW, id="places.E001")] if words else []
