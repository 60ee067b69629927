"""Venues, and the postcode units that an operator may load.

A venue is public. Postcode units are filled only by `manage.py load_postcodes`, which replaces all of them, so no
foreign key may point at one.
"""

import hashlib
from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hub.places.distance import Box, Point


class Postcode(models.Model):
    """One postcode unit of Great Britain. Degrees, WGS84, good to about 5 m; codes are "" where OS gives none."""

    code = models.CharField(max_length=7, primary_key=True)
    lat = models.FloatField()
    lon = models.FloatField()
    council_code = models.CharField(max_length=9)
    ward_code = models.CharField(max_length=9)

    def __str__(self) -> str:
        return f"{self.code[:-3]} {self.code[-3:]}"


class VenueQuerySet(models.QuerySet["Venue"]):
    """Venues."""

    def in_box(self, box: Box) -> Self:
        """Return venues inside a box of degrees: a quick filter before distances are computed."""
        return self.filter(lat__range=(box.south, box.north), lon__range=(box.west, box.east))


class Venue(models.Model):
    """A place where things happen, and how to get there. Created by `venues.make`, which finds the position of the postcode."""

    name = models.CharField(_("name of the place"), max_length=120)
    address = models.TextField(_("address"), max_length=300)
    postcode = models.CharField(_("postcode"), max_length=8)
    lat = models.FloatField()
    lon = models.FloatField()
    sector = models.CharField(max_length=6, blank=True)
    ward_code = models.CharField(max_length=9, blank=True, db_index=True)
    ward_name = models.CharField(max_length=100, blank=True)
    council_code = models.CharField(max_length=9, blank=True)
    council_name = models.CharField(max_length=100, blank=True)
    getting_there = models.TextField(_("how to get there"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = VenueQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["lat", "lon"], name="venue_position")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat__range=(49.0, 61.5), lon__range=(-9.0, 2.5)), name="venue_in_the_united_kingdom"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.postcode}"

    @property
    def point(self) -> Point:
        """Latitude and longitude, as `distance` takes them."""
        return self.lat, self.lon


class WardFact(models.Model):
    """A ward in the operator's own table: its name, and its population."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=100)
    population = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="ward_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(population=None) | models.Q(population__gte=1), name="ward_has_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Drawing(models.Model):
    """The outlines of an area, drawn from the units that were loaded: wards, lines and open ground, in units of `plane`."""

    area = models.CharField(max_length=64, primary_key=True)
    content = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"drawing of {self.made_at:%Y-%m-%d}"

    @staticmethod
    def key(listed: Iterable[str]) -> str:
        """Return the key of an area: a hash of the districts and councils that it lists."""
        return hashlib.sha256(",".join(sorted(listed)).encode()).hexdigest()
