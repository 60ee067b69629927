"""Two tabs edit one thing: whatever only one of them changed is kept, what both changed is asked about. No database."""

from itertools import product

import pytest
from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.core import fields
from hub.design.forms import Ticks
from hub.design.versions import SEEN, TAKE_THEIRS, Versioned, written

DAYS = [("mon", "Monday"), ("tue", "Tuesday"), ("wed", "Wednesday")]


class Note(Versioned, forms.Form):
    title = fields.LineField(max_length=60)
    words = fields.LinesField(required=False)
    days = forms.MultipleChoiceField(choices=DAYS, required=False, widget=Ticks)
    kind = forms.ChoiceField(choices=[("tea", "With tea"), ("cake", "With cake")], required=False)
    is_open = forms.BooleanField(required=False)
    places = fields.NumberField(required=False)


SAVED = {"title": "Lunch", "words": "Come along.", "days": ["mon"], "kind": "tea", "is_open": True, "places": 8}


def opened(saved=SAVED, **options):
    """The form as a browser gets it, and what it would send back untouched."""
    form = Note(initial=saved, **options)
    sent = {name: values for name in saved if (values := _values(form, name))}
    return sent | {form.add_prefix(SEEN): [form[SEEN].value()]}


def _values(form, name):
    value = form[name].value()
    if value is True:
        return ["on"]
    return (
        [] if value in (None, False, "") else [str(one) for one in value] if isinstance(value, list) else [str(value)]
    )


def sent(values, saved, **changes):
    """The form sent over what is saved by now."""
    data = QueryDict(mutable=True)
    for name, chosen in {**values, **changes}.items():
        data.setlist(name, chosen)
    return Note(data, initial=saved)


class TestAlone:
    def test_untouched_is_as_it_was(self):
        form = sent(opened(), SAVED)

        assert form.is_valid(), form.errors
        assert form.cleaned_data == SAVED
        assert (form.both_changed, form.theirs) == ([], [])

    def test_changed_is_kept(self):
        form = sent(opened(), SAVED, title=["Supper"], days=["tue", "wed"], is_open=[], places=[""])

        assert form.is_valid(), form.errors
        assert form.cleaned_data == SAVED | {
            "title": "Supper",
            "days": ["tue", "wed"],
            "is_open": False,
            "places": None,
        }

    def test_never_shows_the_token_among_its_values(self):
        form = sent(opened(), SAVED)
        form.is_valid()

        assert SEEN not in form.cleaned_data


class TestTwoTabs:
    def test_keep_what_each_changed_for_itself(self):
        first = opened()
        by_now = SAVED | {"words": "Come early.", "days": ["wed"], "is_open": False}

        form = sent(first, by_now, title=["Supper"], places=["12"])

        assert form.is_valid(), form.errors
        assert form.cleaned_data == by_now | {"title": "Supper", "places": 12}
        assert form.theirs == ["words", "days", "is_open"]

    def test_agree_where_both_wrote_the_same(self):
        form = sent(opened(), SAVED | {"title": "Supper"}, title=["Supper"])

        assert form.is_valid(), form.errors
        assert form.both_changed == []

    @pytest.mark.parametrize(
        ("name", "mine", "theirs", "shown"),
        [
            ("title", ["Supper"], "Brunch", "Brunch"),
            ("days", ["tue"], ["mon", "wed"], "Monday, Wednesday"),
            ("kind", [""], "cake", "With cake"),
            ("places", ["3"], 5, "5"),
            ("title", ["Supper"], "<b>Brunch</b> & co", "<b>Brunch</b> & co"),
        ],
    )
    def test_are_asked_where_both_changed_one_thing(self, name, mine, theirs, shown):
        form = sent(opened(), SAVED | {name: theirs}, **{name: mine})

        assert not form.is_valid()
        assert form.both_changed == [name]
        assert f"It now says: “{shown}”." in form.errors[name].as_data()[0].messages[0]

    @pytest.mark.parametrize(("name", "mine", "theirs"), [("words", ["Mine."], ""), ("days", ["tue"], [])])
    def test_are_told_where_the_other_emptied_it(self, name, mine, theirs):
        form = sent(opened(), SAVED | {name: theirs}, **{name: mine})

        assert not form.is_valid()
        said = form.errors[name].as_data()[0].messages[0]
        assert said.startswith("This was emptied in another tab or window")
        assert "It now says" not in said

    def test_keep_ones_own_when_saved_again(self):
        by_now = SAVED | {"title": "Brunch"}
        form = sent(opened(), by_now, title=["Supper"])
        form.is_valid()

        again = Note(form.data, initial=by_now)

        assert again.is_valid(), again.errors
        assert again.cleaned_data["title"] == "Supper"

    def test_take_the_others_when_that_is_asked(self):
        by_now = SAVED | {"title": "Brunch"}
        form = sent(opened(), by_now, title=["Supper"], words=["And mine."])
        form.is_valid()
        data = form.data.copy()
        data[TAKE_THEIRS] = "1"

        again = Note(data, initial=by_now)

        assert again.is_valid(), again.errors
        assert (again.cleaned_data["title"], again.cleaned_data["words"]) == ("Brunch", "And mine.")

    def test_are_asked_again_when_the_other_changed_it_once_more(self):
        form = sent(opened(), SAVED | {"title": "Brunch"}, title=["Supper"])
        form.is_valid()

        again = Note(form.data, initial=SAVED | {"title": "Breakfast"})

        assert not again.is_valid()
        assert "“Breakfast”" in str(again.errors["title"].as_data()[0].messages[0])

    def test_show_the_others_values_in_fields_that_were_not_touched(self):
        form = sent(opened(), SAVED | {"title": "Brunch", "words": "Theirs.", "days": ["wed"]}, title=["Supper"])
        form.is_valid()

        assert form["words"].value() == "Theirs."
        assert form["days"].value() == ["wed"]
        assert form["title"].value() == "Supper"

    def test_speak_welsh(self):
        form = sent(opened(), SAVED | {"title": "Brunch"}, title=["Supper"])

        with translation.override("cy"):
            form.is_valid()
            assert "mewn tab" in form.errors["title"].as_data()[0].messages[0]

    def test_blame_nobody_where_it_may_have_been_their_own_other_tab(self):
        form = sent(opened(), SAVED | {"title": "Brunch"}, title=["Supper"])

        form.is_valid()
        assert str(form.errors["title"]).count("in another tab or window, or by somebody else") == 1


