"""Fields of forms: what is pasted is kept whole, or refused with a sentence. Never cut."""

import importlib
import pkgutil
from itertools import chain

import pytest
from django import forms

import cms
import hub
import matching
import opportunities
import organisations
from hub.core import fields
from hub.people import signing_in_forms

OURS = ("hub", "organisations", "opportunities", "matching", "cms")


class Note(forms.Form):
    title = fields.LineField(max_length=120)
    words = fields.LinesField(max_length=10)
    email = fields.EmailField()
    site = fields.WebField(required=False)


def note(**typed):
    return Note({"title": "Tea", "words": "tea", "email": "ama@example.org"} | typed)


def test_a_text_of_just_the_limit_is_taken():
    form = note(title="x" * 120, words="0123\r\n6789")
    assert form.is_valid()
    assert form.cleaned_data["words"] == "0123\n6789"


def test_one_more_is_refused_with_both_numbers_and_stays_in_the_box():
    form = note(title="x" * 121)
    assert form.errors["title"] == ["There is room for 120 letters and spaces. You have 121. Please make it shorter."]
    assert f'value="{"x" * 121}"' in str(form["title"])


def test_the_browser_is_never_told_to_cut():
    assert "maxlength" not in str(note().render())
    assert 'data-limit="120"' in str(note()["title"])


def test_short_fields_say_nothing_of_their_limit():
    assert "data-limit" not in str(note()["words"])


def test_an_address_is_cleaned_of_what_nobody_sees():
    form = note(email=" ama@example.org\u200b", site="larder.example.org\u200b")
    assert form.is_valid()
    assert form.cleaned_data["email"] == "ama@example.org"
    assert form.cleaned_data["site"] == "https://larder.example.org"


def _all_forms():
    for package in (hub, organisations, opportunities, matching, cms):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.rpartition(".")[2] == "forms" or ".forms." in found.name or found.name.endswith("views"):
                importlib.import_module(found.name)
    waiting, seen = [forms.BaseForm], set()
    while waiting:
        waiting += (found := waiting.pop().__subclasses__())
        seen.update(found)
    return [
        kind
        for kind in seen
        if kind.__module__.split(".")[0] in OURS
        and kind.__module__ != signing_in_forms.__name__
        and hasattr(kind, "base_fields")
    ]


def _bare(kind):
    for name, field in kind.base_fields.items():
        text = isinstance(field, forms.CharField) and not isinstance(field, (fields.Uncut, forms.UUIDField))
        if text and not field.widget.is_hidden:
            yield f"{kind.__module__}.{kind.__name__}.{name}"


def test_every_text_that_people_type_goes_through_these_fields():
    assert sorted(chain.from_iterable(_bare(kind) for kind in _all_forms())) == []


@pytest.mark.parametrize("column", [("title", 120), ("summary", 400), ("what_you_do", 6000)])
def test_real_adverts_have_room(column):
    from opportunities.models import Opportunity

    name, limit = column
    assert Opportunity._meta.get_field(name).max_length == limit
