"""An opportunity: what it is, where, what it asks of people and what they get."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, FloatField, Min, OuterRef, Prefetch, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import POSTS
from hub.core import moves
from hub.people import names
from hub.taxonomy.codes import Access, Activity, Cause, Checks, Commitment, Costs, Kind, Language, Skill, Slot, Takes
from hub.taxonomy.fields import CodesField
from opportunities.models.status import Status
from organisations.models import Organisation
from organisations.models.organisation import everybody_may_see

if TYPE_CHECKING:
    from opportunities.models.session import Session, SessionQuerySet


class State(models.TextChoices):
    """Publication state."""

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
    """Whether a sign-up gets a place at once, or the organisation answers first."""

    AT_ONCE = "at_once", _("The place is theirs at once")
    ORGANISER = "organiser", _("We answer each person first")


class Joining(models.TextChoices):
    """What a sign-up covers when the opportunity repeats."""

    EACH_DATE = "each_date", _("One date at a time")
    SERIES = "series", _("The whole run of dates")


SOON: Final = timedelta(days=28)
"""The period of the lit week."""


KM_PER_DEGREE: Final = 111.195
"""Kilometres in one degree of a great circle, on a sphere of radius 6371.0088 km (IUGG mean radius)."""


SAFE_CHECKS: Final = (Checks.ENHANCED, Checks.ENHANCED_BARRED)


NEEDS_SAFE: Final = Q(people_at_risk=True) | Q(checks__in=SAFE_CHECKS)
"""Opportunities that only an organisation that is *safe to work with* may offer."""


class OpportunityQuerySet(ScopedQuerySet["Opportunity"]):
    """Things to take part in."""

    def of_public_organisations(self) -> Self:
        """Return those of public organisations."""
        return self.filter(everybody_may_see("organisation__"))

    def visible_to(self, actor: Actor) -> Self:
        """Return what was ever published by a public organisation, and everything of the actor's own organisation."""
        if actor.is_system:
            return self.all()
        shown = everybody_may_see("organisation__") & Q(
            state__in=(State.PUBLISHED, State.PAUSED, State.CLOSED), published_at__isnull=False
        )
        own = Q(organisation=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
        return self.filter(shown | own)

    def managed_by(self, actor: Actor) -> Self:
        """Return those of the actor's organisation, if the actor's role may post."""
        if not actor.has_role(*POSTS) or actor.organisation_id is None:
            return self.none()
        return self.filter(organisation=actor.organisation_id)

    def open(self, *, at: datetime) -> Self:
        """Return what people can sign up for at a time: on show, not closed, with a date to come or none needed.

        With children or adults at risk, only where the organisation is *safe to work with* now.
        """
        sessions = _sessions().upcoming(at=at).filter(opportunity=OuterRef("pk"))
        on_show = self.of_public_organisations().filter(Q(closes_at=None) | Q(closes_at__gt=at), state=State.PUBLISHED)
        return on_show.filter(Q(organisation__safe_to_work_with=True) | ~NEEDS_SAFE, Exists(sessions))

    def move(self, to: State, **values: Any) -> int:
        """Move to a state from those that it may follow; return how many moved."""
        return moves.move(self, "state", STATE_MOVES, to, **values)

    def with_room(self, *, at: datetime) -> Self:
        """Keep those with a place left on some date to come."""
        return self.filter(Exists(_sessions().upcoming(at=at).with_room().filter(opportunity=OuterRef("pk"))))

    def on_in(self, slots: Iterable[Slot], *, at: datetime) -> Self:
        """Return those with a session in one of these windows in the next 28 days; flexible ones count in their windows."""
        sessions = _sessions().soon(at=at).filter(opportunity=OuterRef("pk"), slots__has_any=slots)
        return self.filter(Exists(sessions))

    def in_area(self, codes: Iterable[str]) -> Self:
        """Return those at a venue whose council or postcode district is listed, and those done from home."""
        listed = list(codes)
        districts = Q()
        for code in listed:
            districts |= Q(venue__sector__startswith=f"{code} ")
        return self.filter(Q(remote=True) | Q(venue__council_code__in=listed) | districts)

    def with_distance(self, lat: float, lon: float) -> Self:
        """Annotate `square_km`, the squared distance from a point (km²), on a flat map true at that latitude.

        Good to 0.1 % within 30 km. Without a venue it is null.
        """
        east = KM_PER_DEGREE * math.cos(math.radians(lat))
        dx = (F("venue__lon") - Value(lon, output_field=FloatField())) * Value(east, output_field=FloatField())
        dy = (F("venue__lat") - Value(lat, output_field=FloatField())) * Value(KM_PER_DEGREE, output_field=FloatField())
        return self.annotate(square_km=models.ExpressionWrapper(dx * dx + dy * dy, output_field=FloatField()))

    def within(self, km: float) -> Self:
        """Keep those within a distance, and those done from home; needs `with_distance`."""
        return self.filter(Q(square_km__lte=km * km) | Q(remote=True))

    def nearest_first(self) -> Self:
        """Order by distance, those from home after those with a place; needs `with_distance`."""
        return self.order_by(F("square_km").asc(nulls_last=True), "pk")

    def soonest_first(self, *, at: datetime, slots: Iterable[Slot] = ()) -> Self:
        """Order by the next date to come, where windows are given the next in one of them; those without dates last."""
        dates = Q(sessions__next_at__gt=at, sessions__cancelled_at=None)
        asked = list(slots)
        coming = Min("sessions__next_at", filter=dates & Q(sessions__slots__has_any=asked) if asked else dates)
        return self.annotate(soonest=coming).order_by(F("soonest").asc(nulls_last=True), "pk")

    def for_cards(self, *, at: datetime) -> Self:
        """Load all that a card shows: organisation, venue and the sessions to come (as `upcoming`)."""
        sessions = _sessions().upcoming(at=at).in_order().select_related("repeat")
        return self.select_related("organisation", "venue").prefetch_related(
            Prefetch("sessions", queryset=sessions, to_attr="upcoming")
        )

    def by_sector_and_ward(self) -> dict[tuple[str, str], int]:
        """Count these by the postcode sector and the ward of their venue; blank for those from home."""
        places = self.order_by().values_list("venue__sector", "venue__ward_code")
        counted = places.annotate(things=Count("pk", distinct=True))
        return {(sector or "", ward or ""): things for sector, ward, things in counted}

    def for_manage(self) -> Self:
        """Load what an organisation's own list shows, newest first."""
        live = Count("sessions__sign_ups", filter=Q(sessions__sign_ups__status=Status.REQUESTED), distinct=True)
        return self.select_related("venue").annotate(to_answer=live).order_by("-changed_at", "-pk")

    def lit_week(self, *, at: datetime) -> "LitWeek":
        """Count for each of the 21 windows how many of these are on in it in the next 28 days."""
        windows: dict[int, int] = {}
        sessions = _sessions().soon(at=at).filter(opportunity__in=self.values("pk")).order_by()
        bits = Cast("slots", models.BigIntegerField())
        for pk, mine in sessions.annotate(bits=bits).values_list("opportunity_id", "bits").distinct():
            windows[pk] = windows.get(pk, 0) | mine
        # Counted in Python: 21 sums over as many sets are slow on every database, and a mask is one number.
        return LitWeek(Counter(mask for mask in windows.values() if mask))


@dataclass(frozen=True)
class LitWeek:
    """How many opportunities are on in each combination of windows of the week; the key is a mask of windows."""

    alike: Counter[int]

    @property
    def counts(self) -> dict[int, int]:
        """How many are on in each window."""
        return {
            slot.value: sum(n for mask, n in self.alike.items() if mask >> place & 1) for place, slot in enumerate(Slot)
        }

    @property
    def total(self) -> int:
        """How many are on in any."""
        return self.alike.total()


def _sessions() -> "SessionQuerySet":
    """Return all sessions. Imported late, since the session module imports this one."""
    return apps.get_model("opportunities", "Session").objects.all()


class Opportunity(models.Model):
    """Something to take part in, posted by one organisation."""

    LONGEST_TITLE: Final = 120

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="opportunities")
    kind = models.CharField(max_length=30, choices=Kind)
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.CharField(max_length=400, blank=True)
    what_you_do = models.TextField(max_length=6000, blank=True)
    lang = models.CharField(max_length=10, default="en-gb")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)

    causes = CodesField(Cause)
    activities = CodesField(Activity)
    skills = CodesField(Skill)
    access = CodesField(Access)
    access_no = CodesField(Access, db_default=0)
    """What there is not, as they say. Of what stands in neither, nothing is known."""
    access_note = models.CharField(max_length=200, blank=True)
    takes = CodesField(Takes, db_default=0)
    costs = CodesField(Costs)
    costs_note = models.CharField(max_length=200, blank=True)
    languages = CodesField(Language)
    commitment = models.CharField(max_length=20, choices=Commitment, blank=True)

    venue = models.ForeignKey("places.Venue", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    remote = models.BooleanField(default=False)

    min_age = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(99)]
    )
    max_age = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(120)]
    )
    """The last age at which somebody may come; None for no limit."""
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

    upcoming: list["Session"]
    """Its dates to come, where `for_cards` loaded them."""
    to_answer: int
    """How many wait for an answer, where `for_manage` counted them."""

    objects = OpportunityQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Exact(CombinedExpression(F("access"), "&", F("access_no")), 0),
                name="opportunity_access_yes_or_no",
            ),
            models.CheckConstraint(
                condition=Q(min_age__isnull=True) | Q(max_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="opportunity_ages_in_order",
            ),
        ]
        indexes = [models.Index(fields=["state", "organisation"], name="opportunity_shown")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("opportunities:page", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as used in the URL; the page answers under any other slug too."""
        return slugify(self.title) or "page"

    @property
    def is_draft(self) -> bool:
        """Whether it was never published."""
        return self.state == State.DRAFT

    @property
    def answers_at_once(self) -> bool:
        """Whether a sign-up gets a place at once: nothing stands before it, neither an answer nor a check."""
        return self.answering == Answering.AT_ONCE and self.checks == Checks.NONE

    @property
    def meets(self) -> str:
        """The person people meet, as names are written."""
        return names.shown(self.contact_name)

    def too_soon(self, session: "Session", *, at: datetime) -> bool:
        """Whether a date comes before the check of somebody who signs up now can be done."""
        if self.checks == Checks.NONE or session.next_at is None:
            return False
        return session.next_at < at + timedelta(weeks=self.checks_weeks or 0)

    def closes(self, *, at: datetime) -> bool:
        """Whether its closing date has passed."""
        return self.closes_at is not None and self.closes_at <= at
