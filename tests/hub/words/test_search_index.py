"""The index of everything public: rare words and titles weigh more, slips and synonyms are understood. No database."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.words import search_index
from hub.words.search_index import Asked, Index, Text, Thing


def index(*texts):
    """The index of some things, each with a title and perhaps a name and a body; numbered from 0."""
    built = []
    for pk, text in enumerate(texts):
        title, name, body = (*([text] if isinstance(text, str) else text), "", "")[:3]
        built.append(Text(Thing("opportunity", pk), title, name, body))
    return Index.build(built)


def found(typed, *texts):
    """The numbers of what a search finds, best first."""
    whole = index(*texts)
    return [thing.pk for thing in search_index.rank(whole, search_index.read(typed, whole))]


class TestOrder:
    def test_a_title_counts_more_than_a_text(self):
        assert found("ukulele", ("Walk", "", "ukulele"), "Ukulele for all") == [1, 0]

    def test_a_title_that_was_typed_whole_counts_most(self):
        assert found("ukulele band", "Find a ukulele for the brass band", "Ukulele band") == [1, 0]

    def test_a_rare_word_counts_more_than_a_common_one(self):
        assert found("garden ukulele", "Garden", "Garden", "Garden", "Ukulele")[0] == 3

    def test_what_has_both_words_comes_before_what_has_either(self):
        assert found("garden ukulele", "Ukulele", "Garden", "Ukulele in the garden")[0] == 2

    def test_equal_ones_keep_the_order_in_which_they_were_listed(self):
        assert found("garden", "Garden", "Garden", "Garden") == [0, 1, 2]


class TestEnough:
    def test_what_has_most_of_the_words_stands_alone_where_there_is_enough_of_it(self):
        walks = ["Garden walk"] * search_index.FEW

        assert found("garden walk", "Walk", *walks) == [1, 2, 3, 4, 5]

    def test_half_of_the_words_is_enough_where_there_is_little(self):
        assert found("garden walk", "Garden walk", "Garden", "Walk", "Ukulele") == [0, 1, 2]

    def test_words_around_it_count_for_nothing(self):
        assert found("somewhere to go for ukulele people", ("Walk", "", "people go somewhere"), "Ukulele") == [1]
        assert found("people", ("Walk", "", "people go somewhere"), "Ukulele") == [0]


class TestNames:
    def test_a_word_of_a_name_does_not_make_a_kitchen_firm_a_garden(self):
        assert found("garden", ("Choose who fits kitchens", "Garden Court Housing"), "Dig a garden") == [1]

    @pytest.mark.parametrize("typed", ["garden court", "garden court housing", "court houzing"])
    def test_two_words_of_a_name_find_what_they_offer(self, typed):
        assert 0 in found(typed, ("Choose who fits kitchens", "Garden Court Housing"), "Dig a garden")

    @pytest.mark.parametrize("name", ["Ethelburga Tenants", "Suds"])
    def test_one_is_enough_where_it_is_no_common_word_or_the_whole_name(self, name):
        assert found(name.split()[0], ("Fold sheets", name), "Dig a garden") == [0]

    def test_a_group_comes_before_what_it_offers(self):
        assert (
            found("garden court housing", ("Choose who fits kitchens", "Garden Court Housing"), "Garden Court Housing")[
                0
            ]
            == 1
        )


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

        assert [thing.pk for thing in search_index.rank(whole, query)] == [0]
        assert list(query.meant.values()) == ["garden"]

    def test_that_are_known_are_never_corrected(self):
        whole = index("Cat", "Car", "Cart")

        assert search_index.read("cat", whole).meant == {}

    def test_that_mean_the_same_are_found_after_those_that_were_typed(self):
        assert found("larder", "Food bank", "Larder") == [1, 0]

    def test_that_are_unknown_and_like_nothing_find_nothing(self):
        assert found("xylophone", "Garden") == []

    @pytest.mark.parametrize("typed", ["ukul", "ukulel"])
    def test_are_found_by_their_beginning(self, typed):
        whole = index("Gardening", "Ukulele")

        assert search_index.rank(whole, query := search_index.read(typed, whole)) and query.meant == {}

    @pytest.mark.parametrize(("typed", "kept"), [("IT", True), ("IT help", True), ("it", False), ("FIX IT", False)])
    def test_it_is_computers_only_in_capitals_of_its_own(self, typed, kept):
        assert (found(typed, "Computers for beginners", "Fix a tap") == [0]) is kept

    @pytest.mark.parametrize(("typed", "number"), [("A&E", 0), ("a & e", 0), ("C++", 1), ("c++ club", 1), ("C#", 2)])
    def test_of_one_letter_keep_their_sign(self, typed, number):
        assert found(typed, "Wait in A&E", "Learn C++", "Learn C#", "Vitamin C", "Plan B") == [number]

    def test_after_the_eighth_are_not_read(self):
        whole = index("Aa bb cc dd ee ff gg hh", "Garden")
        query = search_index.read("aa bb cc dd ee ff gg hh garden", whole)

        assert len(query.words) == search_index.LONGEST
        assert search_index.rank(whole, query) == [Thing("opportunity", 0)]


class TestRarity:
    def test_grows_the_fewer_have_it(self):
        whole = index("Garden", "Garden", "Garden walk", "Ukulele")

        assert whole.rarity("garden") == pytest.approx(log(1 + 4 / 3))
        assert whole.rarity("ukulel") == pytest.approx(log(5))
        assert whole.rarity("xylophon") == 0.0

    def test_of_an_empty_hub_is_nothing(self):
        whole = index()

        assert whole.rarity("garden") == 0.0
        assert search_index.rank(whole, search_index.read("garden", whole)) == []


class TestBuilding:
    def test_keeps_the_highest_place_of_a_word(self):
        whole = index(("Garden", "Garden friends", "a garden gate"))

        assert whole.postings["garden"] == {0: search_index.TITLE}
        assert whole.postings["gat"] == {0: search_index.BODY}

    def test_keeps_each_kind_apart(self):
        whole = Index.build([Text(Thing("step", 1), "Tea"), Text(Thing("page", 1), "Tea")])

        assert search_index.rank(whole, search_index.read("tea", whole)) == [Thing("step", 1), Thing("page", 1)]


WORDS = st.lists(st.sampled_from(["garden", "ukulele", "walk", "cake", "choir"]), min_size=1, max_size=4)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_whatever_has_every_word_that_was_typed_is_found_and_each_once(texts, typed):
    numbers = found(" ".join(typed), *(" ".join(text) for text in texts))

    assert len(numbers) == len(set(numbers))
    assert {n for n, text in enumerate(texts) if set(typed) <= set(text)} <= set(numbers)


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=6), WORDS)
def test_what_has_every_word_in_its_title_comes_before_what_has_none(texts, typed):
    whole = [*(" ".join(text) for text in texts), " ".join(typed)]

    numbers = found(" ".join(typed), *whole)

    last = numbers.index(len(texts))
    assert all(set(texts[n]) & set(typed) for n in numbers[:last])


def test_a_query_of_nothing_is_of_no_words():
    assert search_index.rank(index("Garden"), Asked([])) == []
