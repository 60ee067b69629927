"""Refusals as people say them: one after another, across sentences, and those that only sound like one."""

import pytest

from matching.preferences import understanding

REFUSED = {
    "Cannot do Mon, Wed or Fri as she works": {"day:0", "day:2", "day:4"},
    "I'll do anything bar kids": {"cause:children"},
    "Keep me off the computer": {"activity:tech"},
    "I've done my years on committees": {"activity:speak"},
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
    "Computers, no. Baking, yes": {"activity:tech"},
    "Gardening? No.": {"activity:garden"},
    "Gardening? Not for me.": {"activity:garden"},
    "GARDENING YES KIDS NO": {"cause:children"},
    "Never again with the scouts": {"cause:children"},
    "I'm not really keen on gardening": {"activity:garden"},
    "Please don't put me down for driving": {"activity:drive"},
    "Mondays and Thursdays are dialysis": {"day:0", "day:3"},
    "Teaching's the last thing I want": {"activity:teach"},
    "The last place I want to be is a hospital": {"cause:health"},
    "I'd sooner not deal with figures": {"activity:money"},
    "I used to garden, but my knees are bad so I can't now": {"activity:garden"},
    "I used to drive. I can't now": {"activity:drive"},
    "I used to cook for 40 but since the stroke I can't": {"activity:cook"},
    "I used to fix bikes, my hands won't let me any more": {"activity:fix"},
    "I used to drive but can't now, I can still cook": {"activity:drive"},
    "I was a chef for years but no more kitchens": {"activity:cook"},
    "I don't like cooking but I like baking": {"activity:cook"},
    "Love kids. No working with kids please": {"cause:children"},
    "I don't love gardening, and not digging either": {"activity:garden"},
    "A befriending visit rather than visiting others": {"activity:talk"},
    "Probation on Tuesdays so not then": {"day:1"},
    "I work Fridays and can't do then": {"day:4"},
}
WISHED = {
    "Says he is free Fri pm": {"day:4", "part:1"},
    "She says she likes gardening": {"activity:garden"},
    "I don't just drive the minibus, I also wash up": {"activity:drive", "activity:clean"},
    "There's no one better than me with a spreadsheet": {"activity:organise"},
    "Who says I'm too old to coach netball?": {"activity:coach"},
    "I wouldn't say no to a bit of gardening": {"activity:garden"},
    "I'd not mind gardening": {"activity:garden"},
    "Why don't you have gardening": {"activity:garden"},
    "Isn't there any gardening?": {"activity:garden"},
    "It's not that I hate cooking": {"activity:cook"},
    "Not only cooking but gardening as well": {"activity:cook", "activity:garden"},
    "Never get tired of singing": {"cause:arts"},
    "Visiting people who can't get out": {"activity:talk"},
    "GARDENING YES KIDS NO": {"activity:garden"},
    "You can't keep me away from a garden that needs digging": {"activity:garden"},
    "I'm not averse to a bit of cooking": {"activity:cook"},
    "No qualms about teenagers": {"cause:children"},
    "I used to cook and I can't wait to do it again now": {"activity:cook"},
    "I used to cook. I can't sew now": {"activity:cook"},
    "I used to cook. I like sewing. The stairs I can't any more": {"activity:cook", "activity:fix"},
    "I used to drive but can't now, I can still cook": {"activity:cook"},
    "I like kids but not teenagers": {"cause:children"},
    "Love gardening but not digging my own": {"activity:garden"},
    "Cooking yes, but not cooking for a crowd": {"activity:cook"},
    "I love animals, just not dogs": {"cause:animals"},
    "I'd love to help a choir out": {"cause:arts"},
    "I like cooking, clinic on Mondays so not then": {"activity:cook"},
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


def test_a_word_too_vague_to_wish_by_is_heard_where_it_is_refused():
    assert "activity:money" not in keys("Cash is tight")
    assert "not:activity:money" in keys("Not on the till")


def test_what_others_cannot_do_is_no_need_of_the_person():
    assert not {"remote:1"} & keys("Shopping for people who are stuck indoors")


def test_being_good_at_something_is_not_refused_with_it():
    assert not {"skill:cooking", "not:skill:cooking"} & keys("I was a chef. Never again.")
