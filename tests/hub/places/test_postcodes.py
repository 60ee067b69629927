"""What people type for a postcode, and what is read in it: a table written by hand."""

import pytest

from hub.places import postcodes
from hub.places.failures import BadShape

TYPED = [
    ("SW18 2PU", "SW18 2PU", "unit"),
    ("sw18 2pu", "SW18 2PU", "unit"),
    ("SW182PU", "SW18 2PU", "unit"),
    ("  sw 18  2 pu ", "SW18 2PU", "unit"),
    ("S.W.18-2PU", "SW18 2PU", "unit"),
    ("SWI8 2PU", "SW18 2PU", "unit"),
    ("swl8 2pu", "SW18 2PU", "unit"),
    ("N1 OAA", "N1 0AA", "unit"),
    ("N1OAA", "N1 0AA", "unit"),
    ("0X1 1AA", "OX1 1AA", "unit"),
    ("S014 0AA", "SO14 0AA", "unit"),
    ("S0140AA", "SO14 0AA", "unit"),
    ("1P1 2AB", "IP1 2AB", "unit"),
    ("ＳＷ１８ ２ＰＵ", "SW18 2PU", "unit"),
    ("w1a1aa", "W1A 1AA", "unit"),
    ("SW1A 1AA", "SW1A 1AA", "unit"),
    ("e1 2aa", "E1 2AA", "unit"),
    ("E12AA", "E1 2AA", "unit"),
    ("M1 1AA", "M1 1AA", "unit"),
    ("XX9 9ZZ", "XX9 9ZZ", "unit"),
    ("BT40 1AA", "BT40 1AA", "unit"),
    ("SW18 2", "SW18 2", "sector"),
    ("SW182", "SW18 2", "sector"),
    ("E1 2", "E1 2", "sector"),
    ("W1A1", "W1A 1", "sector"),
    ("sw18", "SW18", "district"),
    ("sw 18", "SW18", "district"),
    ("E12", "E12", "district"),
    ("W1A", "W1A", "district"),
    ("EC1", "EC1", "district"),
    ("g1", "G1", "district"),
    ("SW18 2PU, UK", "SW18 2PU", "unit"),
    ("SW18 UK", "SW18", "district"),
    ("SW18 2 GB", "SW18 2GB", "unit"),
    ("EC1V OBW", "EC1V 0BW", "unit"),
    ("SW18\u20112PU\u200b", "SW18 2PU", "unit"),
]


class TestRead:
    @pytest.mark.parametrize(("typed", "meant", "shape"), TYPED)
    def test_understands(self, typed, meant, shape):
        reading = postcodes.read(typed)

        assert (str(reading), reading.shape) == (meant, shape)

    @pytest.mark.parametrize(
        "typed",
        [
            "X1",
            "SW1 999",
            "Q1 1AA",
            "B0 1AA",
            "12345",
            "SW",
            "Tooting",
            "SW18 4OX",
            "SW18 4CV",
            "SW18 2PUX",
            "1",
            "",
            "OOOOOOOOOO 1",
        ],
    )
    def test_refuses_what_no_postcode_is_like(self, typed):
        with pytest.raises(BadShape):
            postcodes.read(typed)

    def test_names_the_parts(self):
        reading = postcodes.read("sw182pu")

        assert (reading.district, reading.sector, reading.key) == ("SW18", "SW18 2", "SW182PU")

    def test_leaves_a_right_letter_alone_even_when_it_is_often_confused(self):
        assert str(postcodes.read("SW18 2PL")) == "SW18 2PL"


class TestWithin:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("12 Ash Lane, London SW18 2PU.", "SW18 2PU"),
            ("London sw18", "SW18"),
            ("Tooting", "None"),
            ("Ash Lane 3", "None"),
            ("ASW18 2PU", "None"),
            ("12 Ash Lane, London, SW18 2PU, UK", "SW18 2PU"),
            ("12 Ash Lane, Cardiff CF10 1AA, Wales, United Kingdom.", "CF10 1AA"),
            ("12 Ash Lane, Bangor, BT20 1AA, N. Ireland", "BT20 1AA"),
            ("12 Ash Lane SW18 2 GB", "SW18 2GB"),
            ("12 Ash Lane, London, EC1V OBW", "EC1V 0BW"),
            ("12 Ash Lane, London, SWI8 2PU", "SW18 2PU"),
            ("SW18 2PU, London", "SW18 2PU"),
            ("SW18, London", "SW18"),
            ("Unit E1 2nd floor, Ash Lane", "None"),
            ("Flat B2 Old Hall", "None"),
            ("12 Ash Lane, London, SW18 4OX", "None"),
            ("12 Old Mill 100", "None"),
        ],
    )
    def test_finds_the_postcode_a_text_ends_with(self, text, found):
        assert str(postcodes.within(text)) == found


class TestLooksLike:
    @pytest.mark.parametrize(
        ("text", "does"), [("sw1 999", True), ("X1", True), ("Tooting", False), ("10 High Street", False)]
    )
    def test_asks_for_few_letters_and_a_figure(self, text, does):
        assert postcodes.looks_like(text) is does
