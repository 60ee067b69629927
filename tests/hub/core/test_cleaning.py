"""Text as people type and paste it, and what is kept of it."""

import pytest

from hub.core import cleaning


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ama   Boateng ", "Ama Boateng"),
        ("Ama\u200b", "Ama"),
        ("\u202aAma\u202c\u202e", "Ama"),
        ("A\u00a0B\u2009C\tD\nE", "A B C D E"),
        ("soft\u00adly", "softly"),
        ("e\u0301", "\u00e9"),
        ("\ufeffTea \u2615\ufe0f", "Tea \u2615"),
        ("nul\x00l", "null"),
        ("Lê Nguyễn", "Lê Nguyễn"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", ""),
    ],
)
def test_a_line(typed, kept):
    assert cleaning.line(typed) == kept


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\u2022\tBring tea \n\u2022\tBring cake", "\u2022 Bring tea\n\u2022 Bring cake"),
        ("one\n\n\n\ntwo\n", "one\n\ntwo"),
        ("“Smart” – quotes’ stay…", "“Smart” – quotes’ stay…"),
        ("  indented", "indented"),
        ("\uf0b7\tTea\n\uf0a7\tCake\n\uf0d8 Song", "• Tea\n• Cake\n• Song"),
        ("o\tTea", "o Tea"),
        ("a\x0bb", "a\nb"),
    ],
)
def test_several_lines(pasted, kept):
    assert cleaning.lines(pasted) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0\uff17700\u2011900\u2013123", "07700-900-123"),
        ("ama@example.org\u200b", "ama@example.org"),
        ("SW18\u00a02PU", "SW18 2PU"),
        ("\uff33\uff37\uff11\uff18", "SW18"),
        ("K7\u200d4Q", "K74Q"),
    ],
)
def test_what_machines_compare(typed, kept):
    assert cleaning.code(typed) == kept


@pytest.mark.parametrize("clean", [cleaning.line, cleaning.lines, cleaning.code])
@pytest.mark.parametrize("text", ["a\r\n\r\n\r\nb \u200b c", " \ufe0f", "e\u0301\u0301 \uff17"])
def test_cleaning_twice_is_cleaning_once(clean, text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "between_marks"),
    [
        ('"tea" chat', "‘tea’ chat"),
        ("chat (“tea”)", "chat (‘tea’)"),
        ('"tea chat"', "tea chat"),
        ("“tea chat”", "tea chat"),
        ('"tea" and "cake"', "‘tea’ and ‘cake’"),
        ("tea", "tea"),
        ("Ama’s tea", "Ama’s tea"),
    ],
)
def test_words_between_quotation_marks_have_none_of_the_same_inside(text, between_marks):
    assert cleaning.quotable(text) == between_marks
