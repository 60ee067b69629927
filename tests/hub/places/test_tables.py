"""The shipped files: whole, and right about places that anybody can check."""

import gzip

import pytest

from hub.places import tables


class TestSectors:
    def test_cover_great_britain(self):
        sectors = tables.sectors()

        assert len(sectors) == 10_846
        assert {row.country for row in sectors.values()} == {"E92000001", "S92000003", "W92000004"}
        assert all(49.8 < row.lat < 60.9 and -8 < row.lon < 1.8 for row in sectors.values())

    def test_name_councils_and_wards_plainly(self):
        sectors = tables.sectors()

        assert (sectors["SW18 2"].council_name, sectors["SW18 2"].ward_name) == ("Wandsworth", "Wandsworth Town")
        assert sectors["CF10 1"].council_name == "Cardiff"
        assert sectors["EC2V 7"].council_name == "City of London"


class TestPlaces:
    def test_are_of_all_four_nations_and_of_nowhere_else(self):
        names = {place.name for place in tables.places()}

        assert len(tables.places()) == 5_911
        assert {place.nation for place in tables.places()} == {"England", "Scotland", "Wales", "Northern Ireland"}
        assert {"Tooting", "Larne"} <= names
        assert not names & {"Akrotiri", "Dhekelia"}


class TestNearest:
    def test_is_the_sector_itself_at_its_middle(self):
        here = tables.sectors()["SW18 2"]

        assert tables.nearest(here.lat, here.lon) == (here, pytest.approx(0))


class TestFiles:
    @pytest.mark.parametrize("name", ["sectors", "wards", "gazetteer"])
    def test_carry_no_date(self, name):
        assert (tables.FOLDER / f"{name}.csv.gz").read_bytes()[4:8] == bytes(4)

    def test_have_their_attribution_beside_them(self):
        text = " ".join((tables.FOLDER / "ATTRIBUTION.md").read_text().split())

        assert "Contains OS data © Crown copyright and database right 2025." in text
        assert "CC BY 4.0" in text

    def test_of_another_version_are_refused(self, monkeypatch, tmp_path):
        (tmp_path / "wards.csv.gz").write_bytes(gzip.compress(b"code,title\nE05,Ash\n"))
        monkeypatch.setattr(tables, "FOLDER", tmp_path)
        tables.wards.cache_clear()

        with pytest.raises(ValueError, match="run build_places again"):
            tables.wards()
