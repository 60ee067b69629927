"""What a person takes part in already, so that nobody asks them to it again."""

from datetime import datetime

from hub.people.models import Person
from matching.frontline.models import Referral
from opportunities.models import SignUp


def taken(person: Person | None, *, at: datetime) -> list[int]:
    """Return the ids of opportunities that a person signed up or was referred for, and that are still to come."""
    if person is None:
        return []
    said_yes = SignUp.objects.filter(person=person).to_come(at=at).values_list("session__opportunity", flat=True)
    passed_on = Referral.objects.live().filter(person=person, opportunity__isnull=False)
    return sorted({*said_yes, *passed_on.values_list("opportunity", flat=True)})
