"""Notifications to somebody with an idea. The text is in templates/notices/."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from cms.toolkit.models import Workspace
from cms.toolkit.models.workspace import LINK, OPENS_FOR
from hub.messaging.notices import Notice
from hub.people.models import Person
from hub.people.services import links


class OwnSteps(Notice):
    """The private link to somebody's steps."""

    code = "own_steps"
    at_once = True

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Create a link; return None when the idea now belongs to a group, or is gone."""
        workspace = Workspace.objects.filter(pk=self.ref, person=person).first()
        if workspace is None or person.erased_at is not None:
            return None
        token = links.make(person, LINK, subject=self.ref, at=at, until=at + OPENS_FOR)
        address = settings.SITE_URL + reverse("private_link", args=[token])
        return {"name": workspace.name, "link": address, "code": links.grouped(token)}
