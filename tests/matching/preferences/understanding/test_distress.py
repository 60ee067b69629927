"""Need and distress: flagged when it is so now, not when it is over or a way of speaking."""

import pytest

from matching.preferences import understanding
from matching.preferences.understanding import CRISIS

NOW = [
    "We have no food in the house and it's only Tuesday",
    "I can't afford to heat the flat",
    "they're evicting us on friday",
    "I am sleeping in my car",
    "my partner hits me",
    "he wont let me out of the house",
    "I want to die",
    "Sometimes I think about ending my life. I do like gardening.",
    "theres no point in living",
    "havent eaten for 2 days",
    "the gas is off and the baby is freezing cold",
    "I took too many tablets",
    "My benefits stopped and the kids are going hungry",
    "I cant cope any more",
    "I've been hurting myself",
    "bailiffs are coming tomorrow",
    "I want to die. I rang the helpline but nobody picked up.",
    "I feel suicidal. He left me three years ago.",
    "He hits me. It began two years ago.",
    "I've been evicted",
    "Today I have no food",
    "I lost my job and now I have nothing to eat",
    "I've been thinking about suicide for a while now",
    "landlord chuckin us out friday",
    "I don't want to be here any more",
    "I don't want to live any more",
    "i do not want to live",
    "He threw a plate at me again last night",
]
NOT = [
    "I want to help people who are hungry",
    "Ten years ago I was homeless, now I'd like to help at the shelter",
    "My knees are killing me",
    "just killing time really",
    "I'm dying to get started",
    "Hungry for something new",
    "I used to sleep rough, I'm fine now",
    "I'd like to volunteer with Samaritans",
    "bored to death at home",
    "The food bank helped me through last year",
    "Support women who have fled violence",
    "I can't take my dog",
    "desperate to get out and meet people",
    "nothing beats a cup of tea",
    "hit me with it, what have you got",
    "I can't cope with stairs",
    "I don't want to live in a flat without a garden",
    "I haven't got much experience",
    "Please help me find something to do",
    "No pay needed, I just want to be useful",
    "I work nights and sleep in the day",
    "I can't get up early",
    "I'm not allowed to work yet, waiting for my papers",
    "Don't let me near a kitchen",
    "I was forced to retire at 60",
    "My husband watches the football",
    "No water sports",
    "My cat has gone missing",
    "My daughter is gone to uni",
    "not safe on ladders",
    "lost everything I knew about maths",
    "on fire with ideas",
    "I dont want to be around dogs",
    "I don't want to be here all day. I like baking",
    "i dont want to be in charge",
    "My mate pushed me to sign up",
]


def flagged(text):
    return CRISIS in {one.code for one in understanding.hear(text)}


@pytest.mark.parametrize("text", NOW)
def test_it_is_flagged_and_nothing_is_matched_to_it(text):
    heard = understanding.hear(text)

    assert flagged(text)
    assert not [one for one in heard if one.wished and one.code.startswith(("cause:", "activity:"))]


@pytest.mark.parametrize("text", NOT)
def test_it_is_not_flagged_where_nobody_needs_help_now(text):
    assert not flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        "We are being evicted on Friday with two kids and nowhere to go. I used to volunteer.",
        "My husband hits me. I volunteer at a charity.",
        "He hits me and I used to volunteer at a refuge",
        "We have no food. I used to volunteer.",
        "My meter's run out. I work at the Co-op and now I want to help",
        "There is no food in the house. I like to help other people.",
    ],
)
def test_what_else_they_say_does_not_make_need_of_now_past(text):
    assert understanding.CRISIS in {one.code for one in understanding.hear(text)}


@pytest.mark.parametrize(
    "text", ["I don't want to go on Mondays", "I don't want to go on committees", "Can't go on trips"]
)
def test_not_to_go_on_something_is_no_despair_and_no_wish(text):
    heard = {(one.code, one.wished) for one in understanding.hear(text)}

    assert (CRISIS, True) not in heard
    assert ("company:1", True) not in heard
    assert all(not wished for code, wished in heard)


@pytest.mark.parametrize(
    "text", ["I don't want to go on", "I don't want to be here anymore", "I don't want to see another day"]
)
def test_not_to_go_on_at_all_is(text):
    assert CRISIS in {one.code for one in understanding.hear(text)}
