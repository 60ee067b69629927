"""What people who wish for company are told. The words are in templates/notices/."""

from datetime import datetime
from typing import Any, ClassVar

from hub.messaging.notices import Notice
from hub.people.models import Person
from matching.preferences.notices import own_link
from matching.suggestions.models import Together, Word
from opportunities import wording
from opportunities.models import Opportunity


class AboutCompany(Notice):
    """Something about a visit that two could make together."""

    both_said_yes: ClassVar[bool] = False

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Gather it; None once the thing is not open any more, or it is not so any more. The other's name only after both said yes."""
        row = Together.objects.select_related("one", "other").filter(pk=self.ref).first()
        if row is None or (row.one_said == row.other_said == Word.YES) != self.both_said_yes:
            return None
        thing = Opportunity.objects.open(at=at).for_cards(at=at).filter(pk=row.opportunity_id).first()
        if thing is None:
            return None
        other = row.other if row.one_id == person.pk else row.one
        return {
            "opportunity": thing,
            "where": wording.where(thing),
            "other": other.first_name if self.both_said_yes else "",
            **own_link(person, at=at),
        }


class CompanyOffered(AboutCompany):
    """To each of the two: somebody else would like company, too."""

    code = "company_offered"


class CompanyFound(AboutCompany):
    """To each of the two: you both said yes."""

    code = "company_found"
    both_said_yes = True
