"""The drawing of the demo place from the postcode units that ship: wards one recognises, and open ground."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from hub.places import area as areas
from hub.places import outlines, plane
from hub.places.locate import Precision, find
from hub.places.models import Drawing, Postcode
from hub.places.outlines import _from_units as from_units
from hub.places.services import drawings, units

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
WANDSWORTH = areas.of(["E09000032"])
BATTERSEA_PARK, TOOTING_COMMON, THE_THAMES = (51.4790, -0.1570), (51.4335, -0.1440), (51.4838, -0.1560)
EARLSFIELD_STATION, BALHAM_STATION = (51.4424, -0.1877), (51.4431, -0.1525)


@pytest.fixture(scope="module")
def drawn(django_db_setup, django_db_blocker):
    """The units that ship and their drawing, made once for the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        units.load_demo()
        assert drawings.make(WANDSWORTH, at=AT)
        yield from_units(WANDSWORTH)
        transaction.set_rollback(True)


@pytest.fixture
def nothing_loaded():
    """No units and no drawing, also where the module has them already."""
    Drawing.objects.all().delete()
    Postcode.objects.all().delete()


def holds(ring, point):
    """Whether a point is in a ring: how often a line to the west of it crosses the ring. By the plain old rule."""
    spot, inside = plane.spot(point), False
    for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
        if (one.y > spot.y) != (other.y > spot.y) and spot.x < one.x + (spot.y - one.y) * (other.x - one.x) / (
            other.y - one.y
        ):
            inside = not inside
    return inside


def test_draws_every_ward_of_the_council(drawn):
    assert len(drawn.shapes) == 22
    assert {"Balham", "Furzedown", "Nine Elms", "West Putney"} <= {shape.name for shape in drawn.shapes}


@pytest.mark.parametrize(("point", "ward"), [(EARLSFIELD_STATION, "Wandle"), (BALHAM_STATION, "Balham")])
def test_a_place_is_in_its_ward_alone(drawn, point, ward):
    assert [shape.name for shape in drawn.shapes if holds(shape.corners, point)] == [ward]


@pytest.mark.parametrize("point", [BATTERSEA_PARK, TOOTING_COMMON, THE_THAMES])
def test_parks_commons_and_the_river_are_open(drawn, point):
    assert any(holds(ring, point) for ring in drawn.open)


@pytest.mark.parametrize("point", [EARLSFIELD_STATION, BALHAM_STATION])
def test_streets_are_not(drawn, point):
    assert not any(holds(ring, point) for ring in drawn.open)


def test_is_small_enough_for_a_page(drawn):
    corners = sum(len(ring) for shape in drawn.shapes for ring in (shape.corners, *shape.more))
    assert corners < 2_500


def test_is_the_same_each_time(drawn):
    first = Drawing.objects.get().content
    drawings.make(WANDSWORTH, at=AT)
    assert Drawing.objects.get().content == first


def test_without_units_the_sectors_are_drawn(nothing_loaded):
    assert not drawings.make(WANDSWORTH, at=AT)
    assert from_units(WANDSWORTH) is None
    assert "SW18 2" in [shape.name for shape in outlines.of(WANDSWORTH).shapes]


def test_an_old_drawing_goes_with_its_units(drawn):
    Postcode.objects.all().delete()
    assert not drawings.make(WANDSWORTH, at=AT)
    assert not Drawing.objects.exists()


def test_units_that_an_operator_loaded_are_left_alone(nothing_loaded):
    Postcode.objects.create(code="SW182PU", lat=51.45, lon=-0.19, council_code="E09000032", ward_code="E05014028")
    assert units.load_demo() == 0
    assert Postcode.objects.count() == 1


def test_a_postcode_of_the_demo_place_is_then_exact(nothing_loaded):
    assert find("SW18 2PU").precision == Precision.SECTOR
    units.load_demo()
    assert find("SW18 2PU").precision == Precision.UNIT
