"""The index of everything public: rare words and titles weigh more, slips and synonyms are understood. No database."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.searching import search_index
from cms.searching.search_index import Asked, Index, Text, Thing
from hub.words import folding


def index(*texts):
    """The index of some things, each with a title and perhaps a name and a body; numbered from 0."""
    built = []
    for pk, text in enumerate(texts):
        title, name, body = (*([text] if isinstance(text, str) else text), "", "")[:3]
        built.append(Text(Thing("opportunity", pk), folding.stems(title), folding.stems(name), folding.stems(body)))
    return Index.build(built)


def found(typed, *texts, top=10):
    """The numbers of what a search finds, best first."""
    whole = index(*texts)
    return [thing.pk for thing in search_index.rank(whole, search_index.read(typed, whole), top=top)]


class TestOrder:
    def test_a_title_counts_more_than_a_name_and_a_name_more_than_a_text(self):
        texts = (("Walk", "", "ukulele"), ("Talk", "Ukulele band"), "Ukulele for all")

        assert found("ukulele", *texts) == [2, 1, 0]

    def test_a_rare_word_counts_more_than_a_common_one(self):
        assert found("garden ukulele", "Garden", "Garden", "Garden", "Ukulele") == [3, 0, 1, 2]

    def test_what_has_both_words_comes_before_what_has_either(self):
        assert found("garden ukulele", "Ukulele", "Garden", "Ukulele in the garden")[0] == 2

    def test_more_of_the_words_weigh_more_than_one_that_is_rare(self):
        walks = [("Hill", "", "garden walk")] * 4

        assert found("garden walk ukulele", "Ukulele", *walks)[-1] == 0

    def test_equal_ones_keep_the_order_in_which_they_were_listed(self):
        assert found("garden", "Garden", "Garden", "Garden") == [0, 1, 2]

    @pytest.mark.parametrize(("top", "expected"), [(0, []), (1, [0]), (2, [0, 1]), (9, [0, 1, 2])])
    def test_is_cut_where_one_asks(self, top, expected):
        assert found("garden", "Garden", "Garden", "Garden", top=top) == expected


class TestWords:
    @pytest.mark.parametrize("typed", ["gardens", "GARDENING", "gard\u00e9ner", "in the garden?", "garden garden"])
    def test_are_found_in_any_form(self, typed):
        assert found(typed, "Garden", "Ukulele") == [0]

    @pytest.mark.parametrize("typed", ["", "the", "?!", "in my", "\u200b"])
    def test_without_meaning_find_nothing(self, typed):
        assert found(typed, "Garden") == []

    @pytest.mark.parametrize("typed", ["gardin", "gerden", "grden", "gadren"])
    def test_with_a_slip_are_understood(self, typed):
        whole = index("Garden", "Ukulele")
        query = search_index.read(typed, whole)

        assert [thing.pk for thing in search_index.rank(whole, query, top=9)] == [0]
        assert list(query.meant.values()) == ["garden"]

    def test_that_are_known_are_never_corrected(self):
        whole = index("Cat", "Car", "Cart")

        assert search_index.read("cat", whole).meant == {}

    def test_that_mean_the_same_are_found_after_those_that_were_typed(self):
        assert found("larder", "Food bank", "Larder") == [1, 0]

    def test_that_are_unknown_and_like_nothing_find_nothing(self):
        assert found("xylophone", "Garden") == []

    def test_after_the_eighth_are_not_read(self):
        whole = index("Garden")
        query = search_index.read("one two three four five six seven eight garden", whole)

        assert len(query.words) == search_index.LONGEST
        assert search_index.rank(whole, query, top=9) == []


class TestRarity:
    def test_grows_the_fewer_have_it(self):
        whole = index("Garden", "Garden", "Garden walk", "Ukulele")

        assert whole.rarity("garden") == pytest.approx(log(1 + 4 / 3))
        assert whole.rarity("ukulel") == pytest.approx(log(5))
        assert whole.rarity("xylophon") == 0.0

    def test_of_an_empty_hub_is_nothing(self):
        whole = index()

        assert whole.rarity("garden") == 0.0
        assert search_index.rank(whole, search_index.read("garden", whole), top=9) == []


class TestBuilding:
    def test_keeps_the_highest_place_of_a_word(self):
        whole = index(("Garden", "Garden friends", "a garden"))

        assert whole.postings["garden"] == {0: search_index.TITLE}
        assert whole.postings["friend"] == {0: search_index.NAME}

    def test_keeps_each_kind_apart(self):
        whole = Index.build([Text(Thing("step", 1), ["tea"]), Text(Thing("page", 1), ["tea"])])

        assert search_index.rank(whole, search_index.read("tea", whole), top=9) == [Thing("step", 1), Thing("page", 1)]


WORDS = st.lists(st.sampled_from(["garden", "ukulele", "walk", "cake", "choir"]), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_whatever_has_a_word_that_was_typed_is_found_and_each_once(texts, typed):
    numbers = found(" ".join(typed), *(" ".join(text) for text in texts), top=99)

    assert len(numbers) == len(set(numbers))
    assert {n for n, text in enumerate(texts) if set(text) & set(typed)} <= set(numbers)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=6), WORDS)
def test_what_has_every_word_in_its_title_comes_before_what_has_none(texts, typed):
    whole = [*(" ".join(text) for text in texts), " ".join(typed)]

    numbers = found(" ".join(typed), *whole, top=99)

    last = numbers.index(len(texts))
    assert all(set(texts[n]) & set(typed) for n in numbers[:last])


def test_a_query_of_nothing_is_of_no_words():
    assert search_index.rank(index("Garden"), Asked([]), top=9) == []
