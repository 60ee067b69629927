"""People known to the hub, with or without an account."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.people.models.reach import Reach
from hub.taxonomy.codes import Language
from hub.taxonomy.fields import CodesField


class PersonQuerySet(ScopedQuerySet["Person"]):
    """People, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own record, those of links they opened, and those that a live Reach shows to their organisation."""
        if actor.is_system:
            return self.all()
        mine = {grant.person_id for grant in actor.grants} | {actor.person_id}
        allowed: Any = Q(pk__in=mine - {None})
        if actor.organisation_id is not None:
            allowed |= Exists(Reach.objects.live().filter(person=OuterRef("pk"), organisation=actor.organisation_id))
        return self.filter(allowed)


class Person(models.Model):
    """A human being known to the hub; *resident* on screen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    first_name = models.CharField(max_length=60, blank=True)
    surname = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    speaks = CodesField(Language)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(first_name="", surname="", user=None), name="person_erased_is_blank"
            )
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"
