"""System check of whom people ring with a worry."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

from hub.design import context, phones


def worries_reach_somebody(**_options: Any) -> list[CheckMessage]:
    """Report which settings of the page for something worrying are missing, outside the demo place."""
    there = {
        "HUB_PHONE": phones.rings(settings.HUB_PHONE),
        "HUB_DUTY_PHONE": bool(context.duty_phone()),
        "HUB_SAFEGUARDING_LEAD": bool(settings.HUB_SAFEGUARDING_LEAD),
    }
    missing = ", ".join(name for name, is_set in there.items() if not is_set)
    if settings.DEMO or not missing:
        return []
    words = f"The page for something worrying cannot say everything that it should: {missing} not set."
    return [Warning(words, hint="Run manage.py new_place, or set them.", id="cms.W001")]
