"""How things stand, in words."""

import pytest
from django import forms

from hub.design.components import ErrorSummary, Gate, PlacesBar, Problem, Progress
from hub.design.forms import Radios


class Ask(forms.Form):
    name = forms.CharField()
    way = forms.ChoiceField(choices=[("a", "A")], widget=Radios)

    def clean(self):
        raise forms.ValidationError("Somebody was quicker")


class TestErrorSummary:
    def test_lists_problems_in_the_order_of_the_fields(self):
        summary = ErrorSummary.of(Ask({}))

        assert [problem.href for problem in summary.problems] == ["#id_name", "#id_way_0", ""]

    def test_leads_to_controls_that_exist(self):
        form = Ask({})
        html = str(form)

        for problem in ErrorSummary.of(form).problems:
            assert not problem.href or f'id="{problem.href[1:]}"' in html

    def test_joins_several_forms(self):
        assert len(ErrorSummary.of(Ask({}, prefix="one"), Ask({}, prefix="two")).problems) == 6

    @pytest.mark.parametrize(
        ("count", "heading"),
        [(1, "One thing to put right"), (3, "Three things to put right"), (10, "Ten things"), (11, "11 things")],
    )
    def test_counts_in_words_up_to_ten(self, count, heading):
        html = ErrorSummary((Problem("x"),) * count).render_html()

        assert heading in html
        assert "Nothing has been sent or saved yet." in html

    def test_takes_the_focus_without_a_script(self):
        assert "autofocus" in ErrorSummary((Problem("x"),)).render_html()


class TestGate:
    @pytest.mark.parametrize(
        ("verdict", "words"), [("ready", "Ready."), ("check", "Check first."), ("not_now", "Not now.")]
    )
    def test_says_its_verdict_in_words(self, verdict, words):
        assert f"<b>{words}</b> Because." in Gate(verdict, "Because.").render_html()

    def test_knows_no_fourth_verdict(self):
        with pytest.raises(KeyError):
            Gate("maybe").render_html()


class TestPlacesBar:
    def test_has_a_box_for_each_place(self):
        html = PlacesBar(5, 8).render_html()

        assert html.count("<i") == 8
        assert html.count('class="on"') == 5
        assert "5 of 8" in html

    def test_says_who_waits(self):
        assert ", 2 waiting" in PlacesBar(8, 8, 2).render_html()

    def test_has_no_boxes_where_there_is_room_for_everybody(self):
        html = PlacesBar(12, None).render_html()

        assert "<i" not in html
        assert "people asked or coming" in html

    def test_has_no_boxes_where_they_could_not_be_counted(self):
        assert "<i" not in PlacesBar(1, 200).render_html()


class TestProgress:
    def test_of_nothing_is_nothing(self):
        assert 'width="0"' in Progress(0, 0, "of 0 done").render_html()

    def test_is_the_share_done(self):
        assert 'width="48"' in Progress(10, 21, "of 21 done").render_html()
