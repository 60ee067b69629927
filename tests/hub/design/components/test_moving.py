"""Ways to go on: pages, tabs, tables and steps."""

import pytest

from hub.design.components import Chip, Chips, Head, Nav, NavLink, Pagination, Steps, TabItem, Table, Tabs


class TestPagination:
    @pytest.mark.parametrize(
        ("page", "pages", "numbers"),
        [
            (1, 1, []),
            (1, 3, [1, 2, 3]),
            (1, 9, [1, 2, 0, 9]),
            (5, 9, [1, 0, 4, 5, 6, 0, 9]),
            (9, 9, [1, 0, 8, 9]),
        ],
    )
    def test_shows_the_pages_near_this_one(self, page, pages, numbers):
        assert Pagination(page, pages, "?page=").get_context_data()["numbers"] == numbers

    def test_keeps_the_rest_of_the_address(self):
        html = Pagination(1, 3, "?near=SW18&page=").render_html()

        assert 'href="?near=SW18&amp;page=2" rel="next"' in html
        assert "rel=prev" not in html

    def test_of_one_page_only_says_what_is_shown(self):
        html = Pagination(1, 1, "?page=", "Showing 1 to 4 of 4").render_html()

        assert "Showing 1 to 4 of 4" in html
        assert "<nav" not in html


class TestNav:
    def test_marks_where_one_is(self):
        html = Nav((NavLink("Find", "/a", True), NavLink("Groups", "/b"))).render_html()

        assert html.count("aria-current") == 1


class TestTabs:
    def test_says_nought_but_hides_what_is_not_counted(self):
        html = Tabs((TabItem("Waiting", "/w", 0), TabItem("All", "/a", None, True))).render_html()

        assert html.count('class="count"') == 1
        assert 'aria-current="page"' in html


class TestChips:
    def test_a_removable_one_says_what_its_cross_does(self):
        assert "Take off:" in Chips((Chip("Costs paid", "/x", True),)).render_html()
        assert "Take off:" not in Chips((Chip("From home", "/x"),)).render_html()


class TestTable:
    def test_figures_stand_at_the_end_and_rows_have_names(self):
        html = Table("Places", (Head("Day"), Head("Left", figures=True)), (("1 December", 3),)).render_html()

        assert '<th scope="row">1 December</th>' in html
        assert '<td class="figures">3</td>' in html

    def test_refuses_a_row_that_is_too_short(self):
        with pytest.raises(ValueError, match="zip"):
            Table("Places", (Head("Day"), Head("Left")), (("1 December",),)).render_html()


class TestSteps:
    def test_say_how_each_stands(self):
        html = Steps.examples()[0].render_html()

        assert html.count("Done.") == 1
        assert html.count("To do.") == 1
