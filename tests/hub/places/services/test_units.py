"""Loading postcode units: all of them or none, on whichever database the tests run."""

import pytest
from django.core.management import CommandError, call_command

from hub.places.codepoint import Archive
from hub.places.models import Postcode
from hub.places.services import units
from tests.hub.places.conftest import ODD, SW, B, line

pytestmark = pytest.mark.django_db


def codes():
    return sorted(Postcode.objects.values_list("pk", flat=True))


class TestReplace:
    def test_loads_every_unit_that_has_a_position(self, archive):
        count = units.replace(Archive(archive(sw=SW, b=B, gu=ODD)))

        assert count == 5
        assert codes() == ["B11AY", "GU990AA", "SW181AA", "SW182AA", "SW182PU"]

    def test_keeps_position_council_and_ward(self, archive):
        units.replace(Archive(archive(sw=SW, gu=ODD)))

        unit = Postcode.objects.get(pk="SW182PU")
        assert (unit.lat, unit.lon) == (pytest.approx(51.459, abs=0.005), pytest.approx(-0.190, abs=0.005))
        assert (unit.council_code, unit.ward_code) == ("E09000032", "E05014028")
        assert Postcode.objects.get(pk="GU990AA").council_code == ""

    def test_replaces_what_was_loaded_before(self, archive):
        units.replace(Archive(archive(sw=SW)))

        units.replace(Archive(archive(b=B)))

        assert codes() == ["B11AY"]

    def test_may_be_run_twice_with_the_same_file(self, archive):
        path = archive(sw=SW)

        assert [units.replace(Archive(path)), units.replace(Archive(path))] == [3, 3]
        assert len(codes()) == 3

    def test_loads_more_rows_than_go_into_one_statement(self, archive):
        many = "".join(
            line(f"SW{n // 100 + 1} {n // 10 % 10}A{chr(65 + n % 10)}", 525000 + n, 175000) for n in range(731)
        )

        assert units.replace(Archive(archive(sw=many))) == 731
        assert Postcode.objects.count() == 731

    @pytest.mark.parametrize(
        ("fault", "files"),
        [
            ("cut short", {"a": SW, "sw": SW[:-20]}),
            ("twice the same postcode", {"a": SW, "sw": SW}),
            ("nothing in it", {"b": line("B1 9ZZ", 0, 0, "", "", quality=90)}),
        ],
    )
    def test_leaves_the_old_rows_when_the_file_is_broken(self, archive, fault, files):
        units.replace(Archive(archive(b=B)))

        with pytest.raises(units.NotLoaded):
            units.replace(Archive(archive(**files)))

        assert codes() == ["B11AY"], fault

    def test_reports_each_file_as_it_is_done(self, archive):
        done = []

        units.replace(Archive(archive(sw=SW, b=B)), advance=lambda: done.append(1))

        assert len(done) == 2


class TestCommand:
    def test_says_how_many_came_in_place_of_how_many(self, archive):
        call_command("load_postcodes", archive(b=B))

        assert call_command("load_postcodes", archive(sw=SW)) == "3 postcodes loaded, in place of 1."

    def test_changes_nothing_on_a_dry_run(self, archive):
        said = call_command("load_postcodes", archive(sw=SW), "--dry-run")

        assert said == "3 postcodes can be read; nothing was changed."
        assert codes() == []

    def test_says_that_the_old_rows_are_still_there(self, archive):
        call_command("load_postcodes", archive(b=B))

        with pytest.raises(CommandError, match="The 1 postcodes loaded before are still there"):
            call_command("load_postcodes", archive(sw=SW[:-20]))

    def test_says_when_there_is_no_such_file(self, tmp_path):
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("load_postcodes", tmp_path / "nowhere.zip")
