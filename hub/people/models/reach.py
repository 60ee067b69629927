"""What lets an organisation see which fields of a person."""

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
    """What of a person an organisation may be let see. Append only: kept as bits by position."""

    FIRST_NAME = "first_name", _("first name")
    WORDS = "words", _("what was written")
    NEEDS = "needs", _("what makes it easier")
    SURNAME = "surname", _("surname")
    ROUTE = "route", _("how to be reached")
    PREFERENCE = "preference", _("wishes")


class Why(models.TextChoices):
    """Why an organisation sees somebody."""

    SIGN_UP = "sign_up", _("they signed up")
    REFERRAL = "referral", _("they were passed on, with their agreement")
    CONTACT = "contact", _("they were in contact")


class ReachQuerySet(models.QuerySet["Reach"]):
    """Which organisations may see whom."""

    def live(self, *, at: datetime | None = None) -> Self:
        """Return what holds at a time (now, by the database's clock, if none is given).

        A reach from a sign-up or a referral holds only while the person's agreement to be passed on holds as well, and any
        reach only while the organisation is public: checked (T1 and above) and not suspended.
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
    """What lets one organisation see some fields of one person, why, and until when."""

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
