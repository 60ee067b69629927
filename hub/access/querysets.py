"""The base of every queryset with more than public facts. It shows nothing until a subclass allows it."""

from typing import Self, TypeVar

from django.db import models

from hub.access.actors import Actor

Row = TypeVar("Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows that an actor must be allowed to see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows this actor may see: none, unless the model's own queryset allows more."""
        return self.none()
