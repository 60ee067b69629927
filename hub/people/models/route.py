"""Contact routes of people."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.core.encryption import EncryptedTextField
from hub.people.models.person import Person


class Channel(models.TextChoices):
    """The ways to contact a person. Calls and letters are channels too: a call is a task, a letter a row of a batch."""

    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")
    PHONE = "phone", _("Phone call")
    LETTER = "letter", _("Letter")


class RouteQuerySet(models.QuerySet["ContactRoute"]):
    """Contact routes."""

    def usable(self) -> Self:
        """Return the routes that their owner did not stop and that no provider refused for good."""
        return self.filter(stopped_at=None, refused_at=None)


class ContactRoute(models.Model):
    """One way to contact one person, and when it is safe. The value is encrypted; `lookup` is its hash for searching."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="routes")
    kind = models.CharField(max_length=10, choices=Channel)
    value = EncryptedTextField()
    lookup = models.CharField(max_length=64, db_index=True)
    preferred = models.BooleanField(default=False)
    safe_from = models.TimeField(null=True, blank=True)
    safe_until = models.TimeField(null=True, blank=True)
    may_leave_message = models.BooleanField(default=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    """When a provider said that nothing will ever arrive there."""
    created_at = models.DateTimeField()

    objects = RouteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "lookup"], name="route_once_per_person"),
            models.UniqueConstraint(fields=["person"], condition=Q(preferred=True), name="route_one_preferred"),
            models.CheckConstraint(
                condition=Q(safe_from=None, safe_until=None) | Q(safe_from__isnull=False, safe_until__isnull=False),
                name="route_safe_times_both_or_none",
            ),
        ]

    @property
    def is_usable(self) -> bool:
        """Whether it may be used, as `usable` has it."""
        return self.stopped_at is None and self.refused_at is None

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"
