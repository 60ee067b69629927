"""The phrase grammar, line by line."""

import pytest

from matching.preferences.understanding import patterns, tokens

SETS = {"people": ["people", "folk", "old friends"], "pet": ["dog"]}

MATCHES = [
    # A word and its plural; any form; this word alone
    ("chat", "a chat", "chat"),
    ("chat", "two chats", "chats"),
    ("chat", "chatting", None),
    ("chat~", "chatting on", "chatting"),
    ("chat~", "she chatted", "chatted"),
    ("bake~", "baking bread", "baking"),
    ("bake~", "a baker", "baker"),
    ("cook~", "cookin", "cookin"),
    ("tidy~", "tidied up", "tidied"),
    ("lady", "two ladies", "ladies"),
    ("=like", "she likes", None),
    ("=like", "I like it", "like"),
    # One of several; may be there or not; up to three words between
    ("old|older people", "older people", "older people"),
    ("make [the|a] tea", "make a tea", "make a tea"),
    ("make [the|a] tea", "make tea", "make tea"),
    ("make [the|a] tea", "make some tea", None),
    ("keep .. company", "keep company", "keep company"),
    ("keep .. company", "keep an old man company", "keep an old man company"),
    ("keep .. company", "keep a very old lonely man company", None),
    ("keep .. company", "keep well, company", None),
    # Numbers and sets
    ("0 hours", "2 hours", "2 hours"),
    ("0 hours", "some hours", None),
    ("visit {people}", "visit folk", "visit folk"),
    ("visit {people}", "visit old friends", "visit old friends"),
    ("visit {people}", "visit shops", None),
    ("sofa|night_bus", "the night bus", "night bus"),
    ("sofa|night_bus", "the night, bus", None),
    # Phrases, on either side of what is found
    ("tai chi / judo", "I do tai chi", "tai chi"),
    ("tai chi / judo", "I do judo", "judo"),
    ("tai chi / judo", "I do tai", None),
    ("love / keen on < tai chi / judo", "keen on judo", "judo"),
    ("love / keen on < tai chi / judo", "no judo", None),
    # What must stand before or after is no part of what is found
    ("visit~ > .. {people}", "visiting very lonely people", "visiting"),
    ("visit~ > .. {people}", "visiting", None),
    ("visit~ > {people}", "visiting, people", None),
    ("teach~ < english", "I teach English", "English"),
    ("teach~ < english", "English is fun", None),
    # The end of a part; nothing crosses a comma or a full stop
    ("=out $", "cooking is out", "out"),
    ("=out $", "cooking is out, sorry", "out"),
    ("=out $", "out of the house", None),
    ("no food $|left", "no food", "no food"),
    ("no food $|left", "no food, no heat", "no food"),
    ("no food > $|left", "no food left", "no food"),
    ("no food > $|left", "no food bank", None),
    ("old people", "old, people", None),
    ("old people", "I am old. People say so", None),
    ("old people", "old-people", "old-people"),
]


@pytest.mark.parametrize(("line", "text", "found"), MATCHES)
def test_a_line_finds(line, text, found):
    words = tokens.of(text)
    spans = [
        text[words[at].start : words[end - 1].end]
        for at in range(len(words))
        for pattern in patterns.parse(line, SETS)
        if (end := pattern.match(words, at)) is not None
    ]

    assert (spans[0] if spans else None) == found


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("dig", {"dig", "digs", "digging", "digger"}),
        ("care", {"care", "cares", "cared", "caring", "carer"}),
        ("play", {"play", "plays", "played", "playing"}),
        ("carry", {"carries", "carried", "carrying"}),
    ],
)
def test_the_forms_of_a_word(word, forms):
    assert forms <= patterns.forms(word)


@pytest.mark.parametrize(("word", "not_one"), [("dig", "dignity"), ("help", "helpline")])
def test_no_other_word_is_a_form(word, not_one):
    assert not_one not in patterns.forms(word)
