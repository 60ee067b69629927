"""Decisions about organisations: how far they are verified, whether they are safe to work with, whether suspended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.models.organisation import Organisation, Tier


class What(models.TextChoices):
    """What was decided."""

    TIER = "tier", _("who they are")
    SAFE = "safe", _("safe to work with")
    SUSPENDED = "suspended", _("paused")


class Verification(models.Model):
    """One decision about one organisation: what was set, by whom, when and why."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="verifications")
    what = models.CharField(max_length=10, choices=What)
    tier = models.PositiveSmallIntegerField(choices=Tier, null=True, blank=True)
    safe = models.BooleanField(null=True, blank=True)
    suspended = models.BooleanField(null=True, blank=True)
    reason = models.TextField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what=What.TIER, tier__isnull=False, safe=None, suspended=None)
                | Q(what=What.SAFE, safe__isnull=False, tier=None, suspended=None)
                | Q(what=What.SUSPENDED, suspended__isnull=False, tier=None, safe=None),
                name="verification_sets_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="verification_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.organisation_id} at {self.at:%Y-%m-%d}"
