"""A template of ours that names what is not there fails a test, so that no page has a hole unseen."""

import pytest
from django.template import Origin, Template
from django.template.context import Context

from tests.template_names import ROOT, UnknownName


def drawn(words, place):
    template = Template(words, origin=Origin(str(ROOT / place)))
    return template.render(Context({"known": "here"}))


def test_an_unknown_name_in_a_template_of_ours_is_an_error():
    with pytest.raises(UnknownName, match="message.call.due_at"):
        drawn("{{ known }} {{ message.call.due_at }}", "cms/demo/templates/demo/_call.html")


@pytest.mark.parametrize("words", ["{% if nowhere %}x{% endif %}{{ known }}", "{{ known }}"])
def test_what_may_be_missing_is_asked_for_first(words):
    assert drawn(words, "cms/demo/templates/demo/_call.html") == "here"


def test_libraries_may_name_what_is_not_there():
    assert drawn("{{ known }}{{ nowhere|default:', and nowhere' }}", "elsewhere/base.html") == "here, and nowhere"
