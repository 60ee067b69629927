"""Sign-ups in the data export of a person."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import spoken
from hub.people.models import Person
from opportunities.models import SignUp
from opportunities.presenters import wording


def rows(person: Person) -> list[dict[str, Any]]:
    """Return every sign-up of a person."""
    found = SignUp.objects.filter(person=person).for_inbox().prefetch_related("attendances").order_by("-asked_at", "pk")
    return [
        {
            _("What"): spoken.by(row.session.opportunity.title, row.session.opportunity.lang),
            _("With"): row.session.opportunity.organisation.name,
            _("When"): wording.when(row.session),
            _("How it stands"): str(row.get_status_display()),
            _("What you wrote"): row.words,
            _("What they wrote"): row.reply_words,
            _("Came"): ", ".join(str(one.date) for one in row.attendances.all() if one.came),
        }
        for row in found
    ]
