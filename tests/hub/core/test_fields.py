"""Fields of forms: what is pasted is kept whole, or refused with a sentence. Never cut."""

import importlib
import pkgutil
import re
from datetime import date, time
from itertools import chain

import pytest
from django import forms
from django.core.exceptions import ValidationError

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


@pytest.mark.parametrize("typed", ["Larder <hello@larder.test>", "hello@larder.test", " <hello@larder.test>\u200b"])
def test_an_email_address_is_read_with_the_name_that_mail_programs_copy(typed):
    assert fields.EmailField().clean(typed) == "hello@larder.test"


class Moment(forms.Form):
    day = fields.DateField()
    begins = fields.TimeField()
    ends = fields.TimeField(required=False)


def test_a_day_and_a_time_are_read_however_they_are_typed():
    form = Moment({"day": " Tuesday 1st December 2026\u200b", "begins": "half six", "ends": " "})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"day": date(2026, 12, 1), "begins": time(18, 30), "ends": None}


def test_browsers_with_a_calendar_get_what_they_understand():
    form = Moment(initial={"day": date(2026, 12, 1), "begins": time(18)})
    assert 'type="date" name="day" value="2026-12-01"' in str(form["day"])
    assert 'type="time" name="begins" value="18:00"' in str(form["begins"])


@pytest.mark.parametrize("typed", ["12", " 12\u200b", "\uff11\uff12", "12\u00a0", "\u202a12\u202c"])
def test_a_number_is_read_however_it_is_pasted(typed):
    assert fields.NumberField().clean(typed) == 12


def test_what_was_not_read_stays_in_the_box_with_what_is_wrong():
    form = Moment({"day": "Monday 1 December 2026", "begins": "6"})
    assert form.errors["day"] == ["1 December 2026 is a Tuesday. Change the day or the date, so that they go together."]
    assert form.errors["begins"] == ["Is it in the morning or later? Write it like 6am or 6pm."]
    assert form["day"].value() == "Monday 1 December 2026"


WRONG = {
    fields.DateField: ("soon", "12/25/2026", "31 11 2026", "1 12 1026"),
    fields.TimeField: ("late", "6", "7.30", "25:00"),
}
EXAMPLES = re.compile(r"\blike (.+?)\.(?:\s|$)")


def _said(field):
    """Every sentence that a field of a date or time says."""
    yield str(field.help_text)
    yield str(field.error_messages["required"])
    for kind, texts in WRONG.items():
        for text in texts if isinstance(field, kind) else ():
            with pytest.raises(ValidationError) as wrong:
                field.clean(text)
            yield " ".join(wrong.value.messages)


def test_every_example_beside_a_date_or_time_is_accepted():
    found = [
        (field, example)
        for kind in _all_forms()
        for field in kind.base_fields.values()
        if isinstance(field, tuple(WRONG))
        for said in _said(field)
        for examples in EXAMPLES.findall(said)
        for example in re.split(r", | or ", examples)
    ]
    assert len(found) > 50
    for field, example in found:
        assert field.clean(example), example


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
        moment = isinstance(field, forms.fields.BaseTemporalField) and not isinstance(
            field, (fields.DateField, fields.TimeField)
        )
        number = isinstance(field, forms.IntegerField) and not isinstance(field, fields.NumberField)
        if (text or moment or number) and not field.widget.is_hidden:
            yield f"{kind.__module__}.{kind.__name__}.{name}"


def test_every_text_that_people_type_goes_through_these_fields():
    assert sorted(chain.from_iterable(_bare(kind) for kind in _all_forms())) == []


@pytest.mark.parametrize("column", [("title", 120), ("summary", 400), ("what_you_do", 6000)])
def test_real_adverts_have_room(column):
    from opportunities.models import Opportunity

    name, limit = column
    assert Opportunity._meta.get_field(name).max_length == limit


@pytest.mark.parametrize(
    ("typed", "words"),
    [("0", "Type 1 or more."), ("100", "Type 99 or less."), ("lots", "Type a whole number, like 8.")],
)
def test_a_number_says_which_numbers_will_do(typed, words):
    with pytest.raises(ValidationError, match=words):
        fields.NumberField(min_value=1, max_value=99).clean(typed)
