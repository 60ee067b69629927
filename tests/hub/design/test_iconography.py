"""Icons: present, silent, and turned where reading runs the other way."""

import re
from pathlib import Path

import pytest

from hub.design import iconography

PROJECT = Path(iconography.__file__).parents[2]
NAMED = re.compile(r"""\{% icon "([a-z-]+)" %\}|icon="([a-z-]+)\"""")


class TestInline:
    @pytest.mark.parametrize("name", iconography.names())
    def test_every_icon_is_hidden_and_takes_the_colour_of_the_words(self, name):
        svg = iconography.inline(name)

        assert 'aria-hidden="true"' in svg
        assert 'fill="currentColor"' in svg
        assert "style=" not in svg

    def test_arrows_turn_with_the_script(self):
        assert "turns" in iconography.inline("arrow-right")
        assert "turns" not in iconography.inline("clock")

    def test_an_unknown_name_is_an_error(self):
        with pytest.raises(FileNotFoundError):
            iconography.inline("no-such-icon")

    def test_every_icon_named_in_a_template_is_there(self):
        found = {
            next(filter(None, names))
            for app in ("hub", "organisations", "opportunities", "cms")
            for page in (PROJECT / app).rglob("*.html")
            for names in NAMED.findall(page.read_text())
        }

        assert found <= set(iconography.names())
        assert found
