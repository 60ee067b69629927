"""Sign-ups: asking for a place, being offered one, holding it, waiting for it; and attendance."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import POSTS
from hub.core import moves
from hub.core.encryption import EncryptedTextField
from hub.people.models import Person
from opportunities.models.opportunity import State
from opportunities.models.session import Session
from opportunities.models.status import LIVE, MOVES, UNSETTLED, Status
from organisations.models import Membership


class Ended(models.TextChoices):
    """Why a sign-up ended."""

    BY_PERSON = "by_person", _("They changed their mind")
    LAPSED = "lapsed", _("The offer ran out")
    SESSION_OFF = "session_off", _("The date was called off")
    CONSENT = "consent", _("They took back their agreement")
    PASSED = "passed", _("The date has passed")
    CLOSED = "closed", _("It has come to an end")
    UNANSWERED = "unanswered", _("Nobody answered")


ANSWER_DAYS: Final = 30
"""How long after the promised time a yes that no date ends waits for its answer."""
WAITING_DAYS: Final = 365
"""How long somebody waits for a place where no date ends that."""


class Source(models.TextChoices):
    """What led to a sign-up, to measure the effect of asking people."""

    BROWSING = "browsing", _("found it themselves")
    SUGGESTED = "suggested", _("it was suggested to them")
    ASKED = "asked", _("a worker asked")
    REFERRED = "referred", _("a worker passed them on")
    FRIEND = "friend", _("a friend told them")
    LETTER = "letter", _("a letter or a slip")


class SignUpQuerySet(ScopedQuerySet["SignUp"]):
    """Sign-ups, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, those of private links they opened, and those of the organisation they answer for."""
        if actor.is_system:
            return self.all()
        own = {grant.subject for grant in actor.grants if grant.purpose == "sign_up"}
        allowed = Q(pk__in=own)
        if actor.own_id:
            allowed |= Q(person=actor.own_id)
        if actor.organisation_id and actor.has_role(*POSTS):
            allowed |= Q(session__opportunity__organisation=actor.organisation_id)
        return self.filter(allowed)

    def own(self, actor: Actor) -> Self:
        """Return the actor's own, by account, by the link to all their own pages, or by the link of one sign-up."""
        mine = {grant.subject for grant in actor.grants if grant.purpose == "sign_up"}
        return self.filter(Q(pk__in=mine) | Q(person=actor.own_id, person__isnull=False))

    def of_person(self, actor: Actor, *, at: datetime) -> Self:
        """Return all sign-ups of a person with what their page shows: those to come first, soonest first."""
        over = Case(When(Exists(self.model.objects.to_come(at=at).filter(pk=OuterRef("pk"))), then=0), default=1)
        mine = self.filter(person=actor.own_id, person__isnull=False)
        return mine.for_inbox().order_by(over, F("session__next_at").asc(nulls_last=True), "pk")

    def answerable_by_link(self, actor: Actor) -> Self:
        """Return the sign-ups that an organiser may answer by link, while they still belong to the link's organisation."""
        allowed = Q(pk__in=[])
        for grant in actor.grants:
            if grant.purpose == "answer":
                still = Membership.objects.filter(
                    user__person=grant.person_id,
                    organisation=OuterRef("session__opportunity__organisation"),
                    role__in=[role.value for role in POSTS],
                )
                allowed |= Q(Exists(still), pk=grant.subject)
        return self.filter(allowed)

    def of(self, organisation_id: int) -> Self:
        """Return those for an organisation's sessions."""
        return self.filter(session__opportunity__organisation=organisation_id)

    def move(self, to: Status, *, only: Iterable[Status] | None = None, **values: Any) -> int:
        """Move to a status if the current one allows it, or is in `only`; return how many moved."""
        return moves.move(self, "status", MOVES, to, only=only, **values)

    def live(self) -> Self:
        """Return those with something still to come."""
        return self.filter(status__in=LIVE)

    def to_come(self, *, at: datetime) -> Self:
        """Return live ones whose date is not over; one without a date counts until its opportunity is closed."""
        dated = Q(session__next_at__gt=at) | Q(session__ends_at__gt=at)
        flexible = Q(session__starts_at=None, session__opportunity__state__in=(State.PUBLISHED, State.PAUSED))
        return self.live().filter(dated | flexible, session__cancelled_at=None)

    def never_settled(self, *, at: datetime) -> Self:
        """Return those asked, offered or waiting whose date has begun."""
        return self.filter(status__in=UNSETTLED, session__next_at__lte=at)

    def to_answer(self) -> Self:
        """Return those waiting for the organisation's answer, earliest promise first."""
        return self.filter(status=Status.REQUESTED).order_by("answer_by", "asked_at", "pk")

    def overdue(self, *, at: datetime) -> Self:
        """Return those whose promised answer is late, for a date to come, with nobody reminded yet."""
        last_called = self.model.objects.long_unanswered(at=at).values("pk")
        late = self.to_answer().to_come(at=at).filter(answer_by__lte=at, reminded_at=None)
        return late.exclude(pk__in=last_called)

    def long_unanswered(self, *, at: datetime) -> Self:
        """Return those that no date ends and nobody answered, with the time `due` since which that is too long."""
        promised = F("answer_by") + timedelta(days=ANSWER_DAYS)
        waited = F("waiting_since") + timedelta(days=WAITING_DAYS)
        due = Case(When(status=Status.WAITING, then=waited), default=promised, output_field=models.DateTimeField())
        endless = Q(session__starts_at=None) | ~Q(session__rule="")
        asked = self.filter(endless, status__in=(Status.REQUESTED, Status.WAITING))
        return asked.annotate(due=due).filter(due__lte=at).order_by("due", "pk")

    def waiting(self) -> Self:
        """Return the waiting list, longest waiting first."""
        return self.filter(status=Status.WAITING).order_by("waiting_since", "pk")

    def waiting_by_date(self, *, at: datetime) -> Self:
        """Return the waiting lists of dates to come: soonest date first, then longest waiting."""
        soonest = F("session__next_at").asc(nulls_last=True)
        return self.waiting().to_come(at=at).order_by(soonest, "session", "waiting_since", "pk")

    def offers_run_out(self, *, at: datetime) -> Self:
        """Return offers that expired."""
        return self.filter(status=Status.OFFERED, offer_until__lte=at)

    def for_telling(self) -> Self:
        """Load what says whether and when these people can be told something."""
        return self.select_related("person", "session__opportunity").prefetch_related("person__routes")

    def for_inbox(self) -> Self:
        """Load what the inbox shows."""
        return self.select_related(
            "person", "session__opportunity__venue", "session__opportunity__organisation"
        ).prefetch_related("person__routes")


