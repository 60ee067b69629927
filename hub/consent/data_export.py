"""Agreements in the data export of a person."""

from typing import Any

from django.utils.translation import gettext as _

from hub.consent import agreed
from hub.consent.models import Consent
from hub.people.models import Person


def rows(person: Person) -> list[dict[str, Any]]:
    """Return every agreement, including withdrawn ones."""
    found = agreed.rows(Consent.objects.filter(person=person).for_page())
    return [
        {
            _("Who"): row.who,
            _("For what"): row.what,
            _("Which details"): row.fields,
            _("Words"): row.wording,
            _("When"): f"{row.since} {row.until}",
        }
        for row in found
    ]
