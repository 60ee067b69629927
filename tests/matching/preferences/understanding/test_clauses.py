"""Short things that people say: how many are heard for what they are, and that need is not heard where there is none."""

import pytest

from hub.core import content
from matching.preferences import understanding
from matching.preferences.understanding import CRISIS
from tests.matching.preferences.understanding.scoring import STATEMENTS

AT_LEAST = {"clauses": 0.93, "clauses_unread": 0.53}
"""`clauses_unread` is what to expect of words that the lexicon never met; a good part of them is far-fetched on purpose."""
NEED_AT_LEAST = 0.88


def _clauses(name):
    return content.read(STATEMENTS / f"{name}.yaml", dict[str, list[str]])


def _wished(text):
    return {one.code for one in understanding.hear(text) if one.sure and one.wished}


@pytest.mark.parametrize("name", AT_LEAST)
def test_most_are_heard(name):
    said = [(text, code) for code, texts in _clauses(name).items() for text in texts if code != "none"]
    heard = [code in _wished(text) for text, code in said]

    assert sum(heard) / len(heard) >= AT_LEAST[name]


def test_small_talk_says_next_to_nothing():
    said = _clauses("clauses")["none"]
    heard = [text for text in said if any(code.startswith(("activity:", "cause:")) for code in _wished(text))]

    assert len(heard) / len(said) <= 0.05, heard


def test_need_is_heard_and_what_sounds_like_it_is_not():
    said = _clauses("distress")
    heard = [CRISIS in _wished(text) for text in said["now"]]

    assert sum(heard) / len(heard) >= NEED_AT_LEAST
    assert [text for text in said["not"] if CRISIS in _wished(text)] == []


def test_no_wish_is_taken_for_need():
    said = [text for name in AT_LEAST for texts in _clauses(name).values() for text in texts]

    assert [text for text in said if CRISIS in _wished(text)] == []
