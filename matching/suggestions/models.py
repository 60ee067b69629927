"""What was suggested to a person, with reasons, and what they chose, to measure and learn from; and learned weights."""

import uuid
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.consent.models import Consent, Purpose
from hub.people.models import Person


class Where(models.TextChoices):
    """Where a list of suggestions was shown."""

    LIST = "list", _("in the list")
    OWN_PAGE = "own_page", _("on their own page")
    CAPTURE = "capture", _("by a worker")
    NEXT_STEP = "next_step", _("after a group could not take them")
    ALTERNATIVES = "alternatives", _("beside something full")
    NEWS = "news", _("in a message")


class ShownList(models.Model):
    """One list of suggestions that one person was shown."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shown_lists")
    where = models.CharField(max_length=12, choices=Where)
    organisation_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="shown_list_of_person")]

    def __str__(self) -> str:
        return f"list {self.pk}"


class Shown(models.Model):
    """One suggestion of a list: its place, its score, the codes of its reasons, and when it was chosen, if it was.

    `features` are the values of its features by name, each between 0 and 1; stored only for people who agreed to
    learning from their choices.
    """

    shown_list = models.ForeignKey(ShownList, on_delete=models.CASCADE, related_name="rows")
    opportunity = models.ForeignKey("opportunities.Opportunity", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    features = models.JSONField(default=dict)
    chosen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shown_list", "place"], name="shown_place_once"),
            models.UniqueConstraint(fields=["shown_list", "opportunity"], name="shown_opportunity_once"),
            models.CheckConstraint(condition=Q(place__gte=1), name="shown_from_the_first_place"),
        ]

    def __str__(self) -> str:
        return f"place {self.place} of list {self.shown_list_id}"


class Recommendation(models.Model):
    """Something new that suits a person who wants to hear of it: its place in their list, since when, and when notified."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="fits")
    opportunity = models.ForeignKey("opportunities.Opportunity", on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "suggestions_fit"
        constraints = [
            models.UniqueConstraint(fields=["person", "opportunity"], name="fit_once"),
            models.CheckConstraint(condition=Q(place__gte=1), name="fit_from_the_first_place"),
            models.CheckConstraint(condition=Q(told_at=None) | Q(told_at__gte=F("at")), name="fit_told_afterwards"),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} for person {self.person_id}"


class CompanionAnswer(models.TextChoices):
    """The answer of one of the two people of a companion match."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class CompanionMatchQuerySet(ScopedQuerySet["CompanionMatch"]):
    """Companion matches, for each of the two people."""

    def visible_to(self, actor: Actor) -> Self:
        """Return those of the actor."""
        return self.all() if actor.is_system else self.of(actor.own_id)

    def of(self, person_id: UUID | None) -> Self:
        """Return those in which a person is one of the two."""
        return self.filter(Q(one=person_id) | Q(other=person_id), one__isnull=False)

    def agreed(self, *, at: datetime) -> Self:
        """Return those to which both still agree."""
        live = Consent.objects.live(at=at).filter(purpose=Purpose.BRING_COMPANY).values("person")
        return self.filter(one__in=live, other__in=live)


class CompanionMatch(models.Model):
    """A first visit that two people who wish for company could make together. Each is asked separately; a no is not passed on.

    `one` has the lower id of the two, so that a pair is always the same row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    AUDIT_LABEL = "suggestions.together"

    opportunity = models.ForeignKey("opportunities.Opportunity", on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="together_as_one")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="together_as_other")
    at = models.DateTimeField()
    one_said = models.CharField(max_length=3, choices=CompanionAnswer, blank=True)
    other_said = models.CharField(max_length=3, choices=CompanionAnswer, blank=True)

    objects = CompanionMatchQuerySet.as_manager()

    class Meta:
        db_table = "suggestions_together"
        verbose_name_plural = "together"
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "one", "other"], name="together_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="together_are_two_in_order"),
        ]

    def __str__(self) -> str:
        return f"together {self.pk}"

    @property
    def is_on(self) -> bool:
        """Whether both said yes."""
        return self.one_said == self.other_said == CompanionAnswer.YES

    def word_of(self, person_id: UUID | None) -> str:
        """Return the answer of one of the two, "" for none yet."""
        return self.one_said if self.one_id == person_id else self.other_said

    def with_whom(self, person_id: UUID | None) -> Person:
        """Return the other of the two."""
        return self.other if self.one_id == person_id else self.one


class NightlyRun(models.Model):
    """A nightly run of lists for everybody: how many people, and how many found nothing. `name` is the name of its folder."""

    name = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    without = models.PositiveIntegerField()

    class Meta:
        db_table = "suggestions_round"
        constraints = [
            models.CheckConstraint(condition=Q(without__lte=F("people")), name="round_of_so_many_people"),
            models.CheckConstraint(condition=Q(done_at__gte=F("begun_at")), name="round_done_afterwards"),
        ]

    def __str__(self) -> str:
        return self.name


class Price(models.Model):
    """The attention price of one opportunity: the more it was shown for its places, the higher. Set each night."""

    opportunity = models.OneToOneField("opportunities.Opportunity", on_delete=models.CASCADE, related_name="+")
    price = models.FloatField()
    shown = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(price__gte=0, price__lte=1), name="price_between_0_and_1")]

    def __str__(self) -> str:
        return f"{self.price:.2f} for {self.opportunity_id}"


class Learnt(models.Model):
    """One result of learning: weights, and perhaps trees for a second ranking; its evaluation; and whether it is in use.

    `figures` are those of `services.learning.Judged`. `trees` are the arrays of `engine.trees.Trees` as an .npz file,
    or empty.
    """

    at = models.DateTimeField()
    weights = models.JSONField()
    trees = models.BinaryField(default=bytes)
    figures = models.JSONField()
    is_live = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "learnt"
        constraints = [
            models.UniqueConstraint(fields=["is_live"], condition=Q(is_live=True), name="learnt_one_in_use"),
        ]

    def __str__(self) -> str:
        return f"what was learnt on {self.at:%Y-%m-%d}"


class IndexLease(models.Model):
    """The lease to write one machine's index file: who, until when, and up to which audit event the file is current.

    The row is the lock: a process takes it for some seconds at a time, and only its holder may write.
    """

    node = models.CharField(max_length=100, unique=True)
    holder = models.UUIDField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    entry = models.BigIntegerField(default=0)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "suggestions_keeper"
        constraints = [
            models.CheckConstraint(
                condition=Q(holder=None, until=None) | Q(holder__isnull=False, until__isnull=False),
                name="keeper_holds_until",
            )
        ]

    def __str__(self) -> str:
        return self.node
