"""Asks: who asked whom to take part, about what, and the answer; and the limits on asking one person.

An ask has its own record, since asking is what the hub makes easier and measures. `services/gate` decides whether a
person may be asked now; only asks that it allowed are stored.
"""

import uuid
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.core.encryption import EncryptedTextField
from hub.people.models import Person
from matching.frontline.models.contact import FRONT_LINE, Contact, Way
from opportunities.models import Opportunity
from organisations.models import Organisation


class Answer(models.TextChoices):
    """The answer to an ask."""

    YES_REFER = "yes_refer", _("Yes, pass me on")
    YES_KEEP = "yes_keep", _("Yes, keep it and tell me")
    INFO_ONLY = "info_only", _("Just the details")
    NO = "no", _("No, thank you")
    NOT_NOW = "not_now", _("Not now")
    DO_NOT_ASK = "do_not_ask", _("Please don’t ask me again")


class RaisedBy(models.TextChoices):
    """Who brought up taking part."""

    WORKER = "worker", _("the worker")
    PERSON = "person", _("the resident")


class AskQuerySet(ScopedQuerySet["Ask"]):
    """Asks, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return asks to the actor, and those the actor's service made; not asks through the hub, which hide whom they asked."""
        if actor.is_system:
            return self.all()
        allowed = Q(person=actor.own_id, person__isnull=False)
        if actor.organisation_id is not None and actor.has_role(*FRONT_LINE):
            allowed |= Q(organisation=actor.organisation_id) & ~Q(way="hub")
        return self.filter(allowed)

    def open(self) -> Self:
        """Return those without an answer yet, oldest first."""
        return self.filter(answer="").order_by("asked_at", "pk")

    def for_own_page(self) -> Self:
        """Load what a person's page shows of the asks to them."""
        return self.select_related("organisation", "opportunity__organisation", "opportunity__venue", "worker__person")


class Ask(models.Model):
    """One ask. Without a person it is only counted: somebody was asked and did not want to be on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opportunity = models.ForeignKey(Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    raised_by = models.CharField(max_length=10, choices=RaisedBy)
    way = models.CharField(
        max_length=10, choices=[*Way.choices, ("message", _("by message")), ("hub", _("through the hub"))]
    )
    words = EncryptedTextField(blank=True)
    no_effect_said = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="ask_answer_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(raised_by=RaisedBy.PERSON) | Q(no_effect_said=True), name="ask_says_it_changes_nothing"
            ),
            models.CheckConstraint(
                condition=~Q(way="hub") | Q(worker=None), name="ask_through_the_hub_tells_no_worker"
            ),
            models.CheckConstraint(condition=Q(answer="") | Q(answer__in=Answer.values), name="ask_answer_known"),
        ]
        indexes = [models.Index(fields=["organisation", "asked_at"], name="ask_of_service")]

    def __str__(self) -> str:
        return f"ask {self.pk}"


class AskRound(models.Model):
    """People near an opportunity were asked through the hub at this time, whether that was anybody or not.

    The organisation learns when it asked, so that of nobody it reads the same as of four.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "at"], name="ask_round_once")]

    def __str__(self) -> str:
        return f"asked about opportunity {self.opportunity_id}"


class AskLimit(models.Model):
    """Limits on general asks to one person, whoever asks. Each limit is a column, changed by conditional UPDATE.

    It does not store who asked. `not_before`: no general ask before this; `never_since`: they said not to ask;
    `flagged_until`: something worrying came up, so nobody asks until then.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="ask_limit")
    not_before = models.DateTimeField(null=True, blank=True)
    never_since = models.DateTimeField(null=True, blank=True)
    flagged_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["AskLimit"]] = models.Manager()

    class Meta:
        db_table = "frontline_asking"

    def __str__(self) -> str:
        return f"ask limit of person {self.person_id}"
