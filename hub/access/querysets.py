"""The base of every queryset that holds more than public facts: strangers see nothing until a subclass says otherwise."""

from typing import Self, TypeVar

from django.db import models

from hub.access.actors import Actor

Row = TypeVar("Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[Row]):
    """Rows that somebody must be allowed to see."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the rows this actor may see: none, unless the model's own queryset says more."""
        return self.none()
