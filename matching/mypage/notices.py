"""Notifications about companion matches. The text is in templates/notices/."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from hub.messaging.notices import Notice
from hub.people.models import Person
from matching.frontline.asks.services import limits
from matching.preferences.notices import own_link
from matching.suggestions.models import CompanionMatch
from opportunities.models import Opportunity
from opportunities.presenters import wording


class AboutCompany(Notice):
    """A notice about a visit that two people could make together."""

    def holds(self, row: CompanionMatch, person: Person) -> bool:
        """Whether the notice is still true."""
        raise NotImplementedError

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Return the template context; None if no longer open or true. Has the other's name only after both said yes."""
        row = CompanionMatch.objects.agreed(at=at).select_related("one", "other").filter(pk=self.ref).first()
        if row is None or not self.holds(row, person):
            return None
        thing = Opportunity.objects.open(at=at).with_room(at=at).for_cards(at=at).filter(pk=row.opportunity_id).first()
        if thing is None:
            return None
        return {
            "opportunity": thing,
            "where": wording.where(thing),
            "other": row.with_whom(person.pk).first_name if row.is_on else "",
            **own_link(person, at=at),
        }


class CompanyOffered(AboutCompany):
    """To each of the two: somebody else would like company too."""

    code = "company_offered"

    def holds(self, row: CompanionMatch, person: Person) -> bool:
        """Whether they have not answered, and have not asked since to be left alone."""
        return row.word_of(person.pk) == "" and not limits.of(person, at=timezone.now()).never


class CompanyFound(AboutCompany):
    """To each of the two: you both said yes."""

    code = "company_found"

    def holds(self, row: CompanionMatch, person: Person) -> bool:
        """Whether both said yes."""
        return row.is_on
