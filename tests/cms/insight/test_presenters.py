"""Figures as sentences, bars, a week and a line: what is said of how much, and nothing said of few. No database."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.insight.presenters import charts, page, tables
from cms.insight.selectors import asked, missing, period, replies
from hub.taxonomy.codes import Slot

EMPTY_WEEK = dict.fromkeys(range(21))
NOBODY = (None, None, None, None, None)


def stages(*counts):
    """Stages with these counts as they are shown, and the share of each in the one before."""
    before = [None, *counts]
    shares = [
        round(100 * now / was) if now is not None and was else None for now, was in zip(counts, before, strict=False)
    ]
    return tuple(asked.Stage(key, count, share) for key, count, share in zip(asked.STAGES, counts, shares, strict=True))


def months(*shares):
    """The last months, with these shares of answers that came in time."""
    return tuple(
        replies.Month(date(2026, number, 1), None if share is None else 20, share)
        for number, share in enumerate(shares, 6)
    )


def figures(
    *, counts=NOBODY, windows=None, wards=(), gap="", worst="", searched=(), share=None, by_month=(None,), within=()
):
    return page.Figures(
        stages(*counts),
        missing.Missing({**EMPTY_WEEK, **(windows or {})}, tuple(wards), gap, worst, tuple(searched)),
        replies.Replies(months(*by_month), share, tuple(within)),
    )


def said(**facts):
    return page.page(figures(**facts)).sentences


class TestFirstSentence:
    @pytest.mark.parametrize(
        ("counts", "words"),
        [
            (NOBODY, "Too few people have been asked yet to say where it leads."),
            ((20, 10, 5, None, None), "Too few people have been asked yet to say where it leads."),
            ((5, 5, 5, 5, 5), "Too few people have been asked yet to say where it leads."),
            ((100, 100, 100, 90, None), "Nearly everybody we asked has been to something."),
            ((100, 100, 100, 85, None), "8 in 10 people we asked have been to something."),
            ((100, 100, 100, 55, None), "6 in 10 people we asked have been to something."),
            ((100, 80, 60, 50, None), "1 in 2 people we asked have been to something."),
            ((100, 80, 60, 35, None), "1 in 3 people we asked have been to something."),
            ((100, 80, 60, 10, None), "1 in 10 people we asked have been to something."),
        ],
    )
    def test_says_where_asking_leads(self, counts, words):
        assert said(counts=counts)[0] == words


class TestSecondSentence:
    @pytest.mark.parametrize(
        ("gap", "worst", "words"),
        [
            ("", "", "Too few wishes went unmet to say what is missing."),
            ("", "Balham", "Too few wishes went unmet to say what is missing."),
            ("sundays", "", "Sundays are the biggest gap."),
            ("weekday_evenings", "Balham", "Weekday evenings are the biggest gap, most of all in Balham."),
        ],
    )
    def test_says_what_is_missing(self, gap, worst, words):
        assert said(gap=gap, worst=worst)[1] == words


class TestThirdSentence:
    @pytest.mark.parametrize(
        ("share", "by_month", "words"),
        [
            (None, (None,), "Too few answers were due to say how many came in time."),
            (100, (100,), "All or nearly all replies came in time."),
            (0, (0,), "Few replies or none came in time."),
            (83, (None, None), "8 in 10 replies came in time."),
            (83, (80, 90), "8 in 10 replies came in time."),
            (83, (None, 40, 90), "8 in 10 replies came in time. It was 4 in 10 in July 2026."),
            (100, (60,), "All or nearly all replies came in time. It was 6 in 10 in June 2026."),
        ],
    )
    def test_says_whether_promises_are_kept(self, share, by_month, words):
        assert said(share=share, by_month=by_month)[2] == words

    def test_counts_the_days_of_one_day_as_one(self):
        found = page.page(figures(within=((1, 40), (2, None), (3, 95))))

        assert found.within == "Answers came: 40% within a day, 95% within 3 days."

    def test_says_nothing_of_days_with_too_few(self):
        assert page.page(figures(within=((1, None), (2, None)))).within == ""


class TestFunnel:
    def test_is_none_before_anybody_was_asked(self):
        found = page.page(figures())

        assert (found.funnel, found.drop) == (None, "")

    def test_has_a_bar_for_each_stage_as_long_as_its_part_of_the_first(self):
        found = page.page(figures(counts=(1240, 620, 310, 5, None))).funnel

        assert [(bar.words, bar.length, bar.beside) for bar in found.rows] == [
            ("1,240", 100, "–"),
            ("620", 50, "50%"),
            ("310", 25, "50%"),
            ("5", 0, "2%"),
            ("<5", 0, "–"),
        ]

    @pytest.mark.parametrize(
        ("counts", "words"),
        [
            ((100, 90, 20, 15, 10), "Most people are lost between “said yes” and “were passed on or signed up”."),
            ((100, 60, 20, 15, 10), "Most people are lost between “were asked” and “said yes”."),
            ((20, 20, 20, 20, 20), ""),
            ((20, None, None, None, None), ""),
        ],
    )
    def test_says_where_most_are_lost(self, counts, words):
        assert page.page(figures(counts=counts)).drop == words


class TestWeek:
    def test_is_none_where_no_wish_named_a_time(self):
        assert page.page(figures()).heat is None

    def test_has_a_row_for_each_part_of_the_day_and_a_cell_for_each_day(self):
        found = page.page(figures(windows={Slot.MON_MORNING: 5, Slot.SUN_EVENING: 20})).heat.get_context_data()

        assert found["days"] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        assert [(part, len(cells)) for part, cells in found["rows"]] == [
            ("Morning", 7),
            ("Afternoon", 7),
            ("Evening", 7),
        ]
        assert found["rows"][0][1][0] == charts.HeatCell("5", 1)
        assert found["rows"][2][1][6] == charts.HeatCell("20", 4)
        assert found["rows"][1][1][3] == charts.HeatCell("<5", 0)

    @pytest.mark.parametrize(
        ("count", "strength"), [(None, 0), (5, 1), (10, 1), (15, 2), (20, 2), (25, 3), (30, 3), (35, 4), (40, 4)]
    )
    def test_is_stronger_for_more(self, count, strength):
        windows = (count, 40, *[None] * 19)

        assert charts.Heat("Wishes", windows).get_context_data()["rows"][0][1][0].strength == strength

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.one_of(st.none(), st.integers(1, 60).map(lambda n: 5 * n)), min_size=21, max_size=21))
    def test_colours_in_the_order_of_the_counts(self, counts):
        rows = charts.Heat("Wishes", tuple(counts)).get_context_data()["rows"]

        cells = [rows[slot % 3][1][slot // 3] for slot in range(21)]
        for slot, other in ((one, two) for one in range(21) for two in range(21)):
            if (counts[slot] or 0) < (counts[other] or 0):
                assert cells[slot].strength <= cells[other].strength
        assert all((cell.strength == 0) == (count is None) for cell, count in zip(cells, counts, strict=True))


class TestWards:
    @pytest.mark.parametrize(
        ("ward", "beside"),
        [
            (missing.Ward("Balham", 20, "Sundays"), "Sundays"),
            (missing.Ward("Balham", 20, "Sundays", 16_000), "Sundays. 1.2 for each 1,000 people"),
            (missing.Ward("Balham", 20, "", 10_000), "2.0 for each 1,000 people"),
            (missing.Ward("Balham", 20, "", 0), ""),
            (missing.Ward("Balham", None, "", 10_000), ""),
        ],
    )
    def test_say_what_is_missed_and_for_how_many(self, ward, beside):
        (bar,) = page.page(figures(wards=[ward])).wards.rows

        assert bar.beside == beside

    def test_are_measured_by_the_one_with_most(self):
        wards = [missing.Ward("Balham", 40, ""), missing.Ward("Furzedown", 10, ""), missing.Ward("Wandle", None, "")]

        assert [bar.length for bar in page.page(figures(wards=wards)).wards.rows] == [100, 25, 0]

    def test_and_words_are_left_out_where_there_are_none(self):
        found = page.page(figures())

        assert (found.wards, found.searched) == (None, None)

    def test_words_stand_as_they_were_typed(self):
        rows = page.page(figures(searched=(("<b>knit", 4), ("ukulele", 1)))).searched.rows

        assert [(bar.label, bar.words, bar.length) for bar in rows] == [("“<b>knit”", "4", 100), ("“ukulele”", "1", 25)]


class TestLine:
    def test_is_none_without_a_single_share(self):
        assert page.page(figures(by_month=(None, None))).line is None

    def test_leaves_a_gap_for_a_month_of_few(self):
        found = charts.Line("In time", months(80, None, 100)).get_context_data()

        assert [(point.month, point.words) for point in found["points"]] == [("Jun", "80%"), ("Aug", "100%")]
        assert found["rows"] == [("June 2026", "20", "80%"), ("July 2026", "<5", "–"), ("August 2026", "20", "100%")]
        assert [words for _x, words in found["labels"]] == ["Jun", "Jul", "Aug"]

    @pytest.mark.parametrize(
        ("shares", "marks"),
        [((100,), [60, 80, 100]), ((61,), [60, 80, 100]), ((59,), [40, 60, 80, 100]), ((0,), [0, 20, 40, 60, 80, 100])],
    )
    def test_begins_low_enough_for_its_lowest(self, shares, marks):
        assert [share for _y, share in charts.Line("In time", months(*shares)).get_context_data()["marks"]] == marks

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
    def test_stays_within_its_frame_and_higher_is_better(self, shares):
        points = charts.Line("In time", months(*shares)).get_context_data()["points"]

        assert all(0 <= point.x <= charts.Line.WIDTH and 20 <= point.y <= charts.Line.HEIGHT - 30 for point in points)
        for one, two in zip(points, points[1:], strict=False):
            assert one.x < two.x
        assert sorted(range(len(shares)), key=lambda n: (-shares[n], n)) == sorted(
            range(len(shares)), key=lambda n: (points[n].y, n)
        )

    def test_speaks_welsh(self):
        with translation.override("cy"):
            assert charts.Line("In time", months(80)).get_context_data()["rows"][0][0] == "Mehefin 2026"


class TestFile:
    PERIOD = period.Period(date(2026, 8, 31), date(2026, 11, 22))

    def rows(self, **facts):
        text = tables.as_csv(figures(**facts), self.PERIOD)
        assert text[0] == "\ufeff"
        return list(csv.reader(StringIO(text[1:])))

    def test_names_its_days_and_has_a_row_for_each_number(self):
        rows = self.rows()

        assert rows[0] == ["Table", "Row", "Number", "More", "2026-08-31/2026-11-22"]
        assert len(rows) == 1 + 5 + 21 + 1

    def test_hides_what_the_page_hides(self):
        assert {row[2] for row in self.rows()[1:]} == {"<5"}

    def test_writes_large_numbers_without_commas(self):
        assert ["From being asked to coming back", "Were asked", "1240", ""] in self.rows(counts=(1240, *NOBODY[1:]))

    @pytest.mark.parametrize("typed", ["=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx"])
    def test_lets_no_spreadsheet_calculate(self, typed):
        (row,) = [row for row in self.rows(searched=((typed, 3),)) if row[0] == "Searched for, and not found"]

        assert row[1] == f"'{typed}"

    def test_keeps_commas_quotes_and_lines_in_one_cell(self):
        ward = missing.Ward('St "Mary\'s", Park\n2', 5, "Sundays")

        assert ["Wishes that were not met, by ward", ward.name, "5", "Sundays"] in self.rows(wards=[ward])


class TestPeriod:
    @pytest.mark.parametrize(
        ("at", "last"),
        [
            (datetime(2026, 11, 23, 12, tzinfo=UTC), date(2026, 11, 22)),
            (datetime(2026, 11, 22, 12, tzinfo=UTC), date(2026, 11, 15)),
            (datetime(2026, 11, 22, 23, 59, tzinfo=UTC), date(2026, 11, 15)),
            (datetime(2026, 6, 28, 23, 30, tzinfo=UTC), date(2026, 6, 28)),
            (datetime(2028, 3, 1, 12, tzinfo=UTC), date(2028, 2, 27)),
        ],
    )
    @pytest.mark.parametrize(("choice", "days"), [("month", 28), ("quarter", 84), ("year", 364)])
    def test_is_of_whole_weeks_to_last_sunday_in_london(self, at, last, choice, days):
        found = period.of(choice, at=at)

        assert (found.last, found.last - found.first) == (last, timedelta(days=days - 1))
        assert (found.first.isoweekday(), found.last.isoweekday()) == (1, 7)

    def test_has_its_hours_by_the_clock_when_clocks_change(self):
        found = period.Period(date(2026, 3, 23), date(2026, 3, 29))

        assert (found.begins.astimezone(UTC), found.ends.astimezone(UTC)) == (
            datetime(2026, 3, 23, tzinfo=UTC),
            datetime(2026, 3, 29, 23, tzinfo=UTC),
        )
        assert found.words == "23 March 2026 to 29 March 2026"
