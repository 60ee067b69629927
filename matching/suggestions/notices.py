"""Notifications of what suits a person. The text is in templates/notices/."""

from datetime import datetime
from typing import Any

from django.conf import settings

from hub.messaging.notices import Notice
from hub.people.models import Person
from matching.preferences.models import Preference
from matching.preferences.notices import own_link
from matching.suggestions.models import Recommendation
from matching.suggestions.selectors import suggesting
from opportunities.presenters import wording


class SomethingFits(Notice):
    """To the person: something new fits what you said."""

    code = "something_fits"

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return what they were last notified of; None once none of it is open, or they are not kept any more."""
        preference = Preference.objects.filter(person=person).select_related("person").first()
        last = Recommendation.objects.filter(person=person, told_at__isnull=False).order_by("-told_at").first()
        if preference is None or last is None:
            return None
        ids = Recommendation.objects.filter(person=person, told_at=last.told_at).order_by("place", "-at", "pk")
        found = suggesting.these(preference, ids.values_list("opportunity", flat=True), at=at)
        things = [
            {
                "title": row.opportunity.title,
                "group": row.opportunity.organisation.name,
                "where": wording.where(row.opportunity),
                "why": row.why[0] if row.why else "",
                "link": settings.SITE_URL + row.opportunity.get_absolute_url(),
            }
            for row in found
        ]
        return {"things": things, "first": things[0], **own_link(person, at=at)} if things else None
