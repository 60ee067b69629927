"""Somebody's yes: asking for a place, being offered one, holding it, waiting for it; and whether they came."""

import uuid
from datetime import datetime
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.people.encryption import EncryptedTextField
from hub.people.models import Person
from opportunities.models.opportunity import State
from opportunities.models.session import Session
from opportunities.querysets import SignUpQuerySet


class Status(models.TextChoices):
    """How a sign-up stands."""

    REQUESTED = "requested", _("Waiting for their answer")
    OFFERED = "offered", _("A place is offered")
    HELD = "held", _("They’re expecting you")
    ATTENDED = "attended", _("Came")
    MISSED = "missed", _("Did not come")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Not this time")
    CANCELLED = "cancelled", _("Called off")


UNSETTLED: Final = (Status.REQUESTED, Status.OFFERED, Status.WAITING)
"""The live states in which nobody is expected yet."""

TAKES_A_PLACE: Final = (Status.REQUESTED, Status.OFFERED, Status.HELD, Status.ATTENDED, Status.MISSED)
"""The states that count in `Session.taken`."""

LIVE: Final = (Status.REQUESTED, Status.OFFERED, Status.HELD, Status.WAITING)
"""The states in which something is still to come. One person has at most one live sign-up for a session."""

MOVES: Final[dict[Status, frozenset[Status]]] = {
    Status.REQUESTED: frozenset({Status.HELD, Status.OFFERED, Status.DECLINED, Status.CANCELLED}),
    Status.OFFERED: frozenset({Status.HELD, Status.OFFERED, Status.DECLINED, Status.CANCELLED}),
    Status.WAITING: frozenset({Status.OFFERED, Status.DECLINED, Status.CANCELLED}),
    Status.HELD: frozenset({Status.OFFERED, Status.ATTENDED, Status.MISSED, Status.CANCELLED}),
    Status.ATTENDED: frozenset({Status.MISSED}),
    Status.MISSED: frozenset({Status.ATTENDED}),
    Status.DECLINED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""Which state may follow which. Drawn in docs/model.md."""


class Ended(models.TextChoices):
    """Why a sign-up was called off."""

    BY_PERSON = "by_person", _("They changed their mind")
    LAPSED = "lapsed", _("The offer ran out")
    SESSION_OFF = "session_off", _("The date was called off")
    CONSENT = "consent", _("They took back their agreement")
    PASSED = "passed", _("The date has passed")
    CLOSED = "closed", _("It has come to an end")


class Source(models.TextChoices):
    """What led to a yes, so that what asking does can be measured."""

    BROWSING = "browsing", _("found it themselves")
    SUGGESTED = "suggested", _("it was suggested to them")
    ASKED = "asked", _("a worker asked")
    REFERRED = "referred", _("a worker passed them on")
    FRIEND = "friend", _("a friend told them")
    LETTER = "letter", _("a letter or a slip")


class SignUp(models.Model):
    """One person's yes to one session."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sign_ups")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="sign_ups")
    status = models.CharField(max_length=10, choices=Status)
    source = models.CharField(max_length=10, choices=Source, default=Source.BROWSING)
    words = EncryptedTextField(blank=True)
    reply_words = EncryptedTextField(blank=True)
    route_lookup = models.CharField(max_length=64)
    folded_name = models.CharField(max_length=60)
    key = models.UUIDField(null=True, blank=True, unique=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=20, choices=Ended, blank=True)

    objects: ClassVar[SignUpQuerySet] = SignUpQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "route_lookup", "folded_name"], condition=Q(status__in=LIVE), name="sign_up_once"
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="sign_up_status_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.OFFERED) | Q(offer_until__isnull=False), name="sign_up_offer_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WAITING) | Q(waiting_since__isnull=False), name="sign_up_waits_since"
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.CANCELLED) & ~Q(ended="")) | (~Q(status=Status.CANCELLED) & Q(ended="")),
                name="sign_up_called_off_says_why",
            ),
        ]
        indexes = [models.Index(fields=["session", "status"], name="sign_up_of_session")]

    def __str__(self) -> str:
        return f"sign-up {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the person's own page of it."""
        return reverse("sign_up", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Whether something is still to come."""
        return self.status in LIVE

    def is_to_come(self, *, at: datetime) -> bool:
        """Whether it is live and its date is not over; one without a date counts until it is closed. As `SignUpQuerySet.to_come`."""
        session = self.session
        if not self.is_live or session.cancelled_at is not None:
            return False
        if session.is_flexible:
            return session.opportunity.state in (State.PUBLISHED, State.PAUSED)
        return any(moment is not None and moment > at for moment in (session.next_at, session.ends_at))


class Attendance(models.Model):
    """Whether somebody came on one date."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="attendances")
    date = models.DateField()
    came = models.BooleanField()
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sign_up", "date"], name="attendance_once_a_date")]

    def __str__(self) -> str:
        return f"{self.date} {'came' if self.came else 'missed'}"