class SignUp(models.Model):
    """One person's sign-up for one session."""

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
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    offer_until = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    welcomed = models.BooleanField(default=False, db_default=False)
    ended = models.CharField(max_length=20, choices=Ended, blank=True)
    terms_before = models.JSONField(null=True, blank=True)
    """The terms before the change that they were told of last, as `opportunities.terms` has them."""

    objects = SignUpQuerySet.as_manager()

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
    def takes_at_once(self) -> bool:
        """Whether an offered place is theirs when they take it: the organisation said yes to them, or answers nobody first."""
        return self.welcomed or self.session.opportunity.answers_at_once

    @property
    def is_live(self) -> bool:
        """Whether something is still to come."""
        return self.status in LIVE

    @property
    def is_on_hold(self) -> bool:
        """Whether its organisation is on hold, so that nobody knows whether it takes place."""
        return self.session.opportunity.organisation.suspended_at is not None

    def is_to_come(self, *, at: datetime) -> bool:
        """Whether it is live and its date is not over; without a date, until it is closed. Same as `SignUpQuerySet.to_come`."""
        return self.is_live and self.is_date_to_come(at=at)

    def is_date_to_come(self, *, at: datetime) -> bool:
        """Whether its date is on and not over, whatever became of the sign-up; without a date, whether it is on show."""
        session = self.session
        if session.cancelled_at is not None:
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
