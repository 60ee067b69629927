"""Reach: the right of an organisation to see certain fields of a person."""

from datetime import datetime
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from hub.core import registry
from hub.taxonomy.fields import CodesField


class Field(models.TextChoices):
    """A field of a person that an organisation may be allowed to see. Append only: stored as bits by position."""

    FIRST_NAME = "first_name", _("first name")
    WORDS = "words", _("what was written")
    NEEDS = "needs", _("what makes it easier")
    SURNAME = "surname", _("surname")
    ROUTE = "route", _("how to be reached")
    PREFERENCE = "preference", _("wishes")


class Why(models.TextChoices):
    """Why an organisation may see a person."""

    SIGN_UP = "sign_up", _("they signed up")
    REFERRAL = "referral", _("they were passed on, with their agreement")
    CONTACT = "contact", _("they were in contact")


class ReachQuerySet(models.QuerySet["Reach"]):
    """Rights of organisations to see people."""

    def live(self, *, at: datetime | None = None) -> Self:
        """Return the rows in force at a time (now, by the database's clock, if none is given).

        A Reach from a sign-up or a referral is in force only while the person's agreement to be passed on is in force
        too. Every Reach needs a public organisation: verified (T1 and above) and not suspended.
        """
        moment = at or Now()
        agreed = apps.get_model("people", "Person").objects.filter(
            Q(consents__until=None) | Q(consents__until__gt=moment),
            pk=OuterRef("person"),
            consents__purpose="pass_on",
            consents__recipient=OuterRef("organisation"),
            consents__withdrawn_at=None,
        )
        public = registry.answer(lambda contract: contract.organisation_is_public)
        return self.filter(
            Q(until=None) | Q(until__gt=moment),
            Q(why=Why.CONTACT) | Exists(agreed),
            public("organisation__") if public else Q(pk__in=[]),
            since__lte=moment,
            ended_at=None,
        )


class Reach(models.Model):
    """Lets one organisation see some fields of one person: why, and until when."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="reaches")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.CASCADE, related_name="+")
    fields = CodesField(Field)
    why = models.CharField(max_length=10, choices=Why)
    subject = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ReachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "why", "subject"],
                condition=Q(ended_at=None),
                name="reach_one_live_for_each_reason",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=models.F("since")), name="reach_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "person"], name="reach_of_organisation")]

    def __str__(self) -> str:
        return f"reach of organisation {self.organisation_id} to person {self.person_id}"
