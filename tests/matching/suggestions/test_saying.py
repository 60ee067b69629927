"""The words of each reason and each snag, by tables written by hand."""

from math import nan

import pytest

from hub.people.models import Person
from hub.taxonomy.codes import (
    Access,
    Activity,
    Cause,
    Commitment,
    Costs,
    Language,
    Skill,
    Slot,
)
from hub.taxonomy.fields import mask
from matching.engine import Caution, Reason
from matching.engine.spec import SPEC, Detail
from matching.preferences.models import Preference
from matching.suggestions import saying
from opportunities.models import Opportunity


def said(**what):
    return Preference(person=Person(), **what)


def bits(*codes):
    return mask(type(codes[0]), codes)


def reason(feature, codes=(), **more):
    return Reason(feature, bits=bits(*codes) if codes else 0, **more)


REASONS = [
    # What was ticked is named
    (reason("cause", [Cause.GREEN]), {"causes": {Cause.GREEN}}, "You said green spaces and nature"),
    (
        reason("cause", [Cause.GREEN, Cause.CHILDREN]),
        {"causes": {Cause.GREEN, Cause.CHILDREN}},
        "You said children and young people; green spaces and nature",
    ),
    (reason("activity", [Activity.FIX]), {"activities": {Activity.FIX}}, "You said fix and make"),
    # What was heard is quoted, with the clause it was heard in and no more
    (
        reason("activity", [Activity.FIX]),
        {"words": "Hello. I like mending things, not shops"},
        "You said “mending things”",
    ),
    (reason("cause", [Cause.ARTS]), {"words": "Choir"}, "You said “Choir”"),
    # Heard and ticked: their own words go first
    (
        reason("activity", [Activity.FIX]),
        {"words": "Mending things", "activities": {Activity.FIX}},
        "You said “Mending things”",
    ),
    # Put right, or not what they wished for: never quoted
    (
        reason("activity", [Activity.FIX]),
        {"words": "Mending things", "misheard": ["activity:fix"], "activities": {Activity.FIX}},
        "You said fix and make",
    ),
    (
        reason("activity", [Activity.FIX]),
        {"words": "No mending", "activities": {Activity.FIX}},
        "You said fix and make",
    ),
    # Skills, windows, nearness, how often
    (reason("skill", [Skill.DIY]), {"skills": {Skill.DIY}}, "You’re good at repairs and DIY"),
    (reason("skill", [Skill.DIY]), {"words": "Retired plumber"}, "You said “plumber”"),
    (reason("commitment", value=3.0), {"words": "An hour or two a week"}, "You said “An hour or two a week”"),
    (
        reason("slots", [Slot.TUE_EVENING]),
        {"slots": {Slot.TUE_EVENING, Slot.SAT_MORNING}},
        "You’re free Tuesday evenings",
    ),
    (reason("slots", [Slot.TUE_EVENING]), {"words": "Tuesday evenings"}, "You can come Tuesday evenings"),
    (reason("near", value=0.64), {}, "Not far from your home"),
    (reason("near", value=6.5), {"how_far": "five_miles"}, "No further than you said"),
    (reason("near", value=nan), {}, "From home, as you said"),
    (
        reason("commitment", value=3.0),
        {"often": Commitment.HOURS_WEEKLY},
        "You said 1 or 2 hours a week",
    ),
    # What is true of the place
    (reason("costs", [Costs.FARES]), {}, "Bus fares paid"),
    (reason("costs", [Costs.MEAL, Costs.FARES]), {}, "Bus fares paid and food is free"),
    (reason("language", [Language.PL]), {}, "Somebody there speaks Polish"),
    (reason("language", [Language.SO, Language.PL]), {}, "Somebody there speaks Polish and Somali"),
    (reason("company", [Access.FRIEND]), {}, "Bring a friend"),
    (reason("company", [Access.FRIEND, Access.NO_EXPERIENCE]), {}, "Bring a friend and you’ll be shown what to do"),
]


