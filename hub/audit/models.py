"""The audit log: who changed or read what about whom, and when. Rows are only added; the database refuses changes.

Ids are plain columns without foreign keys, so that the log outlives the rows it refers to and names nobody by itself.
"""

import uuid
from typing import Any, NoReturn

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reading the log."""

    def about(self, person_id: uuid.UUID) -> "EntryQuerySet":
        """Return what was done to, or read about, one person, newest first."""
        return self.filter(person_id=person_id).order_by("-at", "-pk")


class Entry(models.Model):
    """One audit event: a change or a read."""

    at = models.DateTimeField()
    event = models.CharField(max_length=60, db_column="deed")
    actor_kind = models.CharField(max_length=10)
    user_id = models.BigIntegerField(null=True)
    actor_person_id = models.UUIDField(null=True)
    membership_id = models.BigIntegerField(null=True)
    organisation_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=20, blank=True)
    person_id = models.UUIDField(null=True, db_index=True)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(event=""), name="audit_entry_says_what")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises RuntimeError for a row that exists already."""
        if not self._state.adding:
            raise RuntimeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: entries of the log cannot be deleted."""
        raise RuntimeError("An audit entry is never deleted.")
