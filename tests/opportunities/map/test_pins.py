"""Pins with numbers: shared at one place, apart everywhere else, always on the map."""

import random

import pytest

from hub.places.plane import Sheet, Spot
from opportunities.map import pins
from opportunities.map.pins import Pin, Thing

SHEET = Sheet(0, 0, 9_000, 11_000)


def thing(number, x=None, y=None, title="Sort food", place="Earlsfield Hall"):
    return Thing(number, title, place, None if x is None else Spot(x, y))


def heads(made):
    """Return each head's box on the narrowest map: left, top, right, bottom."""
    found = []
    for pin in made:
        at = pins.pixels(SHEET, SHEET, pin.x, pin.y)
        x, y = at.x + pin.head_x, at.y + pin.head_y
        found.append((x - pin.half, y - pins.HEAD, x + pin.half, y + pins.HEAD))
    return found


class TestPins:
    def test_stand_where_their_things_are(self):
        (pin,) = pins.pins([thing(3, 4_500, 5_500)], world=SHEET, view=SHEET)

        assert (pin.numbers, pin.x, pin.y) == ((3,), 50, 50)
        assert (pin.head_x, pin.head_y) == (0, -pins.STEM)
        assert pin.label == "3: Sort food, Earlsfield Hall"

    def test_are_shared_by_things_in_one_place(self):
        made = pins.pins(
            [thing(3, 10, 10), thing(5, 900, 900), thing(7, 10, 10, "Lay tables")], world=SHEET, view=SHEET
        )

        assert [pin.numbers for pin in made] == [(3, 7), (5,)]
        assert made[0].words == "3, 7"
        assert made[0].label == "3, 7: Sort food; Lay tables, Earlsfield Hall"
        assert made[0].first == 3

    def test_are_not_made_for_what_is_not_anywhere(self):
        things = [thing(1), thing(2, 10, 10), thing(3)]

        assert [pin.numbers for pin in pins.pins(things, world=SHEET, view=SHEET)] == [(2,)]
        assert pins.nowhere(things) == [1, 3]

    @pytest.mark.parametrize("seed", range(8))
    def test_never_lie_on_one_another_nor_leave_the_map(self, seed):
        chance = random.Random(seed)
        wide = chance.choice((200, 900, 4_000))
        things = [thing(number, chance.uniform(0, wide), 11_000 - chance.uniform(0, wide)) for number in range(1, 11)]

        boxes = heads(pins.pins(things, world=SHEET, view=SHEET))

        for place, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0 and top >= 0 and right <= pins.WIDE and bottom <= pins.WIDE * 11 / 9
            for other in boxes[:place]:
                assert not (left < other[2] and other[0] < right and top < other[3] and other[1] < bottom)

    def test_are_the_same_each_time(self):
        things = [thing(number, 100 * number, 50) for number in range(1, 11)]

        assert pins.pins(things, world=SHEET, view=SHEET) == pins.pins(things, world=SHEET, view=SHEET)


class TestWords:
    @pytest.mark.parametrize(
        ("numbers", "words"),
        [
            ((3,), "3"),
            ((3, 4), "3, 4"),
            ((3, 4, 5), "3–5"),
            ((11, 12, 13, 14, 20), "11–14, 20"),
            ((1, 3, 5, 8), "1, 3 +2"),
            ((1, 2, 4, 6, 7, 8), "1, 2 +4"),
        ],
    )
    def test_are_short(self, numbers, words):
        assert Pin(numbers, "", 0, 0).words == words
