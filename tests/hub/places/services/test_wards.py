"""The operator's table of wards: taken whole or not at all, with every trouble named by its line."""

import pytest

from hub.places import area
from hub.places.models import WardFact
from hub.places.services import wards

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(monkeypatch):
    """An area of three wards, whatever the settings say."""
    found = [("E05000001", "Balham"), ("E05000002", "Furzedown"), ("E05000003", "Wandle")]
    monkeypatch.setattr(area, "wards", lambda: found)
    return found


@pytest.fixture(autouse=True)
def _area(known):
    pass


def table(*rows, head="code,name,population"):
    return [f"{line}\n" for line in (head, *rows)]


def kept():
    return sorted(WardFact.objects.values_list("code", "name", "population"))


class TestTaken:
    def test_replaces_what_was_there(self):
        wards.replace(table("E05000001,Balham,16000", "E05000002,Furzedown,15000"))

        assert wards.replace(table("E05000003,Wandle,9000")) == 1
        assert kept() == [("E05000003", "Wandle", 9000)]

    @pytest.mark.parametrize(
        ("row", "fact"),
        [
            ("E05000001,Balham,16000", ("E05000001", "Balham", 16000)),
            ('E05000001,Balham,"16,000"', ("E05000001", "Balham", 16000)),
            ("E05000001,Balham,16 000", ("E05000001", "Balham", 16000)),
            ("e05000001, Balham ,\uff11\uff16000", ("E05000001", "Balham", 16000)),
            ("E05000001,Balham,", ("E05000001", "Balham", None)),
            ("E05000001,Balham", ("E05000001", "Balham", None)),
            ("E05000001,,5", ("E05000001", "Balham", 5)),
            ('E05000001,"Balham, West",5', ("E05000001", "Balham, West", 5)),
            ("E05000001,Ynys M\u00f4n,1", ("E05000001", "Ynys M\u00f4n", 1)),
            ("E05000001,Balham,9999999", ("E05000001", "Balham", 9999999)),
        ],
    )
    def test_reads_a_row_as_spreadsheets_write_it(self, row, fact):
        assert wards.replace(table(row)) == 1
        assert kept() == [fact]

    @pytest.mark.parametrize(
        "head", ["\ufeffcode,name,population", "CODE, Name ,Population", "code,name,population,more", "code,name"]
    )
    def test_knows_its_columns(self, head):
        assert wards.replace(table("E05000001,Balham", head=head)) == 1

    def test_takes_the_columns_in_any_order(self):
        wards.replace(table("5,Balham,E05000001", head="population,name,code"))

        assert kept() == [("E05000001", "Balham", 5)]

    def test_of_no_rows_empties_it(self):
        wards.replace(table("E05000001,Balham,5"))

        assert wards.replace(table()) == 0
        assert kept() == []


class TestRefused:
    @pytest.fixture(autouse=True)
    def _before(self):
        wards.replace(table("E05000001,Balham,16000"))

    @pytest.mark.parametrize(
        ("rows", "troubles"),
        [
            (["E05999999,Nowhere,5"], ["Line 2: E05999999 is no ward of this area."]),
            ([",Nowhere,5"], ["Line 2: no code is no ward of this area."]),
            (["E05000001,Balham,many"], ["Line 2: “many” is no number of people."]),
            (["E05000001,Balham,0"], ["Line 2: “0” is no number of people."]),
            (["E05000001,Balham,-5"], ["Line 2: “-5” is no number of people."]),
            (["E05000001,Balham,10000000"], ["Line 2: “10000000” is no number of people."]),
            (["E05000001,Balham,1.5"], ["Line 2: “1.5” is no number of people."]),
            (["E05000001,Balham,5", "e05000001,Balham,6"], ["Line 3: E05000001 stands there twice."]),
            ([f"E05000001,{'x' * 101},5"], ["Line 2: the name has more than 100 letters."]),
            (
                ["E05000001,Balham,x", "E05000002,Furzedown,5", "E05999999,Nowhere,5"],
                ["Line 2: “x” is no number of people.", "Line 4: E05999999 is no ward of this area."],
            ),
        ],
    )
    def test_names_each_trouble_by_its_line_and_changes_nothing(self, rows, troubles):
        with pytest.raises(wards.BadTable) as refused:
            wards.replace(table(*rows))

        assert refused.value.troubles == troubles
        assert kept() == [("E05000001", "Balham", 16000)]

    @pytest.mark.parametrize("head", ["", "ward,people", "code", "name,population", "code;name;population"])
    def test_of_other_columns_says_how_to_begin(self, head):
        with pytest.raises(wards.BadTable, match="The first line should be: code,name,population"):
            wards.replace(table("E05000001,Balham,5", head=head) if head else [])

        assert kept() == [("E05000001", "Balham", 16000)]

    def test_has_room_for_a_name_of_just_a_hundred_letters(self):
        assert wards.replace(table(f"E05000001,{'x' * 100},5")) == 1
