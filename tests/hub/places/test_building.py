"""Making the shipped files: names as people say them, the commonest council and ward, the same bytes each time."""

import csv
import gzip
import io
import zipfile

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from hub.places import building, codepoint, tables
from tests.hub.places.conftest import SW, line, pack


def code_list():
    book = openpyxl.Workbook()
    for name, code in [
        ("Wandsworth London Boro", "E09000032"),
        ("Wandsworth Town Ward", "E05014028"),
        ("Ash Ward", "E05000001"),
    ]:
        book.active.append((name, code))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    path = pack(tmp_path_factory.mktemp("source"), sw=SW + line("SW18 2ZZ", 525850, 174925, ward="E05000001"))
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(building.CODE_LIST, code_list())
    return path


@pytest.fixture(scope="module")
def built(source, tmp_path_factory):
    """The folder with what the command made once, and what it said."""
    folder = tmp_path_factory.mktemp("built")
    return folder, call_command("build_places", source, "--into", folder)


def rows(path):
    return list(csv.DictReader(gzip.decompress(path.read_bytes()).decode().splitlines()))


class TestPlain:
    @pytest.mark.parametrize(
        ("name", "code", "said"),
        [
            ("Wandsworth London Boro", "E09000032", "Wandsworth"),
            ("City and County of the City of London", "E09000001", "City of London"),
            ("Bolton District (B)", "E08000001", "Bolton"),
            ("Hartlepool (B)", "E06000001", "Hartlepool"),
            ("Abertawe - Swansea", "W06000011", "Swansea"),
            ("Bro Morgannwg - the Vale of Glamorgan", "W06000014", "Vale of Glamorgan"),
            ("St. Dunstan's Ward", "E05009332", "St. Dunstan’s"),
            ("Thorpe St. Andrew South East Ward (DET)", "E05005782", "Thorpe St. Andrew South East"),
            ("Glyn-coch ED", "W05001084", "Glyn-coch"),
        ],
    )
    def test_drops_what_officials_add(self, name, code, said):
        assert building.plain(name, code) == said


class TestCommand:
    def test_writes_sectors_with_their_commonest_ward(self, built):
        folder, said = built

        found = {row["sector"]: row for row in rows(folder / "sectors.csv.gz")}
        assert said.startswith("4 units read; 2 rows of sectors, 2 rows of wards, 5,911 rows of gazetteer")
        assert set(found) == {"SW18 1", "SW18 2"}
        assert (found["SW18 2"]["units"], found["SW18 2"]["ward_name"]) == ("3", "Wandsworth Town")
        assert (found["SW18 2"]["district"], found["SW18 2"]["council_name"]) == ("SW18", "Wandsworth")

    def test_puts_a_sector_in_the_middle_of_its_units(self, source, built):
        units = building.units(codepoint.Archive(source))
        mean = units.lat[[code.startswith(b"SW182") for code in units.code]].mean()
        assert float(rows(built[0] / "sectors.csv.gz")[1]["lat"]) == pytest.approx(mean, abs=6e-6)

    def test_writes_the_same_bytes_each_time(self, source, built, tmp_path):
        call_command("build_places", source, "--into", tmp_path)

        first, second = (
            {path.name: path.read_bytes() for path in folder.glob("*.gz")} for folder in (built[0], tmp_path)
        )
        assert len(first) == 4
        assert first == second

    def test_makes_the_shipped_gazetteer(self, built):
        assert (built[0] / "gazetteer.csv.gz").read_bytes() == (tables.FOLDER / "gazetteer.csv.gz").read_bytes()

    def test_refuses_what_is_no_zip(self, tmp_path):
        with pytest.raises(CommandError):
            call_command("build_places", tmp_path / "nowhere.zip")
