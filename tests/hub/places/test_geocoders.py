"""Further geocoders: asked last, told only the text, and never the cause of a fault."""

from contextlib import suppress

import pytest

from hub.places import geocoders, locate
from tests.hub.places import fakes

pytestmark = pytest.mark.django_db
MILL = "tests.hub.places.fakes.Mill"


@pytest.fixture(autouse=True)
def nothing_asked_yet():
    fakes.asked.clear()


class TestAsk:
    def test_asks_nobody_unless_the_setting_names_one(self):
        assert geocoders.ask("Old Mill") is None
        assert fakes.asked == []

    def test_gives_the_first_answer(self, settings):
        settings.HUB_GEOCODERS = [f"{MILL}?trouble=slow", MILL]

        assert geocoders.ask("Old Mill") == (51.4571, -0.1930)
        assert fakes.asked == ["Old Mill", "Old Mill"]

    def test_never_sends_a_long_text(self, settings):
        settings.HUB_GEOCODERS = [MILL]

        assert geocoders.ask("x" * 81) is None
        assert fakes.asked == []

    def test_takes_no_answer_from_abroad(self, settings):
        settings.HUB_GEOCODERS = [f"{MILL}?far=yes"]

        assert geocoders.ask("Old Mill") is None

    @pytest.mark.parametrize(
        "entry", [f"{MILL}?trouble=slow", f"{MILL}?unheard=of", "no.such.Thing", "nosuchservice", ""]
    )
    def test_is_quiet_about_faults_and_does_not_log_the_text(self, settings, entry, caplog):
        settings.HUB_GEOCODERS = [entry]

        assert geocoders.ask("Old Mill") is None
        assert "Old Mill" not in caplog.text

    def test_sets_a_short_time_limit_unless_told_otherwise(self):
        assert geocoders.build(MILL).timeout == 3
        assert geocoders.build(f"{MILL}?timeout=1.5").timeout == 1.5

    def test_builds_geopys_own_services_by_name(self):
        built = geocoders.build("nominatim?domain=maps.council.test")

        assert type(built).__name__ == "Nominatim"
        assert built.domain == "maps.council.test"


class TestLocate:
    def test_asks_for_what_the_files_do_not_know(self, settings):
        settings.HUB_GEOCODERS = [MILL]

        found = locate.locate("Old Mill")

        assert (found.name, found.precision, found.council_name) == ("Old Mill", "place", "Wandsworth")

    @pytest.mark.parametrize("typed", ["SW18 2PU", "Tooting", "X1"])
    def test_asks_nobody_for_what_is_known_or_cannot_be(self, settings, typed):
        settings.HUB_GEOCODERS = [MILL]

        with suppress(locate.BadShape):
            locate.locate(typed)

        assert fakes.asked == []

    def test_sends_no_part_of_a_long_text(self, settings):
        settings.HUB_GEOCODERS = [MILL]

        with pytest.raises(locate.Unknown):
            locate.locate("my name and my trouble " * 10)

        assert fakes.asked == []

    def test_stays_unknown_when_the_geocoder_fails(self, settings):
        settings.HUB_GEOCODERS = [f"{MILL}?trouble=slow"]

        with pytest.raises(locate.Unknown):
            locate.locate("Old Mill")
