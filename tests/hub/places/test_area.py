"""The hub's area, by council or by districts."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from hub.places import area


class TestHub:
    def test_is_what_the_setting_lists(self, settings):
        settings.HUB_AREA = [" sw18 ", "e09000032", ""]

        assert area.hub().listed == {"SW18", "E09000032"}


class TestSectors:
    def test_are_those_mostly_in_the_council(self):
        names = {sector.sector for sector in area.sectors()}

        assert {"SW18 2", "SW17 0", "SW11 1"} <= names
        assert not names & {"SE1 1", "LS1 4"}

    def test_are_all_of_a_district(self):
        found = area.sectors(area.of(["SW18"]))

        assert [sector.sector for sector in found] == ["SW18 1", "SW18 2", "SW18 3", "SW18 4", "SW18 5", "SW18 9"]


class TestWards:
    def test_are_the_twenty_two_of_wandsworth(self):
        found = area.wards()

        assert len(found) == 22
        assert ("E05014013", "Furzedown") in found
        assert [name for _, name in found] == sorted(name for _, name in found)

    def test_of_a_district_hold_the_ward_of_each_of_its_sectors(self):
        small = area.of(["SW18"])

        assert {sector.ward_code for sector in area.sectors(small)} <= {code for code, _ in area.wards(small)}


class TestBounds:
    def test_hold_every_sector(self):
        edges = area.bounds()

        assert all(edges.holds(sector.lat, sector.lon) for sector in area.sectors())
        assert edges.north - edges.south < 0.1

    def test_refuse_an_area_that_is_nowhere(self):
        with pytest.raises(ImproperlyConfigured, match="HUB_AREA"):
            area.bounds(area.of(["Wandsworth"]))


class TestTheSettingIsCheckedAtTheStart:
    @pytest.mark.parametrize(
        ("listed", "says"),
        [
            (["SW18", "E09000032"], None),
            (["SW18", "Wandsworth", "ZZ9"], "WANDSWORTH, ZZ9"),
            ([], "lists nothing"),
        ],
    )
    def test_what_is_not_known_is_named(self, settings, listed, says):
        settings.HUB_AREA = listed

        said = [error.msg for error in run_checks() if error.id == "places.E001"]

        assert len(said) == (0 if says is None else 1)
        assert says is None or says in said[0]
