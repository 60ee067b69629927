"""Venues are where their postcode is."""

import pytest
from django.db import IntegrityError, transaction

from hub.places import locate
from hub.places.distance import box
from hub.places.models import Venue
from hub.places.services import venues

pytestmark = pytest.mark.django_db
HALL = {"name": "Ash Hall", "address": "12 Ash Lane\nLondon"}


class TestMake:
    def test_knows_position_ward_and_council_by_the_postcode(self):
        venue = venues.make(**HALL, postcode="sw182pu", getting_there="Bus 44 stops outside")

        assert (venue.postcode, venue.sector) == ("SW18 2PU", "SW18 2")
        assert (venue.ward_name, venue.council_name) == ("Wandsworth Town", "Wandsworth")
        assert venue.point == (pytest.approx(51.4547), pytest.approx(-0.1843, abs=1e-4))

    def test_may_be_outside_the_area(self):
        assert venues.make(**HALL, postcode="LS1 4AP").council_name == "Leeds"

    @pytest.mark.parametrize("postcode", ["SW18", "SW18 2", "Tooting", "X1", "SW18 4OX", ""])
    def test_asks_for_a_whole_postcode(self, postcode):
        with pytest.raises(locate.BadShape, match="Give the whole postcode of the place, like SW"):
            venues.make(**HALL, postcode=postcode)

    def test_refuses_a_postcode_that_nobody_knows(self):
        with pytest.raises(locate.Unknown, match="Check each letter and number.$"):
            venues.make(**HALL, postcode="XX9 9ZZ")

        assert not Venue.objects.exists()


class TestChange:
    def test_moves_the_venue_with_its_postcode(self):
        venue = venues.make(**HALL, postcode="SW18 2PU")

        venues.change(venue, **HALL, postcode="SW17 0SU")

        venue.refresh_from_db()
        assert (venue.sector, venue.council_name) == ("SW17 0", "Wandsworth")


class TestVenue:
    def test_cannot_be_outside_the_united_kingdom(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Venue.objects.create(**HALL, postcode="SW18 2PU", lat=0, lon=0)

    def test_is_found_in_a_box(self):
        near = venues.make(**HALL, postcode="SW18 2PU")
        venues.make(**HALL, postcode="LS1 4AP")

        assert list(Venue.objects.in_box(box(51.45, -0.19, 3))) == [near]