@pytest.mark.parametrize(("found", "kept", "words"), REASONS, ids=[words for _found, _kept, words in REASONS])
def test_a_reason_in_words(found, kept, words):
    sets = {name: frozenset(value) if isinstance(value, set) else value for name, value in kept.items()}

    assert saying.reason(found, said(**sets)) == words


BY_WORKER = [
    (reason("activity", [Activity.FIX]), {"words": "Mending things"}, "They said “Mending things”"),
    (reason("skill", [Skill.DIY]), {"skills": frozenset({Skill.DIY})}, "They’re good at repairs and DIY"),
    (reason("slots", [Slot.TUE_EVENING]), {"slots": frozenset({Slot.TUE_EVENING})}, "They’re free Tuesday evenings"),
    (reason("slots", [Slot.TUE_EVENING]), {"words": "Tuesday evenings"}, "They can come Tuesday evenings"),
    (reason("near", value=nan), {}, "From home, as they said"),
    (reason("commitment", value=3.0), {"often": Commitment.HOURS_WEEKLY}, "They said 1 or 2 hours a week"),
    (reason("commitment", value=4.0), {"words": "Once a fortnight"}, "They said “Once a fortnight”"),
]


@pytest.mark.parametrize(("found", "kept", "words"), BY_WORKER, ids=[words for _found, _kept, words in BY_WORKER])
def test_a_reason_to_the_worker_beside_them(found, kept, words):
    assert saying.reason(found, said(**kept), by_worker=True) == words


def test_every_feature_that_can_be_said_has_words():
    tried = {found.feature for found, _kept, _words in REASONS}

    elsewhere = {"own", "series", "usual"}
    assert tried == {one.name for one in SPEC if one.detail is not Detail.NONE} - elsewhere - saying.LIKENESS


CAUTIONS = [
    (Caution("full"), {}, "it is full just now. There is a waiting list."),
    (Caution("access", bits=bits(Access.STEP_FREE)), {}, "they don’t mention “step-free”. Ask first."),
    (
        Caution("access", bits=bits(Access.STEP_FREE, Access.QUIET)),
        {"access_note": "Ring the side door."},
        "they don’t mention “step-free and a quiet place”. Ask first. They write: “Ring the side door.”",
    ),
    (
        Caution("access", bits=bits(Access.STEP_FREE, Access.TOILET)),
        {"access_no": [Access.TOILET]},
        "they say no to “accessible toilet”. They don’t mention “step-free”. Ask first.",
    ),
    (Caution("max_age", value=25.0), {}, "it is for people up to 25."),
    (Caution("age", value=18.0), {}, "you need to be 18 or over."),
    (Caution("checks", value=-1.0), {}, "a safety check comes first. It’s free."),
    (
        Caution("checks", value=1.0),
        {"checks_weeks": 1},
        "a safety check comes first. It’s free, and takes about 1 week.",
    ),
    (
        Caution("checks", value=4.0),
        {"checks_weeks": 4},
        "a safety check comes first. It’s free, and takes about 4 weeks.",
    ),
    (
        Caution("language", bits=bits(Language.EN)),
        {"languages": frozenset({Language.EN, Language.CY})},
        "they speak English and Welsh there.",
    ),
    (Caution("costs", bits=bits(Costs.CHARGE)), {}, "there is a small charge."),
    (Caution("costs", bits=bits(Costs.NOT_PAID)), {}, "costs are not paid."),
    (
        Caution("time", bits=bits(Slot.TUE_MORNING, Slot.THU_MORNING)),
        {},
        "it is also on Tuesday and Thursday mornings.",
    ),
    (Caution("far", value=3.7), {}, "it is about 2 miles away."),
]


@pytest.mark.parametrize(("found", "about", "words"), CAUTIONS, ids=[words for _found, _about, words in CAUTIONS])
def test_a_snag_in_words(found, about, words):
    assert saying.caution(found, Opportunity(**about)) == words


def test_every_snag_there_is_has_words():
    kinds = {"full", "access", "age", "max_age", "checks", "language", "costs", "time", "far"}

    assert {found.kind for found, _about, _words in CAUTIONS} == kinds
