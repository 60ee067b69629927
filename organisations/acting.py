"""As whom somebody acts: the words for the header, and where their work begins."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.access.roles import Role
from organisations.models import Membership


@dataclass(frozen=True)
class Choice:
    """One way to act, to choose from."""

    pk: int
    label: str
    is_current: bool


@dataclass(frozen=True)
class ActingAs:
    """What the header shows: as whom one acts, and whether there is another way."""

    label: str
    others: bool
    switch_url: str


def label(membership: Membership) -> str:
    """Return a membership in words: "Earlsfield Larder, organiser"."""
    role = str(Role(membership.role).label)
    if membership.organisation is None:
        return role
    return _("%(organisation)s, %(role)s") % {"organisation": membership.organisation.name, "role": role.lower()}


def home_of(actor: Actor, memberships: Sequence[Membership]) -> str:
    """Return the address where somebody's work begins: editors in the pages, workers at the
    front line, other members at their organisation, residents at their own page.
    """
    if actor.is_hub_wide:
        return reverse("wagtailadmin_home")
    if actor.has_role(Role.WORKER):
        return reverse("frontline:home")
    acting = next((m for m in memberships if m.pk == actor.membership_id), None)
    if acting and acting.organisation:
        return reverse("manage:home", args=[acting.organisation.slug])
    return reverse("me")
