"""The drawing of the hub's area: made from the middles of sectors alone, whole, without overlap, and the same every time."""

import math

import pytest

from hub.places import area as areas
from hub.places import outlines, plane, tables

WANDSWORTH, CORNWALL, HIGHLAND = "E09000032", "E06000052", "S12000017"


def within(corners, spot):
    """Say whether a place is in a convex polygon: on the same side of every edge. A plain twin of what the cutting does."""
    sides = []
    for one, other in zip(corners, corners[1:] + corners[:1], strict=True):
        sides.append((other.x - one.x) * (spot.y - one.y) - (other.y - one.y) * (spot.x - one.x))
    return all(side >= -1e-3 for side in sides) or all(side <= 1e-3 for side in sides)


def size(corners):
    """Return how much land a polygon holds, square units (the shoelace formula)."""
    pairs = zip(corners, corners[1:] + corners[:1], strict=True)
    return abs(sum(one.x * other.y - other.x * one.y for one, other in pairs)) / 2


class TestOf:
    @pytest.mark.parametrize("codes", [[WANDSWORTH], [CORNWALL], [HIGHLAND], ["SW18"], ["SW18", "SW17", "CR4"]])
    def test_holds_the_middle_of_every_sector_in_one_shape_and_that_is_its_own(self, codes):
        area = areas.of(codes)
        shapes = outlines.of(area).shapes

        for sector in areas.sectors(area):
            middle = plane.spot((sector.lat, sector.lon))
            holding = [shape for shape in shapes if within(shape.corners, middle)]
            assert [sector.sector in shape.sectors for shape in holding] == [True], sector

    def test_gives_what_is_nearer_to_a_middle_than_to_any_other(self):
        """A slow plain way must agree: at places all over the area, the shape there belongs to the nearest sector of all."""
        outline = outlines.of(areas.of([WANDSWORTH]))
        whole = plane.around(outline.spots)
        everyone = [(row.sector, plane.spot((row.lat, row.lon))) for row in tables.sectors().values()]
        near = [one for one in everyone if plane.around([*outline.spots], margin=6_000).holds(one[1])]
        met = 0
        for across in range(1, 24):
            for down in range(1, 24):
                spot = plane.Spot(whole.x + whole.width * across / 24, whole.y + whole.height * down / 24)
                nearest = min(near, key=lambda one: math.dist(one[1], spot))[0]
                here = [shape for shape in outline.shapes if within(shape.corners, spot)]
                met += len(here)
                assert len(here) <= 1
                assert not here or nearest in here[0].sectors
        assert met > 100

    def test_leaves_no_gap_between_shapes(self):
        """Inside the area shapes touch: the land within the rim is that of all shapes together."""
        outline = outlines.of(areas.of(["SW18", "SW17"]))
        rim = dict(outline.rim)
        start = next(iter(rim))
        ring = [start]
        ends = {(round(one.x), round(one.y)): other for one, other in rim.items()}
        while len(ring) <= len(rim) and (following := ends.get((round(ring[-1].x), round(ring[-1].y)))):
            if (round(following.x), round(following.y)) == (round(start.x), round(start.y)):
                break
            ring.append(following)

        assert size(ring) == pytest.approx(sum(size(shape.corners) for shape in outline.shapes), rel=1e-3)

    def test_is_the_same_each_time(self):
        area = areas.of([WANDSWORTH])
        first = outlines.of(area)
        outlines._of.cache_clear()

        assert outlines.of(area) == first

    def test_is_drawn_by_districts_when_there_are_too_many_sectors(self, monkeypatch):
        monkeypatch.setattr(outlines, "MOST", 20)
        outlines._of.cache_clear()

        outline = outlines.of(areas.of([WANDSWORTH]))

        assert len(outline.shapes) <= 20
        assert {"SW11", "SW18"} <= {shape.name for shape in outline.shapes}
        assert {sector for shape in outline.shapes for sector in shape.sectors} == {
            row.sector for row in areas.sectors(areas.of([WANDSWORTH]))
        }
        outlines._of.cache_clear()

    def test_of_one_sector_is_one_shape(self):
        shapes = outlines.of(areas.of(["SW95"])).shapes

        assert [shape.name for shape in shapes] == ["SW95 9"]
        assert size(shapes[0].corners) > 0

    def test_of_nowhere_is_empty(self):
        outline = outlines.of(areas.of(["ZZ99"]))

        assert (outline.shapes, outline.rim, outline.around) == ((), (), ())

    def test_knows_the_lines_between_districts(self):
        outline = outlines.of(areas.of(["SW18", "SW17"]))

        assert outline.between
        assert outlines.of(areas.of(["SW18"])).between == ()
