"""Outlines joined from the cells of points, with small maps whose outlines are known by hand."""

from itertools import pairwise

import numpy as np
import pytest

from hub.places import cells

STEP = 50.0


def grid(wide, high, label=lambda x, y: 0, skip=lambda x, y: False):
    """Points at every 50 m; the outermost ring is outside."""
    points, labels = [], []
    for x in range(wide):
        for y in range(high):
            if not skip(x, y):
                edge = x in (0, wide - 1) or y in (0, high - 1)
                points.append((x * STEP, y * STEP))
                labels.append(cells.OUTSIDE if edge else label(x, y))
    return cells.draw(np.array(points), np.array(labels))


def area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False))) / 2


def box(line):
    xs, ys = zip(*line, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def test_one_ward_is_one_ring_half_way_to_the_points_outside():
    drawn = grid(12, 12)
    (ring,) = drawn.rings[0]
    assert ring[0] == ring[-1]
    assert box(ring) == (25, 25, 525, 525)
    assert area(ring) == 500 * 500
    assert drawn.between == []


def test_its_rim_is_that_ring():
    drawn = grid(12, 12)
    (line,) = drawn.rim
    assert sorted(set(line)) == sorted(set(drawn.rings[0][0]))


def test_two_wards_meet_half_way_and_share_their_line():
    drawn = grid(12, 12, label=lambda x, _y: int(x >= 6))
    (line,) = drawn.between
    assert {x for x, _y in line} == {275}
    assert {y for _x, y in line} == {25, 525}
    assert [area(ring) for label in (0, 1) for ring in drawn.rings[label]] == [250 * 500, 250 * 500]


def test_three_wards_meet_in_one_point():
    drawn = grid(13, 13, label=lambda x, y: 0 if x < 6 else (1 if y < 6 else 2))
    ends = [end for line in drawn.between for end in (line[0], line[-1])]
    assert (275.0, 275.0) in ends
    assert len(drawn.between) == 3


def test_a_ward_within_another_makes_a_hole():
    drawn = grid(15, 15, label=lambda x, y: int(6 <= x <= 8 and 6 <= y <= 8))
    assert [area(ring) for ring in drawn.rings[0]] == [650 * 650, 150 * 150]
    assert [area(ring) for ring in drawn.rings[1]] == [150 * 150]


def test_a_ward_in_two_parts_has_two_rings():
    drawn = grid(15, 15, label=lambda x, _y: 1 if 6 <= x <= 8 else 0)
    assert len(drawn.rings[0]) == 2


class TestOpenGround:
    def test_is_where_no_point_lies_near(self):
        drawn = grid(31, 31, skip=lambda x, y: 8 <= x <= 22 and 8 <= y <= 22)
        (park,) = drawn.open
        assert box(park) == (350, 350, 1150, 1150)

    @pytest.mark.parametrize("missing", [1, 3])
    def test_a_small_gap_is_none(self, missing):
        drawn = grid(31, 31, skip=lambda x, y: 10 <= x < 10 + missing and 10 <= y < 10 + missing)
        assert drawn.open == []

    def test_two_parks_are_two(self):
        def skip(x, y):
            return 8 <= y <= 22 and (5 <= x <= 13 or 17 <= x <= 25)

        assert len(grid(31, 31, skip=skip).open) == 2


def test_units_of_one_building_count_once():
    one = grid(12, 12)
    points = [(x * STEP, y * STEP) for x in range(12) for y in range(12)] * 2
    labels = [cells.OUTSIDE if x in (0, 11) or y in (0, 11) else 0 for x in range(12) for y in range(12)] * 2
    assert cells.draw(np.array(points), np.array(labels)).rings == one.rings


def test_a_straight_line_keeps_its_ends_alone_and_a_corner_stays():
    line = [(float(x), 0.0) for x in range(100)] + [(99.0, float(y)) for y in range(1, 100)]
    assert cells._simple(line) == [(0.0, 0.0), (99.0, 0.0), (99.0, 99.0)]


def from_segment(point, one, other):
    """How far a point is from a straight piece, by the plain way."""
    one, other, point = map(np.array, (one, other, point))
    along = other - one
    share = np.clip((point - one) @ along / (along @ along), 0, 1)
    return float(np.hypot(*(point - one - share * along)))


def test_no_point_is_further_from_the_drawn_line_than_it_may_be():
    rng = np.random.default_rng(1)
    line = [(float(x), float(y)) for x, y in zip(range(0, 3_000, 10), rng.normal(0, 5, 300).cumsum(), strict=True)]
    drawn = cells._simple(line)
    for point in line:
        assert min(from_segment(point, *piece) for piece in pairwise(drawn)) <= cells.ROUGH_M + 1e-9
    assert len(drawn) < len(line) / 2
