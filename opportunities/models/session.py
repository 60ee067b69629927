"""One date and time of an opportunity, or none for a flexible one, and its places."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, Q

from hub.taxonomy.codes import Slot
from hub.taxonomy.fields import CodesField
from hub.taxonomy.slots import LOCAL
from opportunities import recurrence
from opportunities.models.opportunity import SOON, Opportunity
from opportunities.models.repeat import Repeat
from opportunities.models.status import Status


class SessionQuerySet(models.QuerySet["Session"]):
    """Dates and times."""

    def upcoming(self, *, at: datetime) -> Self:
        """Return those still to come, and the flexible ones; not those called off."""
        return self.filter(Q(starts_at=None) | Q(next_at__gt=at), cancelled_at=None)

    def soon(self, *, at: datetime) -> Self:
        """Return those to come in the next 28 days, and the flexible ones."""
        return self.upcoming(at=at).filter(Q(next_at=None) | Q(next_at__lte=at + SOON))

    def with_room(self) -> Self:
        """Return those with a place left."""
        return self.filter(Q(places=None) | Q(taken__lt=F("places")))

    def with_waiting(self) -> Self:
        """Annotate `waiting_count`, how many people wait for a place."""
        return self.annotate(waiting_count=Count("sign_ups", filter=Q(sign_ups__status=Status.WAITING)))

    def in_order(self) -> Self:
        """Order by date, flexible ones last."""
        return self.order_by(F("next_at").asc(nulls_last=True), "pk")


class Session(models.Model):
    """One date of an opportunity, a whole run of dates (with a rule), or "any time that suits" (without a start).

    `places` is empty when everybody can come. `next_at` is the next start: `starts_at`, or for a run its next date.
    `repeat` is the rule that created the date; a date added by hand has none.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="sessions")
    repeat = models.ForeignKey(Repeat, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    rule = models.CharField(max_length=100, blank=True)
    until = models.DateField(null=True, blank=True)
    slots = CodesField(Slot)
    places = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    waiting_count: int
    """How many wait for a place, where `with_waiting` counted them."""

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places=None) | Q(taken__lte=F("places")), name="session_never_oversold"),
            models.CheckConstraint(condition=Q(taken__gte=0), name="session_taken_not_negative"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(rule="") | Q(starts_at__isnull=False), name="session_run_has_a_start"),
            models.CheckConstraint(
                condition=Q(repeat=None) | Q(rule="", starts_at__isnull=False), name="session_of_a_repeat_is_one_date"
            ),
            models.UniqueConstraint(
                fields=["opportunity", "starts_at"], condition=Q(cancelled_at=None), name="session_once"
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="session_next")]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def is_flexible(self) -> bool:
        """Whether people choose their own time."""
        return self.starts_at is None

    @property
    def repeats_by(self) -> str:
        """The rule of a run or of its Repeat (which `for_cards` loads); empty for a single date."""
        return self.rule or (self.repeat.rule if self.repeat else "")

    def date_at(self, at: datetime) -> date:
        """Return the local date of a sign-in sheet opened at a time: the last start of a run by then, else the date itself."""
        start = self.starts_at
        if start is not None and self.rule:
            start = recurrence.last_start(self.rule, start, by=at) or start
        return (start or at).astimezone(LOCAL).date()

    @property
    def left(self) -> int | None:
        """How many places are left; None when everybody can come."""
        return None if self.places is None else self.places - self.taken

    @property
    def is_full(self) -> bool:
        """Whether no place is left."""
        return self.left == 0
