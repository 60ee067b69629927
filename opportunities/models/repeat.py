"""A date that repeats: the rule from which the dates of an opportunity are made, eight weeks ahead."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from opportunities.models.opportunity import Opportunity


class Repeat(models.Model):
    """One repetition of an opportunity: its first start and end, its rule (RFC 5545), its places.

    The dates are counted from the first start, by local clock time. `until` is the last day on which a date may begin;
    empty means no end. An opportunity may have several. A run of dates has none: its Session holds the rule.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="repeats")
    rule = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects: ClassVar[models.Manager["Repeat"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(rule=""), name="repeat_has_a_rule"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="repeat_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(places=None) | Q(places__gte=1), name="repeat_has_some_places"),
            models.UniqueConstraint(fields=["opportunity", "starts_at"], name="repeat_once"),
        ]

    def __str__(self) -> str:
        return f"repeat {self.pk}"
