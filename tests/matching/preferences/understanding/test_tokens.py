"""Words with their places: what is quoted stands in the text as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.preferences.understanding import tokens


@pytest.mark.parametrize(
    ("text", "norms"),
    [
        ("I don’t mind", ["i", "dont", "mind"]),
        ("don't, dont", ["dont", "dont"]),
        ("Café CRÈME", ["cafe", "creme"]),
        ("wash-up", ["wash", "up"]),
        ("a seat + a loo & tea, B&B", ["a", "seat", "and", "a", "loo", "and", "tea", "b", "b"]),
        ("9.30ish or 2hrs", ["9.30ish", "or", "2hrs"]),
        ("Łódź", ["lodz"]),
        ("👍 yes", ["yes"]),
        ("", []),
        ("…?!", []),
    ],
)
def test_words_as_they_are_compared(text, norms):
    assert [token.norm for token in tokens.of(text)] == norms


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("one two", [".", ""]),
        ("one, two", [".", ","]),
        ("one. two", [".", "."]),
        ("one - two", [".", ","]),
        ("one-two", [".", ""]),
        ("one – two", [".", ","]),
        ("one\ntwo", [".", "."]),
        ("one (two)", [".", ","]),
        ("one/two", [".", ""]),
        ("Likes: two", [".", ","]),
    ],
)
def test_what_stands_between_them(text, gaps):
    assert [token.gap for token in tokens.of(text)] == gaps


@given(st.text(max_size=200))
def test_each_word_stands_where_it_says(text):
    found = tokens.of(text)

    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    assert all(text[token.start : token.end].strip() for token in found)
