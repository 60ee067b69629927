"""Conversations between a worker and a resident; the notes while one goes on; and what a service owes."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import Role
from hub.core.encryption import EncryptedTextField
from hub.people.models import Person
from organisations.models import Organisation

FRONT_LINE = (Role.WORKER, Role.MANAGER)
"""The roles that talk with residents for their service."""


class Way(models.TextChoices):
    """How a conversation was held."""

    COUNTER = "counter", _("at the counter")
    PHONE = "phone", _("on the phone")
    VISIT = "visit", _("on a visit")
    EVENT = "event", _("at an event")


class Outcome(models.TextChoices):
    """How a conversation ended."""

    ASKED = "asked", _("Asked")
    KEPT = "kept", _("What they’d like is kept")
    ELSE = "else", _("Something else")
    STOPPED = "stopped", _("Stopped: something worrying")


class ContactQuerySet(ScopedQuerySet["Contact"]):
    """Conversations, for the service that held them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the actor's service."""
        if actor.is_system:
            return self.all()
        if actor.organisation_id is None or not actor.has_role(*FRONT_LINE):
            return self.none()
        return self.filter(organisation=actor.organisation_id)

    def for_home(self) -> Self:
        """Load what a worker's list of conversations shows, newest first."""
        return self.select_related("person").order_by("-at", "pk")


class Contact(models.Model):
    """One conversation of a worker with a resident who agreed to its record. `handed`: ids of the opportunities on their slip."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    at = models.DateTimeField()
    nothing_unsorted = models.BooleanField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    because = EncryptedTextField(blank=True)
    handed = models.JSONField(default=list, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="contact_way_known"),
            models.CheckConstraint(condition=~Q(outcome=Outcome.ELSE) | ~Q(because=""), name="contact_else_says_why"),
        ]
        indexes = [models.Index(fields=["organisation", "at"], name="contact_of_service")]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class CaptureQuerySet(ScopedQuerySet["Capture"]):
    """Captures, for the worker who writes them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the worker's own only."""
        if not actor.has_role(*FRONT_LINE) or actor.user_id is None:
            return self.none()
        return self.filter(worker=actor.user_id, organisation=actor.organisation_id)


class Capture(models.Model):
    """A worker's notes during a conversation: encrypted, saved field by field, deleted at the end of the day.

    `sealed` holds the fields as typed (JSON, encrypted). It becomes a record only when the person agrees. A worker has
    two at most: `place` 1 and 2.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=10, choices=Way)
    sealed = EncryptedTextField(default="{}")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = CaptureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "place"], name="capture_two_at_once"),
            models.CheckConstraint(condition=Q(place__in=(1, 2)), name="capture_place_one_or_two"),
        ]

    def __str__(self) -> str:
        return f"capture {self.pk}"


class Owed(models.Model):
    """Something a service owes a resident: what, who does it, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="owed")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    what = EncryptedTextField()
    owner = models.CharField(max_length=60)
    due = models.DateField()
    noted_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(owner=""), name="owed_has_an_owner"),
        ]
        indexes = [models.Index(fields=["organisation", "due"], name="owed_by_service")]

    def __str__(self) -> str:
        return f"owed {self.pk}"
