"""The lexicon's own examples, its codes and its grammar: who adds a line to its files sees here whether it holds."""

import re

import pytest

from hub.core import content
from hub.taxonomy.codes import Access, Activity, Cause, Commitment, Language, Skill
from matching.preferences import understanding
from matching.preferences.understanding import labels, lexicon, spelling

ENTRIES = lexicon.entries()
NO_CODE = ("cue:", "sense:")
CODES = {code: says for code, says in ENTRIES.items() if not code.startswith(NO_CODE)}


LINES = [
    line
    for says in [vars(one) for one in ENTRIES.values()]
    + [{"say": lines} for lines in content.read(lexicon.CONTENT / "distress.yaml", dict[str, list[str]]).values()]
    for kind in ("say", "refuse", "maybe", "vague")
    for line in says.get(kind, [])
]


def examples(kind):
    return [(code, text) for code, says in CODES.items() for text in getattr(says, kind)]


def heard(text):
    return {one.key: one for one in understanding.hear(text)}


@pytest.mark.parametrize(("codes", "text"), examples("heard"))
def test_it_is_heard_in_its_examples(codes, text):
    found = heard(text)

    assert all(code in found and found[code].sure for code in codes.split()), found.keys()


@pytest.mark.parametrize(("codes", "text"), examples("refused"))
def test_it_is_heard_as_refused_in_its_examples(codes, text):
    assert all(f"not:{code}" in heard(text) for code in codes.split())


@pytest.mark.parametrize(("codes", "text"), examples("not_heard"))
def test_it_is_not_heard_as_wished_where_something_else_is_meant(codes, text):
    assert not set(codes.split()) & {key for key, one in heard(text).items() if one.sure}


def test_codes_are_those_of_our_lists_and_each_has_a_label():
    lists = {"cause": Cause, "activity": Activity, "skill": Skill, "lang": Language}

    for entry in CODES:
        for code in entry.split():
            kind, _colon, value = code.partition(":")
            if kind in lists:
                assert value in lists[kind].values, code
            assert labels.label(understanding.Heard(code, True, True, 0, 1))


def test_every_cause_activity_and_language_but_english_can_be_heard():
    known = {code for entry in CODES for code in entry.split()}
    wanted = {f"cause:{code}" for code in Cause.values} | {f"activity:{code}" for code in Activity.values}
    wanted |= {f"lang:{code}" for code in Language.values if code != Language.EN}

    assert wanted - known == set()


def test_every_commitment_and_what_a_place_has_can_be_heard_where_somebody_would_say_it():
    known = {code for entry in CODES for code in entry.split()}

    assert {f"often:{code}" for code in Commitment.values} <= known
    # Said of a place, and wished by nobody; from home, with children and with a friend are codes of their own.
    others = {Access.TECH_NEEDED, Access.REMOTE, Access.CHILDREN, Access.FRIEND}
    assert {f"access:{code}" for code in Access.values if Access(code) not in others} <= known


def test_every_cue_is_one_that_the_walk_knows():
    cues = {code.partition(":")[2] for code in ENTRIES if code.startswith("cue:")}

    assert cues == {
        "refuse",
        "refuse_before",
        "refuse_last",
        "refuse_then",
        "wish",
        "break",
        "doubt",
        "family",
        "busy",
        "free",
    }


def test_a_word_of_the_spelling_list_leads_to_one_meaning_and_not_to_another_entry():
    table = spelling.listed()

    assert [written for written, meant in table.items() if meant in table and table[meant] != meant] == []


def test_each_word_of_a_line_is_as_the_spelling_list_leaves_it():
    written = {word: line for line in LINES for word in re.findall(r"(?<![\w={])[a-z]+(?![\w~}])", line)}
    table = spelling.listed()

    assert {word: line for word, line in written.items() if table.get(word, word) != word} == {}


@pytest.mark.parametrize(
    "line",
    [
        "nowhere {unknown}",
        "> after",
        ".. chat",
        "it's on",
        "make [a few|some] cakes",
        "in debt > and / in need > now",
        "café",
    ],
)
def test_a_line_that_nothing_can_match_is_refused(line):
    with pytest.raises(lexicon.patterns.BadPattern):
        lexicon.patterns.parse(line, {})
