"""Words that are nearly right: how far two are apart, which known ones are nearest, which mean the same, how alike names are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.words import folding, spelling, synonyms, trigrams

WORDS = st.text("abcd", max_size=6)


def by_the_book(first, second):
    """The distance where each step changes, adds, drops or swaps a letter, written as plainly as it is defined."""
    table = {(i, 0): i for i in range(len(first) + 1)} | {(0, j): j for j in range(len(second) + 1)}
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            ways = [
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (first[i - 1] != second[j - 1]),
            ]
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(first), len(second)]


class TestSteps:
    @pytest.mark.parametrize(
        ("first", "second", "steps"),
        [
            ("garden", "garden", 0),
            ("gardn", "garden", 1),
            ("gardden", "garden", 1),
            ("gerden", "garden", 1),
            ("graden", "garden", 1),
            ("grdaen", "garden", 2),
            ("ca", "abc", 3),
            ("", "ab", 2),
            ("", "", 0),
            ("cafe", "caf", 1),
            ("chior", "choir", 1),
            ("\u043a\u043e\u0442", "\u043a\u0438\u0442", 1),
        ],
    )
    def test_between_two_words(self, first, second, steps):
        assert spelling.steps(first, second, most=9) == steps

    @pytest.mark.parametrize(("most", "steps"), [(0, 1), (1, 2), (2, 3), (3, 3), (4, 3)])
    def test_are_no_further_counted_than_asked(self, most, steps):
        assert spelling.steps("kitten", "sitting", most=most) == steps

    @settings(max_examples=40, deadline=None)
    @given(WORDS, WORDS, st.integers(0, 4))
    def test_are_those_of_the_book(self, first, second, most):
        assert spelling.steps(first, second, most=most) == min(by_the_book(first, second), most + 1)

    @settings(max_examples=40, deadline=None)
    @given(WORDS, WORDS)
    def test_are_as_many_there_as_back(self, first, second):
        assert spelling.steps(first, second, most=6) == spelling.steps(second, first, most=6)


class TestNearest:
    @pytest.mark.parametrize(
        ("typed", "found"),
        [
            ("gardn", ["garden"]),
            ("grden", ["garden"]),
            ("larber", ["larder"]),
            ("cat", ["cat"]),
            ("cot", ["cat"]),
            ("caat", ["cat"]),
            ("ct", []),
            ("c", []),
            ("", []),
            ("ukulele", []),
            ("chioor", ["choir"]),
        ],
    )
    def test_is_the_known_word_that_was_meant(self, typed, found):
        assert spelling.nearest(typed, ["garden", "larder", "cat", "choir"]) == found

    @pytest.mark.parametrize(
        ("typed", "known", "found"),
        [
            ("abc", "abd", True),
            ("abc", "add", False),
            ("abcd", "abce", True),
            ("abcd", "abef", False),
            ("abcde", "abcff", True),
            ("abcde", "abfff", False),
            ("abcdefghij", "abcdefghxx", True),
            ("abcdefghij", "abcdefgxxx", False),
        ],
    )
    def test_may_be_wrong_in_one_letter_of_a_short_word_and_two_of_a_long_one(self, typed, known, found):
        assert spelling.nearest(typed, [known]) == ([known] if found else [])

    def test_are_several_when_equally_near_in_the_order_given(self):
        assert spelling.nearest("bat", ["cat", "dog", "hat", "mat"]) == ["cat", "hat", "mat"]

    def test_drops_those_further_off_when_a_nearer_one_comes_later(self):
        assert spelling.nearest("gardens", ["gordens", "gardxnx", "gardens"]) == ["gardens"]

    @settings(max_examples=60, deadline=None)
    @given(st.text("ab", min_size=3, max_size=6), st.lists(WORDS, max_size=8, unique=True))
    def test_are_all_at_the_least_distance_whatever_the_order(self, typed, known):
        most = spelling.NEAR.get(len(typed), 2)
        away = {other: by_the_book(typed, other) for other in known}
        least = min(away.values(), default=99)
        expected = {other for other, steps in away.items() if steps == least <= most}

        assert set(spelling.nearest(typed, known)) == expected
        assert set(spelling.nearest(typed, reversed(known))) == expected


class TestSynonyms:
    @pytest.mark.parametrize(
        ("typed", "also"),
        [
            ("dbs", "police check"),
            ("food bank", "larder"),
            ("pantry", "food parcel"),
            ("lonely", "befriending"),
            ("older people", "pensioner"),
            ("choirs", "singing"),
            ("carers", "respite"),
            ("I want to sing in a choir", "song"),
        ],
    )
    def test_are_found_by_any_ending(self, typed, also):
        assert tuple(folding.stems(also)) in synonyms.of(folding.stems(typed))

    @pytest.mark.parametrize("typed", ["ukulele", "", "the and of"])
    def test_are_none_for_what_is_in_no_group(self, typed):
        assert synonyms.of(folding.stems(typed)) == []

    def test_leave_out_what_was_said_already_and_name_each_once(self):
        found = synonyms.of(folding.stems("mend and fix my bicycle"))

        assert len(found) == len(set(found))
        assert ("mend",) not in found
        assert ("repair",) in found
        assert ("bik",) in found

    def test_need_a_whole_phrase(self):
        assert ("larder",) not in synonyms.of(folding.stems("bank"))

    @pytest.mark.parametrize("circle", synonyms.CIRCLES)
    def test_of_one_group_lead_to_one_another(self, circle):
        phrases = {tuple(folding.stems(phrase)) for phrase in circle.split(",")} - {()}

        assert len(phrases) > 1, "all of one stem, which finds itself anyway"
        for phrase in phrases:
            others = {other for other in phrases if not set(phrase).issuperset(other)}
            assert others <= set(synonyms.of(list(phrase)))


class TestTrigrams:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", set()),
            ("?!", set()),
            ("a", {" a "}),
            ("ab", {" ab", "ab "}),
            ("Ama", {" am", "ama", "ma "}),
            ("Ama B", {" am", "ama", "ma ", " b "}),
            ("\u00c1m\u00e1", {" am", "ama", "ma "}),
        ],
    )
    def test_are_those_of_each_word(self, text, found):
        assert trigrams.of(text) == found

    @settings(max_examples=40, deadline=None)
    @given(st.text("abcdefg ", max_size=12))
    def test_make_a_name_wholly_like_itself(self, text):
        own = trigrams.of(text)

        assert trigrams.likeness(own, len(own), len(own)) == (1.0 if own else 0.0)

    @settings(max_examples=40, deadline=None)
    @given(st.text("abc ", max_size=10), st.text("abc ", max_size=10))
    def test_make_two_names_alike_from_nothing_to_wholly_whichever_is_asked(self, one, two):
        first, second = trigrams.of(one), trigrams.of(two)
        shared = len(first & second)

        there = trigrams.likeness(first, shared, len(second))
        assert 0.0 <= there <= 1.0
        assert there == trigrams.likeness(second, shared, len(first))
        assert (there == 0.0) == (shared == 0)

    def test_make_a_slip_more_like_the_name_than_another_name_is(self):
        def like(typed, name):
            asked, had = trigrams.of(typed), trigrams.of(name)
            return trigrams.likeness(asked, len(asked & had), len(had))

        assert like("Filomena", "Philomena") > like("Filomena", "Fiona")
        assert like("Okoro", "Okoro Chidi") > like("Okoro", "Okafor")


class TestFolding:
    @settings(max_examples=40, deadline=None)
    @given(st.text(max_size=30))
    def test_twice_is_as_once(self, text):
        once = folding.fold(text)

        assert folding.fold(once) == once

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.text(max_size=8), max_size=4))
    def test_an_index_has_each_stem_once_between_spaces(self, texts):
        kept = folding.index(*texts)

        assert kept.startswith(" ") and kept.endswith(" ")
        assert len(kept.split()) == len(set(kept.split()))

    @pytest.mark.parametrize(
        ("word", "stem"),
        [
            ("is", "is"),
            ("bus", "bus"),
            ("buses", "bus"),
            ("running", "run"),
            ("calling", "call"),
            ("dressing", "dress"),
            ("babies", "bab"),
            ("baby", "bab"),
            ("organisation", "organis"),
            ("organisations", "organis"),
            ("ring", "ring"),
            ("string", "str"),
        ],
    )
    def test_a_stem_keeps_three_letters(self, word, stem):
        assert folding.stem(word) == stem

    @settings(max_examples=40, deadline=None)
    @given(st.from_regex(r"\A[a-z]{1,12}\Z"))
    def test_a_stem_begins_as_its_word_does(self, word):
        found = folding.stem(word)

        assert word.startswith(found)
        assert len(found) >= min(len(word), 3)
