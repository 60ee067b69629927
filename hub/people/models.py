"""People known to the hub, with or without an account; how to reach them; and which organisation may see what of them."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.people.encryption import EncryptedTextField
from hub.taxonomy.codes import Language
from hub.taxonomy.fields import CodesField


class Channel(models.TextChoices):
    """The ways a person can be reached. Each is a whole channel: a call is a task, a letter a row of a batch."""

    EMAIL = "email", _("Email")
    TEXT = "text", _("Text message")
    PHONE = "phone", _("Phone call")
    LETTER = "letter", _("Letter")


class Field(models.TextChoices):
    """What of a person an organisation may be let see. Append only: kept as bits by position."""

    FIRST_NAME = "first_name", _("first name")
    WORDS = "words", _("what was written")
    NEEDS = "needs", _("what makes it easier")
    SURNAME = "surname", _("surname")
    ROUTE = "route", _("how to be reached")
    PREFERENCE = "preference", _("wishes")


class Why(models.TextChoices):
    """Why an organisation sees somebody."""

    SIGN_UP = "sign_up", _("they signed up")
    REFERRAL = "referral", _("they were passed on, with their agreement")
    CONTACT = "contact", _("they were in contact")


class PersonQuerySet(ScopedQuerySet["Person"]):
    """People, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own record, those of links they opened, and those live Reach lets their organisation see."""
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


class NameGram(models.Model):
    """Three letters in a row of a person's names: misspelt names are found by how many they share, on every database alike."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grams")
    gram = models.CharField(max_length=3)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gram", "person"], name="name_gram_once")]

    def __str__(self) -> str:
        return f"gram of person {self.person_id}"


class RouteQuerySet(models.QuerySet["ContactRoute"]):
    """Ways to reach people."""

    def usable(self) -> Self:
        """Return the routes that nobody stopped."""
        return self.filter(stopped_at=None)


class ContactRoute(models.Model):
    """One way to reach one person, and when it is safe. The value is encrypted; `lookup` finds it when typed again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="routes")
    kind = models.CharField(max_length=10, choices=Channel)
    value = EncryptedTextField()
    lookup = models.CharField(max_length=64, db_index=True)
    preferred = models.BooleanField(default=False)
    safe_from = models.TimeField(null=True, blank=True)
    safe_until = models.TimeField(null=True, blank=True)
    may_leave_message = models.BooleanField(default=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = RouteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "lookup"], name="route_once_per_person"),
            models.UniqueConstraint(fields=["person"], condition=Q(preferred=True), name="route_one_preferred"),
            models.CheckConstraint(
                condition=Q(safe_from=None, safe_until=None) | Q(safe_from__isnull=False, safe_until__isnull=False),
                name="route_safe_times_both_or_none",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"


class ReachQuerySet(models.QuerySet["Reach"]):
    """Which organisations may see whom."""

    def live(self, *, at: datetime | None = None) -> Self:
        """Return what holds at a time (now, by the database's clock, if none is given).

        A reach from a sign-up or a referral holds only while the person's agreement to be passed on holds as well, and any
        reach only while the organisation is public: checked (T1 and above) and not suspended.
        """
        moment = at or Now()
        agreed = Person.objects.filter(
            Q(consents__until=None) | Q(consents__until__gt=moment),
            pk=OuterRef("person"),
            consents__purpose="pass_on",
            consents__recipient=OuterRef("organisation"),
            consents__withdrawn_at=None,
        )
        return self.filter(
            Q(until=None) | Q(until__gt=moment),
            Q(why=Why.CONTACT) | Exists(agreed),
            since__lte=moment,
            ended_at=None,
            organisation__tier__gte=1,
            organisation__suspended_at=None,
        )


class Reach(models.Model):
    """What lets one organisation see some fields of one person, why, and until when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reaches")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    fields = CodesField(Field)
    why = models.CharField(max_length=10, choices=Why)
    subject = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "why", "subject"],
                condition=Q(ended_at=None),
                name="reach_one_live_for_each_reason",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("since")), name="reach_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="reach_of_organisation")]

    def __str__(self) -> str:
        return f"reach of organisation {self.organisation_id} to person {self.person_id}"


class PrivateLink(models.Model):
    """A link, or a short code to type, that opens one page for one person. Only a hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=20)
    subject = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    until = models.DateTimeField()
    spent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"], name="link_of_subject")]

    def __str__(self) -> str:
        return f"{self.purpose} link of person {self.person_id}"
