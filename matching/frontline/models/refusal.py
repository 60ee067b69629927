"""A refusal that outlives the record of whoever refused, or never had one."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Refused(models.TextChoices):
    """What a refusal limits."""

    NEVER = "never", _("No asks")
    UNTIL = "until", _("No asks until a day")


class Refusal(models.Model):
    """No asks to whoever is reached in this way by this name. It holds two fingerprints, and nothing to read or to ring.

    `route` and `name` are keyed hashes (`hub.core.encryption.fingerprint`), 64 hex digits; of a number it is the same for texts
    and calls. `until` is None for `never` alone.
    """

    route = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=Refused)
    until = models.DateTimeField(null=True, blank=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["route", "name", "kind"], name="refusal_once"),
            models.CheckConstraint(
                condition=Q(kind="never", until=None) | Q(kind="until", until__isnull=False),
                name="refusal_ends_or_never_does",
            ),
        ]

    def __str__(self) -> str:
        return f"refusal {self.pk}"
