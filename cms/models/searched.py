"""Searches without results: text that matched nothing, stored once enough people have used it."""

from django.db import models
from django.db.models import Q

KNOWN_AFTER = 3
"""The number of different days on which a search must find nothing before its text is stored."""


class SearchedInVain(models.Model):
    """A search without results, as a keyed hash; the text itself is stored only after `KNOWN_AFTER` days."""

    digest = models.CharField(max_length=64, unique=True)
    words = models.CharField(max_length=60, blank=True)
    days = models.PositiveIntegerField(default=1)
    last_day = models.DateField()

    class Meta:
        verbose_name_plural = "searched in vain"
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=KNOWN_AFTER) | Q(words=""), name="searched_words_of_several_days"
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="searched_on_a_day"),
        ]

    def __str__(self) -> str:
        return self.words or self.digest[:8]
