"""Memberships of users in an organisation or in the whole hub, with their role."""

from typing import Final, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.access.roles import HUB_WIDE, IN_SERVICES, Role
from organisations.models.organisation import Organisation

OWNS: Final = (Role.OWNER, Role.MANAGER)
"""Roles that manage the members of the organisation; at least one of them always stays."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships."""

    def of(self, user_id: int) -> Self:
        """Return a user's memberships with their organisations, hub-wide ones first, then by name."""
        mine = self.filter(user_id=user_id).select_related("organisation")
        return mine.order_by(models.F("organisation__name").asc(nulls_first=True), "pk")

    def that_answer(self, organisation: Organisation) -> Self:
        """Return the members who answer people for an organisation."""
        answering = (Role.OWNER, Role.ORGANISER, Role.MANAGER)
        return self.filter(organisation=organisation, role__in=answering).select_related("user__person").order_by("pk")

    def that_own(self, organisation: Organisation) -> Self:
        """Return the members who manage the members of an organisation."""
        return self.filter(organisation=organisation, role__in=OWNS).select_related("user__person").order_by("pk")

    def for_members(self, organisation: Organisation) -> Self:
        """Load what an organisation's list of its members shows, longest membership first."""
        mine = self.filter(organisation=organisation).select_related("user__person", "organisation")
        return mine.order_by("since", "pk")

    def owners(self) -> Self:
        """Return those who may invite, change and remove members."""
        return self.filter(role__in=OWNS)


class Membership(models.Model):
    """The role of a user in an organisation or, for editors and administrators, in the whole hub."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, role__in=sorted(HUB_WIDE))
                | (Q(organisation__isnull=False) & ~Q(role__in=sorted(HUB_WIDE))),
                name="membership_only_hub_roles_without_organisation",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(organisation=None), name="membership_hub_wide_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    def clean(self) -> None:
        """Check that workers, managers and advisers belong to services. Raises ValidationError."""
        if self.role in IN_SERVICES and self.organisation and not self.organisation.is_service:
            raise ValidationError(_("Only a public service has workers, managers and advisers."))
