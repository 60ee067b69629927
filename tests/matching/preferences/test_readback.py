"""A preference read back in plain words."""

import pytest
from django.utils import translation

from hub.design import week_words
from hub.people.models import Person
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Language, Skill, Slot, Travel
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.preferences.presenters import readback

M, A, E = 0, 1, 2
WINDOWS = {
    (): "",
    (Slot.TUE_EVENING,): "Tuesday evenings",
    (Slot.TUE_EVENING, Slot.THU_EVENING): "Tuesday and Thursday evenings",
    (Slot.SAT_MORNING, Slot.SUN_MORNING): "weekend mornings",
    (Slot.SAT_MORNING, Slot.SUN_MORNING, Slot.SAT_AFTERNOON, Slot.SUN_AFTERNOON): "weekend mornings and afternoons",
    tuple(Slot(day * 3 + M) for day in range(5)): "weekday mornings",
    tuple(Slot(day * 3 + E) for day in range(7)): "evenings",
    tuple(Slot(day * 3 + part) for day in range(7) for part in (M, E)): "mornings and evenings",
    tuple(Slot): "any time",
    tuple(Slot(day * 3 + part) for day in (5, 6) for part in range(3)): "weekends",
    tuple(Slot(day * 3 + part) for day in range(5) for part in range(3)): "weekdays",
    (Slot.MON_MORNING, Slot.MON_AFTERNOON, Slot.MON_EVENING): "Mondays",
    (Slot.MON_MORNING, Slot.WED_AFTERNOON): "Monday mornings, Wednesday afternoons",
    (Slot.MON_MORNING, Slot.WED_MORNING, Slot.FRI_MORNING): "Monday, Wednesday and Friday mornings",
}


@pytest.mark.parametrize(("slots", "words"), WINDOWS.items(), ids=WINDOWS.values())
def test_windows_of_the_week_in_words(slots, words):
    assert week_words.windows(slots) == words


def test_windows_read_the_same_in_any_order():
    assert week_words.windows([Slot.SUN_MORNING, Slot.SAT_MORNING]) == "weekend mornings"


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["tea"], "tea"), (["tea", "cake"], "tea and cake"), (["tea", "cake", "jam"], "tea, cake and jam")],
)
def test_a_list_in_words(words, said):
    assert week_words.listed(words) == said


@pytest.mark.parametrize(
    ("label", "within"),
    [("Fix and make", "fix and make"), ("DIY", "DIY"), ("A quiet place", "a quiet place"), ("", "")],
)
def test_a_label_within_a_sentence_keeps_what_is_written_in_capitals(label, within):
    assert readback.lower(label) == within


class TestSentences:
    def test_nothing_said_is_no_sentence(self):
        assert readback.sentences(Preference(person=Person())) == []

    def test_one_for_each_part_in_the_order_of_the_form(self):
        said = Preference(
            person=Person(speaks=frozenset({Language.FR, Language.TW})),
            causes=frozenset({Cause.GREEN, Cause.CHILDREN}),
            activities=frozenset({Activity.FIX, Activity.TALK, Activity.COOK}),
            skills=frozenset({Skill.DIY}),
            slots=frozenset({Slot.TUE_EVENING}),
            often=Commitment.HOURS_MONTHLY,
            how_far=HowFar.HALF_HOUR,
            travel=frozenset({Travel.BUS, Travel.WALK}),
            ease=frozenset({Ease.STEP_FREE, Ease.SEATING}),
            place_name="SW18 3",
            anything=" I am shy. ",
        )

        assert readback.sentences(said) == [
            "Likes: talk and keep company; cook or serve food; fix and make.",
            "Cares about: children and young people; green spaces and nature.",
            "Good at: repairs and DIY.",
            "Speaks: French and Twi.",
            "Free: Tuesday evenings.",
            "How often: a few hours a month.",
            "How far: 30 minutes from my door, walking and bus or train, from SW18 3.",
            "Makes it easier: step-free, no stairs; sitting down most of the time.",
            "Also: I am shy.",
        ]
        assert readback.ticked(said) == readback.sentences(said)[:-1]

    def test_from_home_names_no_place(self):
        said = Preference(person=Person(), how_far=HowFar.HOME, place_name="SW18 3")

        assert readback.sentences(said) == ["How far: from home only."]

    def test_a_place_alone_is_no_distance(self):
        assert readback.sentences(Preference(person=Person(), place_name="SW17 0")) == ["Lives near SW17 0."]

    def test_words_are_never_in_it(self):
        said = Preference(person=Person(), words="I like gardening")

        assert readback.sentences(said) == []


def heard_in(words, **ticked):
    return readback.board(Preference(words=words, **ticked))


