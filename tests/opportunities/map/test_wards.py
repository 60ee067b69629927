"""The map where postcode units are loaded: wards to count by, open ground, real distances."""

import pytest
from django.db import transaction
from django.utils import timezone

from hub.places import outlines
from hub.places.outlines import _from_units as from_units
from hub.places.services import drawings, units
from opportunities.map import drawing, names
from tests.factories import OpportunityFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def units_drawn(django_db_setup, django_db_blocker):
    """The units that ship and their drawing, made once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        units.load_demo()
        drawings.make(at=timezone.now())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _from_the_units_that_ship(units_drawn, monkeypatch):
    caches = (outlines._of, drawing.land, names.known)
    for cache in caches:
        cache.cache_clear()
    monkeypatch.setattr(outlines, "_from_units", from_units)
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.fixture
def things():
    for ward_code, ward, times in (("E05014026", "Wandle", 2), ("E05014009", "Balham", 1)):
        for _time in range(times):
            venue = VenueFactory(ward_code=ward_code, ward_name=ward)
            SessionFactory(opportunity=OpportunityFactory(venue=venue))
    SessionFactory(opportunity=OpportunityFactory(at_home=True))


def test_counts_by_ward(client, things):
    found = client.get("/opportunities/map/counts/").json()
    assert (found["total"], found["home"]) == (4, 1)
    assert {part["name"]: part["count"] for part in found["parts"]} == {"Wandle": 2, "Balham": 1}


def test_draws_wards_and_open_ground(client, things):
    body = client.get("/opportunities/?view=map").content.decode()
    assert body.count('class="map-shape"') == 22
    assert 'class="map-open"' in body
    assert 'data-shape="Balham"' in body


def test_says_how_it_is_made(client, things):
    assert "Each part is a ward" in client.get("/opportunities/?view=map").content.decode()


def test_no_name_stands_twice(client, things):
    body = client.get("/opportunities/?view=map").content.decode()
    assert body.count(">Furzedown</text>") <= 1


def test_the_map_stays_light(client, things):
    assert len(client.get("/opportunities/map/?rows=1").content) < 60_000
