"""The outbox: work to do, stored in the transaction of the change that asks for it."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ItemState(models.TextChoices):
    """The state of an outbox item."""

    READY = "ready", _("To do")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class ItemQuerySet(models.QuerySet["Item"]):
    """Outbox items."""

    def due(self, *, at: datetime) -> Self:
        """Return items that can be processed now: ready, due, and not leased."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lte=at), state=ItemState.READY, not_before__lte=at)


class Item(models.Model):
    """One piece of work, stored in the transaction of the change that asks for it. It refers to rows and holds no text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    ref = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "outbox item"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ItemState.DONE, done_at__isnull=False) | (~Q(state=ItemState.DONE) & Q(done_at=None)),
                name="outbox_done_has_a_time",
            )
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} {self.state}"
