"""Groups, social enterprises and services, and how far each is verified."""

from typing import Self

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import VERIFIES
from hub.core import destinations


class Kind(models.TextChoices):
    """What sort of organisation it is."""

    GROUP = "group", _("Community group")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")
    SERVICE = "service", _("Public service")


class Tier(models.IntegerChoices):
    """How far an organisation is verified. Only T1 and above is shown and may publish."""

    T0 = 0, _("New, not checked yet")
    T1 = 1, _("We know who they are")
    T2 = 2, _("Rules, officers and insurance seen")
    T3 = 3, _("Registered number and checks seen")


def everybody_may_see(prefix: str = "") -> Q:
    """Return the condition that an organisation is public: verified and not suspended.

    `prefix` is the look-up that leads to the organisation from other rows, like "opportunity__organisation__".
    """
    return Q(**{f"{prefix}tier__gte": Tier.T1, f"{prefix}suspended_at": None})


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    """Organisations, for those who may see them."""

    def public(self) -> Self:
        """Return those that everybody may see."""
        return self.filter(everybody_may_see())

    def visible_to(self, actor: Actor) -> Self:
        """Return the public ones and the actor's own; all of them for advisers and administrators."""
        if actor.is_system or actor.has_role(*VERIFIES):
            return self.all()
        own = Q(pk=actor.organisation_id) if actor.organisation_id else Q(pk__in=[])
        return self.filter(everybody_may_see() | own)

    def named(self, name: str) -> Self:
        """Return those of this name, in whatever case."""
        return self.filter(name__iexact=name)

    def for_list(self) -> Self:
        """Load what the list of organisations shows, by name."""
        return self.select_related("venue").order_by("name", "pk")

    def to_check(self) -> Self:
        """Return those nobody has verified yet, oldest first, then those who wait to be seen as safe, then the rest."""
        new, asks = When(tier=Tier.T0, then=0), When(safe_asked_at__isnull=False, then=1)
        return self.order_by(Case(new, asks, default=2), "safe_asked_at", "tier", "created_at", "pk")


class Organisation(models.Model):
    """A group, a social enterprise or a service.

    `reply_hours` is what it says; `replied_within` is its record (hours), none while it has answered few people.
    """

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
    replied_within = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_desk = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True, blank=True)
    safe_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Since when they wait for an adviser to see whether they are safe to work with."""

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
