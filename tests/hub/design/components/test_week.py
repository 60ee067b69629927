"""The week of 21 windows: lit where something is, dark where nothing is, and never without words."""

from hub.design.components import Headline, OpportunityCard, Terrace, TerraceCell, Week


class TestWeek:
    def test_has_21_windows_of_which_the_given_are_lit(self):
        html = Week((0, 20)).render_html()

        assert html.count("<rect") == 21
        assert html.count('class="lit"') == 2

    def test_puts_tuesday_evening_in_the_second_column_at_the_bottom(self):
        assert '<rect x="10.75" y="20.75" width="8" height="8" rx="2" class="lit"/>' in Week((5,)).render_html()

    def test_is_hidden_from_readers(self):
        assert 'aria-hidden="true"' in Week((5,)).render_html()


class TestHeadline:
    def test_has_no_glyph_where_no_window_is_known(self):
        assert "<svg" not in Headline("No date at the moment").render_html()


class TestOpportunityCard:
    def test_says_when_before_what_and_who(self):
        html = OpportunityCard.examples()[0].render_html()

        assert html.index("Tuesday") < html.index("Sort and hand out food") < html.index("Riverside Larder")

    def test_admits_its_snag(self):
        assert "One thing:" in OpportunityCard.examples()[1].render_html()


class TestTerrace:
    def test_a_window_with_something_on_is_a_link_that_says_so(self):
        cell = TerraceCell(5, 6, "/opportunities/?day=1&part=2", "Tuesday evening: 6 things on")

        html = Terrace((cell,)).render_html()

        assert html.count("<a ") == 1
        assert "Tuesday evening: 6 things on" in html
        assert 'href="/opportunities/?day=1&amp;part=2"' in html

    def test_a_window_with_nothing_on_is_dark_and_no_link(self):
        html = Terrace((TerraceCell(5, 0, "/x", "Tuesday evening: 0 things on"),)).render_html()

        assert "<a " not in html
        assert 'class="pane lit"' not in html

    def test_has_all_21_windows_whatever_it_is_given(self):
        assert Terrace(()).render_html().count("<td>") == 21

    def test_names_days_whole(self):
        assert "Wednesday" in Terrace(()).render_html()
