"""Private links: one purpose, one person, one thing."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q

from hub.people.models.person import Person


class LinkQuerySet(models.QuerySet["PrivateLink"]):
    """Filters of private links."""

    def opened(self, keys: Iterable[int], used_here: Iterable[int], *, at: datetime) -> "dict[int, PrivateLink]":
        """Those of these that open something, each with its person, in one query.

        One that is too old, used up elsewhere, or of somebody who was erased opens nothing.
        """
        unspent = Q(spent_at=None) | Q(pk__in=list(used_here))
        found = self.filter(unspent, until__gt=at, person__erased_at=None).select_related("person")
        return found.only("purpose", "subject", "person__user").in_bulk(keys)


class PrivateLink(models.Model):
    """A link, or a short code to type, that opens one page for one person. Only a hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20)
    subject = models.CharField(max_length=40, blank=True)
    sent_to = models.CharField(max_length=64, blank=True, db_default="")
    """The hash of the contact route that it was sent to; "" for one that was shown on a page or handed over."""
    created_at = models.DateTimeField()
    until = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"], name="link_of_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} link of person {self.person_id}"
