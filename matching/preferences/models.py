"""Preferences: what a person would like, in their own words and as codes for matching. Needs no account."""

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.access.actors import Actor
from hub.access.querysets import ScopedQuerySet
from hub.access.roles import Role
from hub.core.encryption import EncryptedTextField
from hub.people.models import Field, Person, Reach
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Skill, Slot, Travel
from hub.taxonomy.fields import CodesField


class PreferenceQuerySet(ScopedQuerySet["Preference"]):
    """Preferences, for those who may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own, and those that a live Reach shows to their service."""
        if actor.is_system:
            return self.all()
        allowed = Q(person=actor.own_id, person__isnull=False)
        if actor.organisation_id is not None and actor.has_role(Role.WORKER, Role.MANAGER):
            live = Reach.objects.live().filter(organisation=actor.organisation_id)
            seen = live.filter(fields__has_any=[Field.PREFERENCE])
            allowed |= Q(person__in=seen.values("person"))
        return self.filter(allowed)


class Preference(models.Model):
    """What one person would like. Everything is optional; empty means "nothing said", never "nothing wanted".

    `misheard` lists codes parsed from the words that the person corrected ("activity:garden"). The home is stored as a
    postcode sector and its centre, never as an address: `lat` and `lon` are degrees, both or neither.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="preference")
    words = EncryptedTextField(blank=True)
    misheard = models.JSONField(default=list, blank=True)
    causes = CodesField(Cause)
    activities = CodesField(Activity)
    skills = CodesField(Skill)
    slots = CodesField(Slot)
    often = models.CharField(max_length=20, choices=Commitment, blank=True)
    how_far = models.CharField(max_length=20, choices=HowFar, blank=True)
    travel = CodesField(Travel)
    ease = CodesField(Ease)
    anything = EncryptedTextField(blank=True)
    place_name = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=8, blank=True)
    ward = models.CharField(max_length=9, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lat=None, lon=None) | Q(lat__isnull=False, lon__isnull=False),
                name="preference_position_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"preference of person {self.person_id}"


class Because(models.TextChoices):
    """Why something is never suggested to a person again."""

    DO_NOT_ASK = "do_not_ask", _("they said not to ask about this again")
    NOT_THEM = "not_them", _("they said not this group")
    NOT_FOR_ME = "not_for_me", _("they said it is not for them")
    TOLD_WORKER = "told_worker", _("they told a worker that it is not for them")


OWN_WORD: Final = frozenset({Because.NOT_FOR_ME, Because.TOLD_WORKER})
"""What somebody may take back by a press."""


class Why(models.TextChoices):
    """Why a thing is not for somebody, if they like to say."""

    FAR = "far", _("It’s too far")
    TIME = "time", _("It’s at the wrong time")
    LIKE = "like", _("It’s not what I like")
    MUCH = "much", _("It’s too much for me")
    DONE = "done", _("I know it, or have done it")


class Exclusion(models.Model):
    """One opportunity, or one organisation, never suggested to a person again because they said so."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exclusions")
    opportunity = models.ForeignKey(
        "opportunities.Opportunity", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    because = models.CharField(max_length=12, choices=Because)
    why = models.CharField(max_length=10, choices=Why, blank=True, db_default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(opportunity__isnull=False, organisation=None)
                | Q(opportunity=None, organisation__isnull=False),
                name="exclusion_names_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "opportunity"],
                condition=Q(opportunity__isnull=False),
                name="exclusion_once_an_opportunity",
            ),
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(organisation__isnull=False),
                name="exclusion_once_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion {self.pk} of person {self.person_id}"