class TestWhatIsTickedThoughTheWordsRefuseIt:
    """The tick is the exception: the page never says "we won't suggest" of what is suggested."""

    def test_is_taken_out_of_what_is_not_wanted(self):
        board = heard_in("No mornings.", slots=frozenset({Slot.TUE_MORNING}))

        assert ["Tuesday" in chip.label for chip in board.not_wanted] == [False]
        assert board.but_ticked == "Tuesday mornings"

    def test_leaves_nothing_unwanted_where_all_of_it_is_ticked(self):
        board = heard_in("Not Tuesday mornings.", slots=frozenset({Slot.TUE_MORNING, Slot.WED_EVENING}))

        assert board.not_wanted == []
        assert board.but_ticked == "Tuesday mornings"

    def test_may_be_a_cause(self):
        board = heard_in("No kids please.", causes=frozenset({Cause.CHILDREN}))

        assert board.not_wanted == []
        assert board.but_ticked == "children and young people"

    def test_agrees_with_what_is_suggested(self):
        said = Preference(words="No mornings.", slots=frozenset({Slot.TUE_MORNING}))

        assert Slot.TUE_MORNING in meaning.free(said)

    def test_is_nothing_where_they_agree(self):
        assert heard_in("No mornings.", slots=frozenset({Slot.WED_EVENING})).but_ticked == ""


def test_the_board_parts_what_is_liked_from_what_is_not_and_guesses_from_both():
    board = heard_in("I like fixing bikes. No kids please. Tuesday mornings, and never Fridays. No cooking, gardening")

    assert [(chip.label, chip.keys, chip.quote) for chip in board.liked] == [
        ("fix and make", "activity:fix", "fixing bikes"),
        ("Tuesday mornings", "day:1 part:0", "Tuesday"),
    ]
    assert [(chip.label, chip.keys) for chip in board.not_wanted] == [
        ("children and young people", "not:cause:children"),
        ("cook or serve food", "not:activity:cook"),
        ("Fridays", "not:day:4"),
    ]
    assert [chip.keys for chip in board.guesses] == ["activity:garden"]
    assert board.put_right == []


def test_nothing_heard_is_no_board():
    assert not heard_in("Hmm")


@pytest.mark.parametrize(
    ("words", "misheard", "said"),
    [
        (
            "Gardening, not Monday evenings.",
            [],
            ["garden and be outdoors", "not Monday evenings"],
        ),
        ("Tuesday mornings and Thursday evenings", [], ["Tuesday mornings, Thursday evenings"]),
        ("I can cook. No weekends.", [], ["cook or serve food", "not weekends"]),
        ("I can cook. No weekends.", ["activity:cook"], ["not weekends"]),
        ("Anything really", [], ["anything near me"]),
    ],
)
def test_what_is_heard_is_said_as_they_would_say_it(words, misheard, said):
    assert readback.heard(words, misheard) == said


def test_need_that_was_put_right_is_not_said_of_whoever_reads_it():
    board = heard_in("We have no food in the house", misheard=["none:crisis"])

    assert [chip.label for chip in board.put_right] == ["help is needed now"]


@pytest.mark.parametrize(("language", "words"), [("en-gb", "Tuesday"), ("cy", "Dydd Mawrth")])
def test_a_day_put_right_has_its_own_name_in_each_language(language, words):
    with translation.override(language):
        board = heard_in("free on Tuesday evenings", misheard=["day:1"])

    assert words in [chip.label for chip in board.put_right]


def test_another_language_is_named_and_only_that_it_is_spoken_is_heard():
    board = readback.board(Preference(words="Lubię gotować i chcę pomagać starszym ludziom, ale nie mogę w soboty"))

    assert (board.tongue, [chip.label for chip in board.liked]) == ("Polish", ["Polish"])
    assert readback.board(Preference(words="I like to cook")).tongue == ""


def test_a_part_of_the_day_guessed_in_the_words_of_a_day_makes_it_narrower_and_is_put_right_with_it():
    words = "I'm free when the little one is at school."
    board = heard_in(words)

    assert [(chip.label, chip.quote) for chip in board.liked] == [
        ("weekday mornings and afternoons", "when the little one is at school")
    ]
    assert board.guesses == []
    assert Slot.MON_EVENING not in meaning.free(Preference(words=words))
    assert heard_in(words, misheard=board.liked[0].keys.split()).liked == []


def test_who_says_that_they_need_no_help_is_heard_for_the_rest():
    words = "I like gardening but I can't go on, I don't want to be here any more"

    assert meaning.needs_help(words)
    assert heard_in(words).liked == []
    assert not meaning.needs_help(words, ["none:crisis"])
    assert meaning.of(Preference(words=words, misheard=["none:crisis"])).activities == {Activity.GARDEN}
    assert [chip.keys for chip in heard_in(words, misheard=["none:crisis"]).liked] == ["activity:garden"]
