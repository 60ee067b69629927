"""The last run of each kind of scheduled work."""

from django.db import models


class ClockRun(models.Model):
    """When a kind of scheduled work last ran."""

    name = models.CharField(max_length=60, primary_key=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
