"""Memberships and invitations in the data export of a person."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import times
from hub.people.models import Person
from organisations.models import Invitation, Membership


def rows(person: Person) -> list[dict[str, Any]]:
    """Return the memberships of a person, and the invitations to them."""
    if person.user is None:
        return []
    mine = Membership.objects.of(person.user.pk)
    asked = (
        Invitation.objects.filter(email__iexact=person.user.email).select_related("organisation").order_by("-at", "pk")
    )
    return [
        *(
            {
                _("Where"): row.organisation.name if row.organisation else _("The Hub"),
                _("As"): str(row.get_role_display()),
                _("Since"): times.stamp(row.since),
            }
            for row in mine
        ),
        *(
            {
                _("Invited to"): row.organisation.name,
                _("As"): str(row.get_role_display()),
                _("When"): times.stamp(row.at),
            }
            for row in asked
        ),
    ]
