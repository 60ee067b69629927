"""Who did or read what of whom, when. Rows are only ever added; the database itself refuses to change them.

Ids are plain columns without foreign keys, so that a log outlives what it tells of and names nobody by itself.
"""

import uuid
from typing import Any, NoReturn

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reading the log."""

    def about(self, person_id: uuid.UUID) -> "EntryQuerySet":
        """Return what was done with, or seen of, one person, newest first."""
        return self.filter(person_id=person_id).order_by("-at", "-pk")


class Entry(models.Model):
    """One audit event: something that was done or looked at."""

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
        """Add the row. Raises RuntimeError for a row that is there already."""
        if not self._state.adding:
            raise RuntimeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a log that can be cleaned is no log."""
        raise RuntimeError("An audit entry is never deleted.")
