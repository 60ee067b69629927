"""Searches that found nothing, counted without any person."""

from django.db import models
from django.db.models import Q

from hub.taxonomy.codes import Cause, Slot
from hub.taxonomy.fields import CodesField


class Source(models.TextChoices):
    """Where the search was made."""

    LIST = "list", "list"
    CAPTURE = "capture", "capture"
    OWN_PAGE = "own_page", "own page"
    SEARCH = "search", "search"
    EVERYONE = "everyone", "lists for everybody"


class UnmetWish(models.Model):
    """How often, on one day in one ward, nothing was found for these causes and windows."""

    day = models.DateField()
    ward = models.CharField(max_length=9, blank=True)
    causes = CodesField(Cause)
    slots = CodesField(Slot)
    source = models.CharField(max_length=10, choices=Source)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "unmet wishes"
        constraints = [
            models.UniqueConstraint(fields=["day", "ward", "causes", "slots", "source"], name="unmet_wish_once_a_day"),
            models.CheckConstraint(condition=Q(count__gte=1), name="unmet_wish_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.ward} {self.count}"
