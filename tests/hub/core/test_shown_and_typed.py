"""What the hub shows can be typed back, and what is cleaned stays clean: rules that hold for every date, time, number and text."""

import unicodedata
from contextlib import suppress
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import formats, translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hub.core import cleaning, typed_dates, typed_times
from hub.design import phones, times
from hub.people import names, reading
from hub.people.models import Channel
from hub.places import postcodes
from hub.places.failures import BadShape

TODAY = date(2026, 11, 30)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
CLOCKS = st.times().map(lambda found: found.replace(second=0, microsecond=0))
OUTWARD = st.from_regex(r"\A(?:[BEGLMNSW](?:[1-9][0-9]?|[1-9][A-Z])|[A-Z]{2}(?:[1-9][0-9]|[0-9][A-Z]?))\Z")
INWARD = st.from_regex(r"\A[0-9][ABD-HJLNP-UW-Z]{2}\Z")
ODD = st.text(
    st.one_of(
        st.sampled_from("e \t\n\r\u0301\u0327\u200b\u200d\u00ad\ufe0f\u00b4\u00a8\uff17\u2010\u0085\u2028\u202e"),
        st.characters(),
    ),
    max_size=8,
)
FEW = settings(max_examples=60, deadline=None)


def _refusal(read, typed):
    """What is said where a text is not taken; None where it is."""
    try:
        read(typed)
    except ValidationError as refused:
        return refused
    return None


class TestCleaning:
    """One text, however it is composed and whatever hides in it, is one."""

    @FEW
    @given(ODD)
    @example("e\u200b\u0301")
    @example("\u00b4")
    @example("\u2000x")
    @pytest.mark.parametrize("clean", [cleaning.line, cleaning.lines, cleaning.code])
    def test_twice_is_as_once(self, clean, text):
        once = clean(text)

        assert clean(once) == once

    @FEW
    @given(ODD)
    def test_leaves_a_line_composed_and_on_one_line(self, text):
        found = cleaning.line(text)

        assert unicodedata.is_normalized("NFC", found)
        assert found == " ".join(found.split())
        assert not {"\n", "\r", "\t", "\x00", "\u200b", "\u202e"} & set(found)

    @FEW
    @given(ODD)
    def test_leaves_no_space_at_any_lines_end_and_no_two_blank_lines(self, text):
        found = cleaning.lines(text)

        assert all(part == part.rstrip() for part in found.split("\n"))
        assert "\n\n\n" not in found

    @FEW
    @given(st.text("abc xyz", max_size=8), st.sampled_from("\u200b\u2060\ufeff\u00ad\u202a"), st.integers(0, 8))
    def test_makes_a_text_with_something_hidden_in_it_the_same(self, text, hidden, place):
        with_it = text[:place] + hidden + text[place:]

        assert cleaning.line(with_it) == cleaning.line(text)
        assert cleaning.code(with_it) == cleaning.code(text)

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("Zoe\u0301", "Zo\u00e9"),
            ("Zoe\u200b\u0301", "Zo\u00e9"),
            ("\u0922\u200d\u0923", "\u0922\u200d\u0923"),
            ("\U0001f469\u200d\U0001f373", "\U0001f469\u200d\U0001f373"),
            ("a\ud800b", "ab"),
        ],
    )
    def test_keeps_what_a_reader_would_see(self, typed, kept):
        assert cleaning.line(typed) == kept


class TestDates:
    @FEW
    @given(DAYS)
    @example(date(2028, 2, 29))
    @example(date(2100, 2, 28))
    def test_in_figures_are_read_as_the_day_they_are(self, day):
        for typed in (
            f"{day:%Y-%m-%d}",
            f"{day.day}/{day.month}/{day.year}",
            f"{day:%d.%m.%Y}",
            f"{day:%d%m%Y}",
            f"{day.day} {day.month} {day.year}",
        ):
            assert typed_dates.read(typed, today=TODAY) == day

    @FEW
    @given(DAYS)
    @pytest.mark.parametrize("language", ["en-gb", "cy"])
    @pytest.mark.parametrize("written", ["j F Y", "l j F Y", "j M Y"])
    def test_as_a_calendar_writes_them_are_read_in_both_languages(self, language, written, day):
        with translation.override(language):
            assert typed_dates.read(formats.date_format(day, written), today=TODAY) == day

    @FEW
    @given(st.dates(TODAY, date(2027, 10, 30)))
    @pytest.mark.parametrize("language", ["en-gb", "cy"])
    def test_as_our_pages_show_them_are_read(self, language, day):
        with translation.override(language):
            shown = times.short_date(datetime(day.year, day.month, day.day, 12, tzinfo=times.LOCAL))

            assert typed_dates.read(shown, today=TODAY) == day

    @FEW
    @given(st.integers(1, 31), st.integers(1, 12))
    def test_without_a_year_are_never_past(self, day, month):
        missing = {(30, 2), (31, 2), (31, 4), (31, 6), (31, 9), (31, 11)}
        refused = _refusal(lambda typed: typed_dates.read(typed, today=TODAY), f"{day}/{month}")
        assert (refused is not None) == ((day, month) in missing)
        if refused is None:
            found = typed_dates.read(f"{day}/{month}", today=TODAY)
            assert found >= TODAY
            assert (found.day, found.month) == (day, month)

    @pytest.mark.parametrize(
        ("today", "meant"),
        [
            (date(2027, 2, 28), date(2028, 2, 29)),
            (date(2028, 2, 29), date(2028, 2, 29)),
            (date(2028, 3, 1), date(2032, 2, 29)),
            (date(2096, 3, 1), date(2104, 2, 29)),
        ],
    )
    def test_of_29_february_wait_for_the_next_leap_year(self, today, meant):
        assert typed_dates.read("29 Feb", today=today) == meant

    @FEW
    @given(ODD | st.text("0123456789/ .-:janfebtudy\u0663\u00b2", max_size=12))
    @pytest.mark.parametrize(
        "read", [lambda typed: typed_dates.read(typed, today=TODAY), typed_times.read, reading.phone, reading.email]
    )
    def test_and_all_else_that_is_typed_are_read_or_kindly_refused(self, read, typed):
        refused = _refusal(read, typed)

        assert refused is None or len(refused.messages[0]) > 20


