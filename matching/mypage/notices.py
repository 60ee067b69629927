"""What people who wish for company are told. The words are in templates/notices/."""

from datetime import datetime
from typing import Any, ClassVar

from hub.consent.models import Consent, Purpose
from hub.messaging.notices import Notice
from hub.people.models import Person
from matching.frontline.models import Asking
from matching.preferences.notices import own_link
from matching.suggestions.models import Together, Word
from opportunities import wording
from opportunities.models import Opportunity


class AboutCompany(Notice):
    """Something about a visit that two could make together."""

    both_said_yes: ClassVar[bool] = False

    def holds(self, row: Together, person: Person) -> bool:
        """Whether what this tells is still so."""
        raise NotImplementedError

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Gather it; None once the thing is not open any more, or it is not so any more. The other's name only after both said yes."""
        live = Consent.objects.live(at=at).filter(purpose=Purpose.BRING_COMPANY).values("person")
        rows = Together.objects.filter(one__in=live, other__in=live).select_related("one", "other")
        row = rows.filter(pk=self.ref).first()
        if row is None or not self.holds(row, person):
            return None
        thing = Opportunity.objects.open(at=at).with_room(at=at).for_cards(at=at).filter(pk=row.opportunity_id).first()
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

    def holds(self, row: Together, person: Person) -> bool:
        """Whether they have not answered, and have not said since that nobody should ask them."""
        never = Asking.objects.filter(person=person, never_since__isnull=False)
        return (row.one_said if row.one_id == person.pk else row.other_said) == "" and not never.exists()


class CompanyFound(AboutCompany):
    """To each of the two: you both said yes."""

    code = "company_found"
    both_said_yes = True

    def holds(self, row: Together, person: Person) -> bool:
        """Whether both said yes."""
        return row.one_said == row.other_said == Word.YES