class TestToken:
    @pytest.mark.parametrize("token", [[], [""], ["made-up"], ["a:b:c"], [signing.dumps({"values": {}}, salt="other")]])
    def test_that_is_missing_or_made_up_lets_what_was_sent_win(self, token):
        form = sent(opened(), SAVED | {"title": "Brunch"}, title=["Supper"], **{SEEN: token})

        assert form.is_valid(), form.errors
        assert form.cleaned_data["title"] == "Supper"

    def test_holds_no_word_of_what_was_saved(self):
        token = opened(SAVED | {"words": "A secret of ours."})[SEEN][0]

        assert "secret" not in str(signing.loads(token, salt=SEEN))


class TestSameness:
    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [
            ("words", "Come  along.\r\nNow", "Come along. Now"),
            ("words", None, ""),
            ("words", "   ", ""),
            ("days", ["mon", "tue"], ["tue", "mon"]),
            ("days", None, []),
            ("is_open", False, None),
            ("places", None, ""),
            ("places", 8, "8"),
        ],
    )
    def test_of_values_that_read_alike(self, name, one, other):
        field = Note().fields[name]

        assert written(field, one) == written(field, other)

    @pytest.mark.parametrize(
        ("name", "one", "other"),
        [("title", "Lunch", "lunch"), ("days", ["mon"], ["tue"]), ("is_open", True, False), ("places", 8, 80)],
    )
    def test_of_no_others(self, name, one, other):
        field = Note().fields[name]

        assert written(field, one) != written(field, other)


TITLES = st.sampled_from(["Lunch", "Supper", "Brunch"])
PLACES = st.sampled_from([None, 3, 8])


@settings(max_examples=60, deadline=None)
@given(*[st.tuples(TITLES, PLACES, st.booleans())] * 3)
def test_nothing_that_somebody_changed_is_lost_unseen(before, theirs, mine):
    """Each field ends as mine, as theirs where I changed nothing, or with a question where we both did."""
    names = ("title", "places", "is_open")
    at_first, by_now, wanted = (SAVED | dict(zip(names, values, strict=True)) for values in (before, theirs, mine))
    typed = {name: ["on"] * wanted[name] if name == "is_open" else [str(wanted[name] or "")] for name in names}

    form = sent(opened(at_first), by_now, **typed)
    form.is_valid()

    for name in names:
        i_did, they_did = wanted[name] != at_first[name], by_now[name] != at_first[name]
        if i_did and they_did and wanted[name] != by_now[name]:
            assert name in form.both_changed
        else:
            assert form.cleaned_data[name] == (wanted[name] if i_did else by_now[name])


def test_a_form_with_a_prefix_settles_the_same():
    for title, words in product(["Lunch", "Supper"], ["Come along.", "Theirs."]):
        values = opened(prefix="note")
        data = QueryDict(mutable=True)
        for name, chosen in values.items():
            data.setlist(name if name.startswith("note-") else f"note-{name}", chosen)
        data["note-title"] = title

        form = Note(data, initial=SAVED | {"words": words}, prefix="note")

        assert form.is_valid(), form.errors
        assert (form.cleaned_data["title"], form.cleaned_data["words"]) == (title, words)
