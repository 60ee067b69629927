"""The private link with which one organiser answers one referral without signing in."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse

from hub.people.models import Person
from hub.people.services import links
from matching.frontline.models import Referral

REFERRAL: Final = "referral"
OPENS_FOR: Final = timedelta(days=14)


def token(organiser: Person, referral: Referral, *, at: datetime) -> str:
    """Create the token of a link with which one organiser answers one referral, valid for two weeks."""
    return links.make(organiser, REFERRAL, subject=str(referral.pk), at=at, until=at + OPENS_FOR)


def address(token: str) -> str:
    """Return the absolute URL of a private link."""
    return settings.SITE_URL + reverse("private_link", args=[token])


def leads_to_referral(subject: str) -> str:
    """Return the page an organiser's link opens."""
    return reverse("answer_referral", args=[subject])
