"""Names on the map: none on another, none under a pin, all of a still map wholly seen."""

from hub.places import area as areas
from hub.places import plane
from hub.places.plane import Sheet, Spot
from opportunities.map import drawing, names, pins

WANDSWORTH = areas.of(["E09000032"])


def drawn(view=None, **more):
    world = drawing.land(WANDSWORTH).world
    return names.written(WANDSWORTH, world=world, view=view or world, **more)


def boxes(found, size):
    world = drawing.land(WANDSWORTH).world
    scale = names.SIZES[size]
    return [
        names._box(name, pins.pixels(world, world, name.x, name.y), scale, name.below)
        for name in found
        if name.size <= size
    ]


class TestWritten:
    def test_are_the_places_people_know(self):
        still = {name.text for name in drawn() if name.size == 0}

        assert {"Putney", "Balham", "Roehampton", "Earlsfield"} <= still

    def test_say_which_places_are_beyond_the_area(self):
        kinds = {name.text: name.kind for name in drawn()}

        assert kinds["Putney"] == "place"
        assert kinds["Wimbledon"] == "beyond"

    def test_leave_one_another_room_at_every_size(self):
        for size in range(len(names.SIZES)):
            found = boxes(drawn(), size)
            for place, one in enumerate(found):
                assert not any(
                    one[0] < b[2] and b[0] < one[2] and one[1] < b[3] and b[1] < one[3] for b in found[:place]
                )

    def test_leave_pins_and_the_reader_room(self):
        putney = next(name for name in drawn() if name.text == "Putney")
        pin = pins.Pin((1,), "", putney.x, putney.y)

        beside = {name.text: name for name in drawn(beside=[pin])}
        here = {name.text: name for name in drawn(here=Spot(putney.x, putney.y))}

        assert putney.below == 0
        assert beside["Putney"].below > 0
        assert here["Putney"].below != 0

    def test_are_each_written_once(self):
        texts = [name.text for name in drawn()]

        assert len(texts) == len(set(texts))

    def test_single_sectors_are_named_only_on_the_largest(self):
        assert {name.size for name in drawn() if name.kind == "shape"} == {2}

    def test_of_a_part_are_those_in_it(self):
        at = plane.spot((51.4462, -0.1877))
        view = Sheet(at.x - 1_000, at.y - 1_200, 2_000, 2_400)

        still = {name.text for name in drawn(view) if name.size == 0}

        assert "Earlsfield" in still
        assert "Putney" not in still
