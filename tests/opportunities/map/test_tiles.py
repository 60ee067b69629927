"""An operator's tiles: what may be set, and what the page may then ask for."""

import pytest

from opportunities.map import tiles

OWN = "https://tiles.example.org/{z}/{x}/{y}.png"


class TestTrouble:
    @pytest.mark.parametrize(
        "address",
        [
            "",
            OWN,
            "http://10.0.0.5:8080/{z}/{x}/{y}.webp?key=1",
            "/tiles/{z}/{x}/{y}.png",
            "/media/town.pmtiles",
            "https://a.test/town.pmtiles",
        ],
    )
    def test_is_none_with_what_can_be_used(self, address):
        assert tiles.trouble(address) == ""

    @pytest.mark.parametrize(
        "address",
        [
            "tiles",
            "javascript:alert(1)//{z}{x}{y}",
            "ftp://a.test/{z}/{x}/{y}",
            "//a.test/{z}/{x}/{y}.png",
            "https://a.test/{z}/{x}.png",
            "https://{s}.a.test/{z}/{x}/{y}.png",
            "https://a.test; script-src *//{z}/{x}/{y}",
            "https://me:word@a.test/{z}/{x}/{y}.png",
        ],
    )
    def test_says_what_cannot(self, address):
        assert tiles.trouble(address).startswith("HUB_MAP_TILES")

    def test_stops_the_start(self, settings):
        settings.HUB_MAP_TILES = "tiles"

        (error,) = tiles.tiles_can_be_asked_for()

        assert error.id == "opportunities.E001"
        assert "{z}" in error.hint


class TestPolicy:
    @pytest.mark.parametrize(
        ("address", "more"),
        [
            ("", {}),
            ("nonsense", {}),
            (OWN, {"img-src": ["https://tiles.example.org"]}),
            ("https://tiles.example.org:8443/{z}/{x}/{y}.png", {"img-src": ["https://tiles.example.org:8443"]}),
            ("/tiles/{z}/{x}/{y}.png", {"img-src": ["'self'"]}),
            ("https://a.test/town.pmtiles", {"connect-src": ["https://a.test"], "img-src": ["blob:"]}),
        ],
    )
    def test_names_that_host_and_no_other(self, settings, address, more):
        settings.HUB_MAP_TILES = address

        assert tiles.policy() == more


class TestCredit:
    def test_is_said_only_with_tiles(self, settings):
        settings.HUB_MAP_CREDIT = "Map: our council"

        assert tiles.credit() == ""
        settings.HUB_MAP_TILES = OWN
        assert tiles.credit() == "Map: our council"
