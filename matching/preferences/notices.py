"""Notifications about a person's own pages. The text is in templates/notices/."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.messaging.notices import Notice
from hub.people.models import Person
from hub.people.services import links

OPENS_FOR: Final = timedelta(days=183)
"""How long a private link to one's own pages works."""


def own_link(person: Person, *, at: datetime) -> dict[str, str]:
    """Return a fresh link and code to a person's own pages, whether or not they have an account."""
    token = links.make(person, OWN_PAGES, at=at, until=at + OPENS_FOR)
    return {"link": settings.SITE_URL + reverse("private_link", args=[token]), "code": links.grouped(token)}


class OwnPages(Notice):
    """To somebody without an account: the private link to their own pages."""

    code = "own_pages"
    at_once = True

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Create a link; return None for somebody who was erased in between."""
        return None if person.erased_at is not None else own_link(person, at=at)
