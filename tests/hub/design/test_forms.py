"""Fields as the renderer draws them: label, hint, error and control, tied together for those who cannot see them."""

from html.parser import HTMLParser

import pytest
from django import forms

from hub.design.forms import Chips, Radios, Street, Ticks


class Ask(forms.Form):
    name = forms.CharField(label="Your name", help_text="First name is fine", error_messages={"required": "Tell us"})
    note = forms.CharField(
        label="Note", required=False, widget=forms.TextInput(attrs={"placeholder": "x", "style": "y"})
    )
    way = forms.ChoiceField(label="Which way?", choices=[("a", "Text"), ("b", "Call")], widget=Radios, help_text="One")
    agree = forms.BooleanField(label="Yes, pass it on", error_messages={"required": "Tick to agree"})
    free = forms.TypedMultipleChoiceField(
        label="When?", choices=[(n, n) for n in range(21)], coerce=int, widget=Street, required=False
    )
    likes = forms.MultipleChoiceField(label="Likes", choices=[("x", "Food")], widget=Chips, required=False)
    more = forms.MultipleChoiceField(label="More", choices=[("x", "Quiet")], widget=Ticks, required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag, **wanted):
        return [a for t, a in self.found if t == tag and all(a.get(k) == v for k, v in wanted.items())]


def drawn(name, data=None):
    return Ask(data)[name].as_field_group()


class TestField:
    def test_names_its_hint(self):
        control = Elements(drawn("name")).all("input")[0]

        assert control["aria-describedby"] == "id_name_helptext"
        assert "aria-invalid" not in control

    def test_with_an_error_says_so_above_the_control(self):
        html = drawn("name", {"name": ""})
        control = Elements(html).all("input")[0]

        assert control["aria-describedby"] == "id_name_helptext id_name_error"
        assert control["aria-invalid"] == "true"
        assert html.index("Your name") < html.index("First name") < html.index("Tell us") < html.index("<input")

    def test_keeps_what_was_typed(self):
        assert Elements(drawn("note", {"note": "still here"})).all("input")[0]["value"] == "still here"

    def test_has_neither_placeholder_nor_inline_style(self):
        control = Elements(drawn("note")).all("input")[0]

        assert not {"placeholder", "style"} & set(control)

    def test_escapes_what_was_typed(self):
        assert "<b>" not in drawn("note", {"note": "<b>"})


class TestGroup:
    def test_is_a_fieldset_whose_legend_is_the_question(self):
        html = drawn("way", {})
        elements = Elements(html)

        assert elements.all("fieldset")[0]["aria-describedby"] == "id_way_helptext id_way_error"
        assert "<legend>Which way?</legend>" in html

    def test_has_a_label_for_every_choice(self):
        elements = Elements(drawn("way"))

        assert [a["id"] for a in elements.all("input", type="radio")] == [a["for"] for a in elements.all("label")]


class TestTick:
    def test_stands_before_its_sentence(self):
        html = drawn("agree", {})

        assert html.index("Tick to agree") < html.index("<input") < html.index("Yes, pass it on")


class TestStreet:
    def test_has_seven_days_of_three_windows_in_order(self):
        elements = Elements(drawn("free"))

        assert len(elements.all("fieldset", **{"class": "house"})) == 7
        assert [a["value"] for a in elements.all("input")] == [str(number) for number in range(21)]

    def test_ticks_what_was_chosen(self):
        ticked = [a["value"] for a in Elements(drawn("free", {"free": ["5", "13"]})).all("input") if "checked" in a]

        assert ticked == ["5", "13"]

    def test_says_day_and_part_in_words(self):
        html = drawn("free")

        assert "Tuesday" in html
        assert html.count("Evening") == 7

    def test_gives_numbers(self):
        form = Ask({"free": ["5"], "name": "x", "way": "a", "agree": "on"})

        assert form.is_valid()
        assert form.cleaned_data["free"] == [5]


class TestForm:
    def test_draws_hidden_fields_without_a_label(self):
        assert Elements(str(Ask())).all("input", name="key")[0]["type"] == "hidden"

    @pytest.mark.parametrize(("name", "look"), [("likes", "chips"), ("more", "choices")])
    def test_lays_choices_out_by_their_widget(self, name, look):
        assert Elements(drawn(name)).all("div", **{"class": look})

    def test_puts_long_lists_into_columns(self):
        class Long(forms.Form):
            many = forms.MultipleChoiceField(choices=[(n, n) for n in range(8)], widget=Ticks)

        assert Elements(Long()["many"].as_field_group()).all("div", **{"class": "choices columns"})
