"""Something to take part in: what it is, where, what it asks of people and what they get."""

from datetime import datetime
from typing import ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hub.taxonomy.codes import Access, Activity, Cause, Checks, Commitment, Costs, Kind, Language, Skill
from hub.taxonomy.fields import CodesField
from opportunities.querysets import OpportunityQuerySet
from organisations.models import Organisation


class State(models.TextChoices):
    """Whether it can be found."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("On show")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")


STATE_MOVES: Final = {
    State.DRAFT: {State.PUBLISHED, State.CLOSED},
    State.PUBLISHED: {State.PAUSED, State.CLOSED},
    State.PAUSED: {State.PUBLISHED, State.CLOSED},
    State.CLOSED: set(),
}


class Answering(models.TextChoices):
    """Whether a yes is a place at once, or somebody answers first."""

    AT_ONCE = "at_once", _("The place is theirs at once")
    ORGANISER = "organiser", _("We answer each person first")


class Joining(models.TextChoices):
    """What one says yes to when it repeats."""

    EACH_DATE = "each_date", _("One date at a time")
    SERIES = "series", _("The whole run of dates")


class Opportunity(models.Model):
    """Something to take part in, posted by one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="opportunities")
    kind = models.CharField(max_length=30, choices=Kind)
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    what_you_do = models.TextField(max_length=3000, blank=True)
    lang = models.CharField(max_length=10, default="en-gb")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    causes = CodesField(Cause)
    activities = CodesField(Activity)
    skills = CodesField(Skill)
    access = CodesField(Access)
    access_note = models.CharField(max_length=200, blank=True)
    costs = CodesField(Costs)
    costs_note = models.CharField(max_length=200, blank=True)
    languages = CodesField(Language)
    commitment = models.CharField(max_length=20, choices=Commitment, blank=True)

    venue = models.ForeignKey("places.Venue", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remote = models.BooleanField(default=False)

    min_age = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(99)]
    )
    checks = models.CharField(max_length=20, choices=Checks, default=Checks.NONE)
    checks_weeks = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(26)])
    people_at_risk = models.BooleanField(default=False)

    answering = models.CharField(max_length=10, choices=Answering, default=Answering.ORGANISER)
    joining = models.CharField(max_length=10, choices=Joining, default=Joining.EACH_DATE)

    contact_name = models.CharField(max_length=60, blank=True)
    contact_words = models.CharField(max_length=300, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)

    what_can_change = models.TextField(max_length=500, blank=True)
    hear_back_by = models.DateField(null=True, blank=True)
    called_when = models.CharField(max_length=200, blank=True)
    notice_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(168)]
    )
    term_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )

    words = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[OpportunityQuerySet] = OpportunityQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name_plural = "opportunities"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(state=State.CLOSED) | Q(published_at__isnull=False),
                name="opportunity_shown_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | ~Q(kind=Kind.CO_DESIGN)
                | (~Q(what_can_change="") & Q(hear_back_by__isnull=False)),
                name="opportunity_co_design_says_what_can_change",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="opportunity_kind_known"),
        ]
        indexes = [models.Index(fields=["state", "organisation"], name="opportunity_shown")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("opportunities:page", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in the address; any other word there leads here too."""
        return slugify(self.title) or "page"

    @property
    def is_draft(self) -> bool:
        """Whether it was never put on show."""
        return self.state == State.DRAFT

    @property
    def answers_at_once(self) -> bool:
        """Whether a yes is a place at once."""
        return self.answering == Answering.AT_ONCE

    def closes(self, *, at: datetime) -> bool:
        """Whether its closing date has passed."""
        return self.closes_at is not None and self.closes_at <= at
