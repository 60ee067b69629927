"""What leaves a template when it is loaded, and what must stay."""

import pytest
from django.template.loader import get_template

from hub.design.template_loader import unindent


def test_the_indent_goes_and_the_lines_stay():
    assert unindent("<ul>\n  <li>\n\t    Tea\n  </li>\n\n</ul>\n") == "<ul>\n<li>\nTea\n</li>\n\n</ul>\n"


def test_spaces_within_a_line_stay():
    assert unindent("<p>Tea  and\n   chat </p>") == "<p>Tea  and\nchat </p>"


@pytest.mark.parametrize(
    "text",
    [
        "<pre>\n  one\n    two</pre>",
        "<textarea>\n  kept</textarea>",
        "{% blocktranslate %}\n  Hello,\n  you\n{% endblocktranslate %}",
        "{% blocktrans with name=person %}Hello\n  {{ name }}{% endblocktrans %}",
    ],
)
def test_white_space_that_counts_stays(text):
    assert unindent(text) == text


@pytest.mark.parametrize(
    "translated",
    [
        "{% blocktranslate trimmed %}\n  Hello\n{% endblocktranslate %}",
        "{% blocktranslate with name=person %}Hello {{ name }}{% endblocktranslate %}\n  <p>",
    ],
)
def test_a_trimmed_or_one_line_translation_is_no_reason_to_keep_it(translated):
    assert "\n  " not in unindent(translated)


def test_pages_are_loaded_so():
    source = get_template("components/opportunity_card.html").template.source
    assert "\n" in source
    assert "\n  " not in source