class TestClocks:
    @FEW
    @given(CLOCKS)
    @example(datetime(2026, 1, 1, 0, 0).time())
    @example(datetime(2026, 1, 1, 12, 0).time())
    @example(datetime(2026, 1, 1, 0, 30).time())
    @pytest.mark.parametrize("language", ["en-gb", "cy"])
    def test_as_our_pages_show_them_are_read(self, language, clock):
        at = datetime.combine(TODAY, clock, tzinfo=times.LOCAL)
        with translation.override(language):
            assert typed_times.read(times.clock(at)) == clock

    @FEW
    @given(CLOCKS)
    def test_of_24_or_of_12_hours_are_read(self, clock):
        for typed in (f"{clock:%H:%M}", f"{clock:%H.%M}", f"{clock:%H%M}", f"{clock:%I:%M %p}", f"{clock:%H:%M:%S}"):
            assert typed_times.read(typed) == clock


class TestPostcodes:
    @FEW
    @given(OUTWARD, INWARD)
    def test_are_read_as_they_are_written(self, outward, inward):
        found = postcodes.read(f"{outward} {inward}")

        assert (str(found), found.key, found.shape) == (f"{outward} {inward}", outward + inward, "unit")
        assert postcodes.read(str(found).lower()) == found

    @FEW
    @given(OUTWARD, INWARD, st.sampled_from(["", ", UK", " United Kingdom", ", England."]))
    def test_are_found_at_the_end_of_an_address_with_or_without_a_country(self, outward, inward, country):
        found = postcodes.split(f"4 Ash Lane, London, {outward} {inward}{country}")

        assert found == ("4 Ash Lane, London, ", postcodes.read(f"{outward} {inward}"))

    @FEW
    @given(OUTWARD, st.integers(0, 9))
    def test_of_a_sector_keep_their_figure_apart(self, outward, figure):
        found = postcodes.read(f"{outward} {figure}")

        assert (found.district, found.sector, found.letters) == (outward, f"{outward} {figure}", "")

    @FEW
    @given(ODD)
    def test_are_none_of_what_is_no_postcode_and_break_on_nothing(self, text):
        with suppress(BadShape):
            assert postcodes.read(text).district
        postcodes.within(text)
        assert postcodes.looks_like(text) in (True, False)


class TestRoutes:
    @FEW
    @given(
        st.sampled_from(["01632 960", "07700 900", "020 7946 0", "+33 1 42 68 53 ", "+353 1 679 9"]),
        st.integers(0, 999),
    )
    def test_by_phone_are_read_again_as_they_are_shown(self, begins, ends):
        typed = begins + (f"{ends:03}" if not begins.startswith("+33") else f"{ends % 100:02}")
        number = reading.phone(typed)

        assert reading.phone(number) == number
        assert reading.phone(reading.shown(reading.Route(Channel.PHONE, number))) == number

    @FEW
    @given(
        st.from_regex(r"\A[a-z][a-z.+_-]{0,8}[a-z]@[a-z]{1,9}(\.[a-z]{2,4}){1,2}\Z").filter(
            lambda text: ".." not in text
        )
    )
    def test_by_email_are_one_in_capitals_in_brackets_and_after_mailto(self, address):
        for typed in (address.upper(), f"Ama <{address}>", f"mailto:{address}", f" {address}. "):
            assert reading.email(typed) == address

    @FEW
    @given(OUTWARD, INWARD)
    def test_by_letter_stay_as_they_were_tidied(self, outward, inward):
        once = reading.letter(f"4  Ash Lane ,, London,{outward} {inward}, UK")

        assert once == f"4 Ash Lane\nLondon\n{outward} {inward}"
        assert reading.letter(once) == once

    @FEW
    @given(st.text("0123456789+ -()", max_size=14))
    def test_grouped_for_a_page_are_grouped_once_and_ring_the_same(self, typed):
        once = phones.grouped(typed)

        assert phones.grouped(once) == once
        assert phones.rings(once) == phones.rings(typed)


class TestNames:
    @FEW
    @given(st.text("abcde\u00df\u00c0\u00e9O\u2019'-. ,", max_size=14))
    def test_have_no_letter_lost_but_commas(self, typed):
        found = names.read(typed)

        kept = sorted(str(found).casefold().replace(" ", ""))
        assert (
            kept == sorted(cleaning.line(typed).strip(" ,").replace(",", "", 1).casefold().replace(" ", ""))
            or "," in typed
        )

    @FEW
    @given(st.from_regex(r"\A[A-Z][a-z]{2,8}\Z"), st.from_regex(r"\A[A-Z][a-z]{2,8}\Z"))
    def test_are_one_in_either_order_and_any_case(self, first, last):
        plain = names.read(f"{first} {last}")

        assert names.read(f"{last}, {first}") == plain or plain.first_name.casefold() in names.TITLES
        assert names.key(plain.first_name) == names.key(plain.first_name.upper())
