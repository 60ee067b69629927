"""Groups, social enterprises and services; who belongs to them; and how far each has been checked."""

import uuid
from datetime import datetime
from typing import Final, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import HUB_WIDE, IN_SERVICES, VERIFIES, Role
from hub.core import destinations


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    GROUP = "group", _("Community group")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")
    SERVICE = "service", _("Public service")


class Tier(models.IntegerChoices):
    """How far an organisation has been checked. Only T1 and above is shown and may publish."""

    T0 = 0, _("New, not checked yet")
    T1 = 1, _("We know who they are")
    T2 = 2, _("Rules, officers and insurance seen")
    T3 = 3, _("Registered number and checks seen")


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    """Organisations, for those who may see them."""

    def public(self) -> Self:
        """Return those that everybody may see."""
        return self.filter(tier__gte=Tier.T1, suspended_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Return the public ones and the actor's own; all of them for advisers and administrators."""
        if actor.is_system or actor.has_role(*VERIFIES):
            return self.all()
        own = Q(pk=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
        return self.filter(Q(tier__gte=Tier.T1, suspended_at=None) | own)

    def for_list(self) -> Self:
        """Load what the list of organisations shows, by name."""
        return self.select_related("venue").order_by("name", "pk")

    def to_check(self) -> Self:
        """Return those nobody has checked yet, oldest first, then the rest by name."""
        return self.order_by("tier", "created_at", "pk")


class Organisation(models.Model):
    """A group, a social enterprise or a service."""

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.TextField(max_length=1500, blank=True)
    tier = models.PositiveSmallIntegerField(choices=Tier, default=Tier.T0)
    safe_to_work_with = models.BooleanField(default=False)
    venue = models.ForeignKey("places.Venue", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    ring_on = models.CharField(max_length=20, blank=True)
    website = models.URLField(blank=True)
    reply_hours = models.PositiveSmallIntegerField(default=48)
    is_desk = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tier__lte=3), name="organisation_tier_known"),
            models.CheckConstraint(
                condition=Q(safe_to_work_with=False) | Q(tier__gte=1), name="organisation_safe_only_when_checked"
            ),
            models.CheckConstraint(
                condition=Q(is_desk=False) | Q(kind=Kind.SERVICE), name="organisation_desk_is_a_service"
            ),
            models.UniqueConstraint(fields=["is_desk"], condition=Q(is_desk=True), name="organisation_one_desk"),
            models.CheckConstraint(condition=Q(reply_hours__gte=1), name="organisation_replies_some_time"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return destinations.to("organisation_page", self.slug)

    @property
    def is_public(self) -> bool:
        """Whether everybody may see it."""
        return self.tier >= Tier.T1 and self.suspended_at is None

    @property
    def is_service(self) -> bool:
        """Whether it is a public service."""
        return self.kind == Kind.SERVICE


OWNS: Final = (Role.OWNER, Role.MANAGER)
"""Roles that say who else belongs to the organisation; one of them always stays."""


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Who belongs where."""

    def of(self, user_id: int) -> Self:
        """Return a user's memberships with their organisations, hub-wide ones first, then by name."""
        mine = self.filter(user_id=user_id).select_related("organisation")
        return mine.order_by(models.F("organisation__name").asc(nulls_first=True), "pk")

    def that_answer(self, organisation: Organisation) -> Self:
        """Return the members who answer people for an organisation."""
        answering = (Role.OWNER, Role.ORGANISER, Role.MANAGER)
        return self.filter(organisation=organisation, role__in=answering).select_related("user__person").order_by("pk")

    def that_own(self, organisation: Organisation) -> Self:
        """Return the members who say who else belongs to an organisation."""
        return self.filter(organisation=organisation, role__in=OWNS).select_related("user__person").order_by("pk")

    def for_members(self, organisation: Organisation) -> Self:
        """Load what an organisation's list of its members shows, longest there first."""
        mine = self.filter(organisation=organisation).select_related("user__person", "organisation")
        return mine.order_by("since", "pk")


class Membership(models.Model):
    """What a user is in an organisation or, for editors and administrators, in the whole hub."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, role__in=sorted(HUB_WIDE))
                | (Q(organisation__isnull=False) & ~Q(role__in=sorted(HUB_WIDE))),
                name="membership_only_hub_roles_without_organisation",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(organisation=None), name="membership_hub_wide_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"

    def clean(self) -> None:
        """Check that workers, managers and advisers belong to services. Raises ValidationError."""
        if self.role in IN_SERVICES and self.organisation and not self.organisation.is_service:
            raise ValidationError(_("Only a public service has workers, managers and advisers."))


class What(models.TextChoices):
    """What was checked."""

    TIER = "tier", _("who they are")
    SAFE = "safe", _("safe to work with")
    SUSPENDED = "suspended", _("paused")


class Verification(models.Model):
    """One decision about one organisation: what was set, by whom, when and why."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="verifications")
    what = models.CharField(max_length=10, choices=What)
    tier = models.PositiveSmallIntegerField(choices=Tier, null=True, blank=True)
    safe = models.BooleanField(null=True, blank=True)
    suspended = models.BooleanField(null=True, blank=True)
    reason = models.TextField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(what=What.TIER, tier__isnull=False, safe=None, suspended=None)
                | Q(what=What.SAFE, safe__isnull=False, tier=None, suspended=None)
                | Q(what=What.SUSPENDED, suspended__isnull=False, tier=None, safe=None),
                name="verification_sets_one_thing",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="verification_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.organisation_id} at {self.at:%Y-%m-%d}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Who was asked to belong where."""

    def live(self, *, at: datetime) -> Self:
        """Return those that can still be taken up."""
        return self.filter(used_at=None, withdrawn_at=None, until__gt=at)

    def for_members(self, organisation: Organisation, *, at: datetime) -> Self:
        """Return an organisation's live ones, newest first."""
        live = self.live(at=at).filter(organisation=organisation).select_related("organisation")
        return live.order_by("-at", "pk")


class Invitation(models.Model):
    """Somebody is asked to belong to an organisation. Bound to an e-mail address: whoever proves it is theirs may take it up."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                condition=Q(used_at=None, withdrawn_at=None),
                name="invitation_one_live_for_each_address",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(set(Role.values) - HUB_WIDE)), name="invitation_role_of_an_organisation"
            ),
            models.CheckConstraint(condition=Q(until__gt=models.F("at")), name="invitation_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(withdrawn_at=None), name="invitation_ends_one_way"),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


def desk_id() -> int | None:
    """Return the service that makes the hub's calls and posts its letters, if one was named."""
    return Organisation.objects.filter(is_desk=True).values_list("pk", flat=True).first()


def names_of(ids: set[int]) -> dict[int, str]:
    """Return the names of organisations, for those who read their own record."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
