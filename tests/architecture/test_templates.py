"""Which lines of a template are too long."""

import re
from pathlib import Path

import pytest

from tests.architecture.templates_check import templates, too_long

LONG = "x" * 120


class TestTooLong:
    def test_finds_a_line_that_could_be_broken(self):
        assert list(too_long(f"<p>\n  <a>{LONG}</a>\n</p>\n")) == [(2, 129)]

    @pytest.mark.parametrize("line", [f'  {{% translate "{LONG}" %}}', f'  hx-trigger="{LONG}"', "y" * 120])
    def test_leaves_what_is_whole_or_fits(self, line):
        assert list(too_long(line)) == []

    def test_finds_two_tags_on_one_line(self):
        assert list(too_long(f'{{% if a %}}{{% translate "{LONG}" %}}'))


def test_templates_of_every_app_are_looked_at():
    assert {path.parts[-3] for path in templates()} >= {"templates"}
    assert len(templates()) > 200


def test_the_base_sets_no_name_that_a_page_could_mean():
    """A name that the base sets is seen by every page: "code" once stood for the language, and a page showed it as a secret."""
    base = (Path(__file__).resolve().parents[2] / "hub/design/templates/design/base.html").read_text()

    assert re.findall(r" as (\w+) %}", base) == ["page_language", "page_bidi"]
