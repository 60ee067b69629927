"""The field for a place: gives where it is, says what is wrong, keeps what was typed."""

import pytest
from django import forms

from hub.places import locate
from hub.places.forms import PlaceField

pytestmark = pytest.mark.django_db


class Near(forms.Form):
    near = PlaceField()
    roughly = PlaceField(required=False, outside_ok=True)


class TestClean:
    def test_gives_where_it_is(self):
        form = Near({"near": " sw18 2pu "})

        assert form.is_valid()
        assert form.cleaned_data["near"] == locate.locate("SW18 2PU")
        assert form.cleaned_data["roughly"] is None

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("X1", "bad_shape"),
            ("XX9 9ZZ", "unknown"),
            ("LS1 4AP", "outside_area"),
            ("", "required"),
            ("x" * 81, "max_length"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, typed, code):
        form = Near({"near": typed})

        assert [error.code for error in form.errors.as_data()["near"]] == [code]
        assert form["near"].value() == typed

    def test_carries_the_position_of_a_place_outside(self):
        form = Near({"near": "Leeds"})

        failure = form.errors.as_data()["near"][0].failure
        assert failure.located.council_name == "Leeds"

    def test_takes_a_place_outside_where_that_is_allowed(self):
        form = Near({"near": "SW18", "roughly": "Leeds"})

        assert form.is_valid()
        assert form.cleaned_data["roughly"].inside is False

    @pytest.mark.parametrize("typed", ["100%", "%s", "\0", "<script>", "🏠" * 40])
    def test_answers_any_text_with_a_message(self, typed):
        form = Near({"near": typed})

        assert form.errors["near"]


class TestPrepareValue:
    def test_shows_a_place_that_was_kept_by_its_name(self):
        form = Near(initial={"near": locate.locate("sw182pu")})

        assert form["near"].value() == "SW18 2PU"
