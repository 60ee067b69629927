"""What is heard in somebody's own words, by a table written by hand."""

import pytest

from hub.taxonomy.codes import Activity, Cause
from matching.preferences import hearing

HEARD = {
    # What they like
    "I like gardening": {"activity:garden", "cause:green"},
    "READING with children.": {"cause:learning", "cause:children"},
    "Bit of company": {"activity:talk"},
    "fixing bikes": {"activity:fix"},
    "choir!": {"cause:arts"},
    "I can drive a van": {"activity:drive"},
    "walks in the park": {"cause:sport", "cause:green"},
    "Café company": {"activity:talk"},
    "Help out at the foodbank": {"cause:food_money"},
    "My wheelchair goes everywhere": {"cause:disability"},
    # What they would rather not
    "Not shops": set(),
    "not shops, but gardens": {"activity:garden", "cause:green"},
    "I'd rather not cook": {"not:activity:cook"},
    "I don’t like gardening": {"not:activity:garden", "not:cause:green"},
    "I dont want to talk": {"not:activity:talk"},
    "anything except teaching": {"not:activity:teach"},
    "anything but cooking": {"not:activity:cook"},
    "nothing with computers": {"not:activity:tech"},
    "I won’t drive": {"not:activity:drive"},
    "please avoid children": {"not:cause:children"},
    "She hates cooking": {"not:activity:cook"},
    "never cooking, always gardening": {"not:activity:cook", "activity:garden", "cause:green"},
    "Garden. Not garden.": {"not:activity:garden", "not:cause:green"},
    "Not garden. Garden.": {"not:activity:garden", "not:cause:green"},
    # When
    "Tuesday mornings": {"day:1", "part:0"},
    "not too early": {"not:part:0"},
    "no mornings": {"not:part:0"},
    "can’t do nights": {"not:part:2"},
    "weekends": {"day:5", "day:6"},
    "never on Fridays": {"not:day:4"},
    "free weekday evenings": {"day:0", "day:1", "day:2", "day:3", "day:4", "part:2"},
    "Tuesday night football": {"day:1", "part:2", "cause:sport"},
    # A "not" reaches four words and no further, and never over the end of its clause
    "not one two three children": {"not:cause:children"},
    "not one two three four children": {"cause:children"},
    "No rush. I like to sing": {"cause:arts"},
    "no stairs; garden": {"activity:garden", "cause:green"},
    # What is not in the list is kept as words, and is heard as nothing: no guesswork
    "gardning with kidz": set(),
    "I speak Polish and Urdu": set(),
    "Hablo español, un poco de inglés": set(),
    "Mówię po polsku": set(),
    "not too far": set(),
    "": set(),
    "?! …": set(),
}


@pytest.mark.parametrize(("words", "keys"), HEARD.items(), ids=HEARD.keys())
def test_hears_what_was_said(words, keys):
    assert {one.key for one in hearing.heard(words)} == keys


class TestHeard:
    def test_each_thing_once_in_the_order_it_was_said(self):
        found = hearing.heard("Cooking, singing, then more cooking")

        assert [one.key for one in found] == ["activity:cook", "cause:arts"]

    def test_keeps_the_clause_it_was_heard_in(self):
        found = hearing.heard("Something quiet. I like fixing things and a chat, not shops.")

        assert {one.code: one.clause for one in found} == {
            "activity:fix": "I like fixing things",
            "activity:talk": "a chat",
        }

    def test_singular_and_plural_are_one(self):
        for words in ("a garden", "gardens", "gardening", "gardeners"):
            assert "activity:garden" in {one.key for one in hearing.heard(words)}

    @pytest.mark.parametrize(
        ("words", "labels"),
        [
            ("Gardening", {"garden and be outdoors", "green spaces, nature, animals"}),
            ("Not gardening", {"not garden and be outdoors", "not green spaces, nature, animals"}),
            ("Saturday mornings", {"Saturday", "mornings"}),
            ("no evenings", {"not evenings"}),
        ],
    )
    def test_says_what_it_heard_in_words(self, words, labels):
        assert {one.label for one in hearing.heard(words)} == labels


class TestTheList:
    def test_names_only_codes_there_are(self):
        known = {f"cause:{code.value}" for code in Cause} | {f"activity:{code.value}" for code in Activity}

        assert set(hearing.WORDS) <= known

    def test_can_hear_every_activity_and_every_cause_but_anything(self):
        wanted = {f"activity:{code.value}" for code in Activity} | {f"cause:{code.value}" for code in Cause}

        assert wanted - set(hearing.WORDS) == {"cause:anything"}

    @pytest.mark.parametrize(
        ("code", "word"), [(code, word) for code, words in hearing.WORDS.items() for word in words.split()]
    )
    def test_hears_each_of_its_words(self, code, word):
        assert code in {one.key for one in hearing.heard(word)}


class TestClauses:
    @pytest.mark.parametrize(
        ("words", "parts"),
        [
            ("One. Two; three, four!", ["One", "Two", "three", "four"]),
            ("Tea and cake but no stairs", ["Tea", "cake", "no stairs"]),
            ("Tea AND cake", ["Tea", "cake"]),
            ("sandy butter", ["sandy butter"]),
            ("Anything but shops", ["Anything but shops"]),
            (" , ", []),
        ],
    )
    def test_say_one_thing_each(self, words, parts):
        assert hearing.clauses(words) == parts
