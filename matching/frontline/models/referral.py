"""Referrals: passing a person, with their agreement, to a named organisation that answers."""

import uuid
from collections.abc import Iterable
from typing import Any, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import POSTS
from hub.core import moves
from hub.core.encryption import EncryptedTextField
from hub.people.models import Field, Person
from hub.taxonomy.codes import Ease
from hub.taxonomy.fields import CodesField
from matching.frontline.models.asking import Ask
from matching.frontline.models.contact import FRONT_LINE
from opportunities.models import Opportunity, Session, SignUp
from organisations.models import Membership, Organisation


class Status(models.TextChoices):
    """The state of a referral."""

    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Waiting for their answer")
    ACKNOWLEDGED = "acknowledged", _("They’ve seen it")
    ACCEPTED = "accepted", _("They said yes")
    FIRST_ATTENDED = "first_attended", _("Came for the first time")
    DECLINED = "declined", _("Not this time")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("No answer in two weeks")


MOVES: Final[dict[Status, frozenset[Status]]] = {
    Status.DRAFT: frozenset({Status.SENT, Status.WITHDRAWN}),
    Status.SENT: frozenset({Status.ACKNOWLEDGED, Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.ACKNOWLEDGED: frozenset({Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED}),
    Status.ACCEPTED: frozenset({Status.FIRST_ATTENDED, Status.WITHDRAWN}),
    Status.FIRST_ATTENDED: frozenset(),
    Status.DECLINED: frozenset(),
    Status.WITHDRAWN: frozenset(),
    Status.EXPIRED: frozenset(),
}
"""The allowed transitions. Drawn in docs/model.md."""

LIVE: Final = tuple(status for status in Status if MOVES[status])
"""The states in which something is still to come."""
TO_ANSWER: Final = (Status.SENT, Status.ACKNOWLEDGED)
"""The states in which the organisation must still answer."""
FELL_THROUGH: Final = (Status.DECLINED, Status.EXPIRED, Status.WITHDRAWN)
"""The final states that require a next step of the worker."""


class Reason(models.TextChoices):
    """Why an organisation could not take somebody."""

    FULL = "full", _("We’re full just now")
    FAR = "far", _("They live too far away")
    SUITS = "suits", _("It doesn’t suit what they’d like")
    ACCESS = "access", _("We can’t make it easy enough for them")
    CHECK = "check", _("It needs a check they don’t want")
    OVER = "over", _("This isn’t running any more")
    MISSING = "missing", _("We don’t know enough to say")
    OTHER = "other", _("Something else")


class ReferralQuerySet(ScopedQuerySet["Referral"]):
    """Referrals, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the person's own, those the actor's service made, and those sent to the organisation they answer for."""
        if actor.is_system:
            return self.all()
        allowed = Q(person=actor.own_id, person__isnull=False)
        if actor.organisation_id is not None and actor.has_role(*FRONT_LINE):
            allowed |= Q(from_organisation=actor.organisation_id)
        if actor.organisation_id is not None and actor.has_role(*POSTS):
            allowed |= Q(organisation=actor.organisation_id, sent_at__isnull=False)
        return self.filter(allowed)

    def sent_to(self, organisation_id: int) -> Self:
        """Return those that were sent to an organisation."""
        return self.filter(organisation=organisation_id, sent_at__isnull=False)

    def made_by(self, organisation_id: int) -> Self:
        """Return those that a service made."""
        return self.filter(from_organisation=organisation_id)

    def answerable_by_link(self, actor: Actor) -> Self:
        """Return those an organiser may answer by link, while they still belong to the link's organisation."""
        allowed = Q(pk__in=[])
        for grant in actor.grants:
            if grant.purpose == "referral":
                still = Membership.objects.filter(
                    user__person=grant.person_id,
                    organisation=OuterRef("organisation"),
                    role__in=[role.value for role in POSTS],
                )
                allowed |= Q(Exists(still), pk=grant.subject)
        return self.filter(allowed)

    def move(self, to: Status, *, only: Iterable[Status] | None = None, **values: Any) -> int:
        """Move to a status if the current one allows it, or is in `only`; return how many moved."""
        return moves.move(self, "status", MOVES, to, only=only, **values)

    def live(self) -> Self:
        """Return those with something still to come."""
        return self.filter(status__in=LIVE)

    def to_answer(self) -> Self:
        """Return those that wait for the organisation's answer, oldest first."""
        return self.filter(status__in=TO_ANSWER).order_by("sent_at", "pk")

    def fell_through(self) -> Self:
        """Return those that failed and whose next step nobody has taken, newest first."""
        return self.filter(status__in=FELL_THROUGH, next_step_at=None).order_by("-ended_at", "pk")

    def for_rows(self) -> Self:
        """Load what a list of referrals shows."""
        return self.select_related(
            "person",
            "organisation",
            "from_organisation",
            "opportunity__venue",
            "opportunity__organisation",
            "worker__person",
            "session",
            "sign_up",
        ).prefetch_related("person__routes")


class Referral(models.Model):
    """One person referred to one organisation, about one opportunity or none in particular.

    `fields` and `needs` are what the person agreed may be told. `sign_up` is the place taken when it was accepted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    from_organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ask = models.OneToOneField(Ask, null=True, blank=True, on_delete=models.SET_NULL, related_name="referral")
    sign_up = models.OneToOneField(SignUp, null=True, blank=True, on_delete=models.SET_NULL, related_name="referral")
    status = models.CharField(max_length=15, choices=Status, default=Status.DRAFT)
    wish = EncryptedTextField(blank=True)
    needs = CodesField(Ease)
    fields = CodesField(Field)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    reply_words = EncryptedTextField(blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    first_attended_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    next_step_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="referral_status_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None, expires_at=None) | Q(sent_at__isnull=False, expires_at__isnull=False),
                name="referral_sent_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(Status.DRAFT, Status.WITHDRAWN)) | Q(sent_at__isnull=False),
                name="referral_beyond_a_draft_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DECLINED) | ~Q(reason=""), name="referral_declined_says_why"
            ),
            models.CheckConstraint(
                condition=(Q(status=Status.FIRST_ATTENDED) & Q(first_attended_at__isnull=False))
                | (~Q(status=Status.FIRST_ATTENDED) & Q(first_attended_at=None)),
                name="referral_first_visit_has_a_time",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=FELL_THROUGH) & Q(ended_at__isnull=False))
                | (~Q(status__in=FELL_THROUGH) & Q(ended_at=None)),
                name="referral_end_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "opportunity"],
                condition=Q(status__in=LIVE, opportunity__isnull=False),
                name="referral_one_live_about_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(status__in=LIVE, opportunity=None),
                name="referral_one_live_in_general",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status"], name="referral_of_organisation"),
            models.Index(fields=["from_organisation", "status"], name="referral_from_service"),
        ]

    def __str__(self) -> str:
        return f"referral {self.pk}"

    def get_absolute_url(self) -> str:
        """Return the worker's page of it."""
        return reverse("frontline:referral", args=[self.pk])
