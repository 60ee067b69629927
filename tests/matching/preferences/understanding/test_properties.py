"""What holds of any text: limits, and what one more sentence may change."""

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.preferences import understanding
from matching.preferences.understanding.reading import LONGEST

WISHES = [
    "I like gardening.",
    "Fixing bikes would suit me.",
    "I speak Polish.",
    "A natter and a cuppa.",
    "Tuesday mornings.",
    "I'm 67.",
    "Helping refugees settle in.",
    "I use a wheelchair.",
    "Close to home please.",
    "Retired accountant.",
]
REFUSALS = [
    "No kids please.",
    "I can't stand cooking.",
    "Not Fridays.",
    "Driving isn't for me.",
    "Nothing to do with committees.",
    "Keep me away from computers.",
]


def wished(text):
    return {one.code for one in understanding.hear(text) if one.wished and one.sure}


def keys(text):
    return {one.key for one in understanding.hear(text) if one.sure}


@given(st.text(max_size=5000))
@settings(max_examples=40, deadline=None)
def test_any_text_has_an_answer_that_stands_in_it(text):
    for one in understanding.hear(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.quote(text).strip()


def test_a_text_of_one_kind_of_sign_has_an_answer_too():
    for sign in ("a", "not ", "no, ", "好", "ا", "🙂", ".", "I like ", "don't "):
        understanding.hear((sign * LONGEST)[:LONGEST])


@given(st.lists(st.sampled_from(WISHES), min_size=1, max_size=5, unique=True), st.sampled_from(REFUSALS))
@settings(max_examples=60, deadline=None)
def test_a_refusal_never_adds_a_wish(said, refusal):
    assert wished(" ".join([*said, refusal])) <= wished(" ".join(said))


@given(st.lists(st.sampled_from(WISHES), max_size=4, unique=True), st.sampled_from(WISHES))
@settings(max_examples=60, deadline=None)
def test_a_wish_never_takes_away_what_was_sure(said, wish):
    assert wished(" ".join(said)) <= wished(" ".join([*said, wish]))


@given(st.lists(st.sampled_from([*WISHES, *REFUSALS]), min_size=2, max_size=6, unique=True), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_sentences_does_not_matter(said, random):
    other = list(said)
    random.shuffle(other)

    assert keys(" ".join(said)) == keys(" ".join(other))


def test_where_help_is_needed_nothing_is_matched_wherever_it_stands():
    for text in ("I like cooking. We have no food in the house.", "We have no food in the house. I like cooking."):
        assert "activity:cook" not in wished(text)
        assert understanding.CRISIS in wished(text)
