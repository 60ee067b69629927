"""Names, found in spite of how they are spelt."""

import pytest

from hub.places import gazetteer


class TestFold:
    @pytest.mark.parametrize(
        ("typed", "same_as"),
        [
            ("TOOTING", "tooting"),
            ("St. Mary's Ward", "Saint Mary’s"),
            ("Kings Lynn", "King’s Lynn"),
            ("Stoke on Trent", "Stoke-on-Trent"),
            ("South Fields", "Southfields"),
            ("Shaftesbury and Queenstown", "Shaftesbury & Queenstown"),
            ("Ynys Mon", "Ynys Môn"),
        ],
    )
    def test_makes_alike_what_people_take_for_the_same(self, typed, same_as):
        assert gazetteer.fold(typed) == gazetteer.fold(same_as)

    def test_keeps_a_place_that_is_called_ward(self):
        assert gazetteer.fold("Ward") == "ward"


class TestFind:
    def test_gives_every_place_of_a_name(self):
        assert len({(place.lat, place.lon) for place in gazetteer.find("Newport") if not place.ward_code}) >= 6

    def test_knows_other_names_outside_england(self):
        assert {place.name for place in gazetteer.find("Caerdydd")} == {"Cardiff"}

    @pytest.mark.parametrize("name", ["", "🏠", "qqqq"])
    def test_gives_nothing_for_what_is_no_name(self, name):
        assert gazetteer.find(name) == ()


class TestLike:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("Tootng", "Tooting"), ("wansworth", "Wandsworth"), ("Balhm", "Balham"), ("Edinbrugh", "Edinburgh")],
    )
    def test_suggests_what_was_meant(self, typed, meant):
        assert meant in gazetteer.like(typed)

    def test_suggests_three_at_most_and_none_twice(self):
        found = gazetteer.like("Newprt")

        assert len(found) == len(set(found)) <= 3

    @pytest.mark.parametrize("typed", ["", "asdfghjkl", "zzzz" * 20])
    def test_suggests_nothing_rather_than_nonsense(self, typed):
        assert gazetteer.like(typed) == ()
