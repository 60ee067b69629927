"""Refusals as people say them: one after another, across sentences, and those that only sound like one."""

import pytest

from matching.preferences import understanding

REFUSED = {
    "no kids. I can't do fridays": {"cause:children", "day:4"},
    "not kids, never fridays": {"cause:children", "day:4"},
    "I don't want to cook and I can't do fridays": {"activity:cook", "day:4"},
    "no kids, dont like gardening": {"cause:children", "activity:garden"},
    "dont want kids, never liked gardening": {"cause:children", "activity:garden"},
    "She likes baking. Her husband hates dogs. She wont do kids. Cant do mondays": {"cause:children", "day:0"},
    "I don't want to be around dogs": {"cause:animals"},
    "I'm not really into gardening": {"activity:garden"},
    "gardening? no way": {"activity:garden"},
    "Wouldn't want to drive": {"activity:drive"},
    "Mondays aren't great": {"day:0"},
    "Chef for years. Burnt out.": {"activity:cook"},
    "computers, printers, I'm not touching them": {"activity:tech"},
    "anything but evenings": {"part:2"},
}
WISHED = {
    "I wouldn't say no to a bit of gardening": {"activity:garden"},
    "I'd not mind gardening": {"activity:garden"},
    "Why don't you have gardening": {"activity:garden"},
    "Isn't there any gardening?": {"activity:garden"},
    "It's not that I hate cooking": {"activity:cook"},
    "Not only cooking but gardening as well": {"activity:cook", "activity:garden"},
    "Never get tired of singing": {"cause:arts"},
    "Visiting people who can't get out": {"activity:talk"},
}


def keys(text):
    return {one.key for one in understanding.hear(text) if one.sure}


@pytest.mark.parametrize(("text", "codes"), REFUSED.items(), ids=REFUSED)
def test_it_is_heard_as_refused_and_not_as_wished(text, codes):
    assert {f"not:{code}" for code in codes} <= keys(text)
    assert not codes & keys(text)


@pytest.mark.parametrize(("text", "codes"), WISHED.items(), ids=WISHED)
def test_it_only_sounds_like_a_refusal(text, codes):
    assert codes <= keys(text)
