"""What a text costs, by the rules of GSM 03.38, counted by hand."""

import pytest

from hub.messaging import texts


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("It’s “yours” – until 8pm…", 'It\'s "yours" - until 8pm...'),
        ("‘Tea’ at 6\u00a0to\u202f8", "'Tea' at 6 to 8"),
        ("soft\u00adly, zero\u200bwidth\ufeff", "softly, zerowidth"),
        ("O‘Neil`s, D´Arcy", "O'Neil's, D'Arcy"),
    ],
)
def test_typographic_signs_become_plain(typed, sent):
    assert texts.plain(typed) == sent
    assert texts.is_gsm_7(sent)


@pytest.mark.parametrize("name", ["Siôn", "Ŵyn", "Zoë", "Łukasz", "محمد", "Ama 🙂", "ক্ষ\u200dমা", "½"])
def test_letters_stay_as_they_are(name):
    assert texts.plain(name) == name


def test_what_is_plain_stays_so():
    assert texts.plain(texts.plain("“It’s” – …")) == texts.plain("“It’s” – …")


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("€" * 80, 1),  # two places each
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),  # € is not split: it begins the second part
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ŵ" + "a" * 69, 1),
        ("ŵ" + "a" * 70, 2),
        ("ŵ" + "a" * 133, 2),
        ("ŵ" + "a" * 134, 3),
        ("🙂" * 35, 1),  # two places each
        ("🙂" * 36, 2),
        ("🙂" * 66, 2),  # 33 in each part
        ("🙂" * 67, 3),
    ],
)
def test_a_text_is_sent_in_as_many_parts_as_it_fills(words, parts):
    assert texts.parts(words) == parts
