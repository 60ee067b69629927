"""Consent: what a person agreed to, for which purpose, with whom, in which wording, and when it was withdrawn."""

from datetime import datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.people.models import Field, Person
from hub.taxonomy.fields import CodesField


class Purpose(models.TextChoices):
    """What an agreement is for."""

    KEEP_RECORD = "keep_record", _("keep my details")
    CONTACT_ME = "contact_me", _("tell me about things to join")
    PASS_ON = "pass_on", _("pass my details on")
    LEARN_FROM_CHOICES = "learn_from_choices", _("learn from what I choose")
    BRING_COMPANY = "bring_company", _("bring somebody with me")


class GivenBy(models.TextChoices):
    """Who gave the agreement."""

    PERSON = "person", _("the person")
    WORKER = "worker", _("a worker, on the person’s word")


class How(models.TextChoices):
    """How the agreement was given."""

    ONLINE = "online", _("online")
    COUNTER = "counter", _("at a counter")
    PHONE = "phone", _("on the phone")
    PAPER = "paper", _("on paper")
    TEXT = "text", _("by text")


class Wording(models.Model):
    """A text that people agree to. It cannot change once somebody has agreed to it."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version", "language"], name="wording_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version} {self.language}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new wording. Raises RuntimeError when it would change a stored text."""
        if not self._state.adding:
            raise RuntimeError("A wording is never changed; add a version.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: somebody may have agreed to this text."""
        raise RuntimeError("A wording is never deleted.")


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Agreements."""

    def live(self, *, at: datetime) -> Self:
        """Return agreements that are in force at a time: already given, not expired, not withdrawn."""
        return self.filter(Q(until=None) | Q(until__gt=at), at__lte=at).exclude(withdrawn_at__lte=at)

    def own(self, actor: Actor) -> Self:
        """Return the actor's own agreements."""
        return self.filter(person=actor.own_id, person__isnull=False)

    def for_page(self) -> Self:
        """Load what the person's own page of agreements shows, newest first."""
        return self.select_related("recipient", "wording", "person").order_by("-at", "-pk")


class Consent(models.Model):
    """One agreement of one person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    recipient = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    fields = CodesField(Field)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    given_by = models.CharField(max_length=10, choices=GivenBy)
    how = models.CharField(max_length=10, choices=How)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=Purpose.PASS_ON) | Q(recipient__isnull=False), name="consent_pass_on_names_whom"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("at")), name="consent_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} of person {self.person_id}"
