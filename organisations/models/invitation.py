"""Invitations to join an organisation."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from hub.access.roles import HUB_WIDE, Role
from organisations.models.organisation import Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations."""

    def live(self, *, at: datetime) -> Self:
        """Return those that can still be accepted."""
        return self.filter(used_at=None, withdrawn_at=None, until__gt=at)

    def for_members(self, organisation: Organisation, *, at: datetime) -> Self:
        """Return an organisation's live ones, newest first."""
        live = self.live(at=at).filter(organisation=organisation).select_related("organisation")
        return live.order_by("-at", "pk")


class Invitation(models.Model):
    """An invitation to join an organisation. Bound to an email address: only a user who has verified it can accept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(used_at=None, withdrawn_at=None),
                name="invitation_one_live_for_each_address",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(set(Role.values) - HUB_WIDE)), name="invitation_role_of_an_organisation"
            ),
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="invitation_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(withdrawn_at=None), name="invitation_ends_one_way"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"
