"""How old somebody is, by a table written by hand: their own age alone."""

import pytest

from matching.preferences import understanding

OWN = {
    "I'm 14": 14,
    "im 67 and fit": 67,
    "I am 82 years old": 82,
    "aged 71": 71,
    "She is 90, sharp as a tack": 90,
    "Gentleman, 69, recently moved": 69,
    "Caller is 82": 82,
    "twenty three, new in town": 23,
    "I'm seventy five": 75,
    "just turned sixteen": 16,
    "79 year old lady": 79,
    "retired at 60, now 68": 68,
    "a 45 yr old man": 45,
}
NONE = [
    "My father is 91",
    "mum is 86",
    "my 4 year old",
    "her son, 14, will come too",
    "I've 30 years in the trade",
    "I live 20 minutes away",
    "number 12 bus",
    "10 people came",
    "on the 15th",
    "in my sixties",
    "I'm 5 minutes away",
    "I was 19 years at the Post Office",
    "about 40 boxes",
    "I can lift 25 kilos",
    "at 11",
    "since 1985",
]


@pytest.mark.parametrize(("text", "years"), OWN.items(), ids=OWN)
def test_their_own_age_is_heard(text, years):
    assert f"age:{years}" in {one.key for one in understanding.hear(text)}


@pytest.mark.parametrize("text", NONE)
def test_no_other_number_is_an_age(text):
    assert not [one.code for one in understanding.hear(text) if one.code.startswith("age:")]
