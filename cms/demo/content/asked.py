"""Whom the housing office talked with in the past weeks: what each said, what they were asked, and what came of it. All made up."""

from dataclasses import dataclass
from typing import Final

from hub.taxonomy.codes import Activity, Ease, HowFar, Slot, Travel


@dataclass(frozen=True)
class Talk:
    """One conversation: with whom, so many days ago, what they would like, what they answered, about what, and how it went on.

    `then` is the last state of the referral, where one was made.
    """

    who: str
    days: int
    words: str
    near: str
    slots: tuple[Slot, ...]
    answer: str
    about: str = ""
    then: str = ""
    activities: tuple[Activity, ...] = ()
    how_far: HowFar = HowFar.ANYWHERE
    travel: tuple[Travel, ...] = (Travel.WALK, Travel.BUS)
    ease: tuple[Ease, ...] = ()
    owed: str = ""
    way: str = "counter"


TALKS: Final = (
    Talk(
        "Yusuf",
        38,
        "Something with my hands after work. I like fixing things.",
        "SW17 9NH",
        (Slot.TUE_EVENING, Slot.SAT_MORNING),
        "yes_refer",
        "repair",
        "first_attended",
        (Activity.FIX,),
    ),
    Talk(
        "Gordon",
        30,
        "A bit of company over lunch. I can’t stand for long.",
        "SW18 4AA",
        (Slot.WED_MORNING, Slot.WED_AFTERNOON),
        "yes_refer",
        "table",
        "accepted",
        (Activity.TALK,),
        HowFar.MILE,
        (Travel.WALK,),
        (Ease.SEATING, Ease.STEP_FREE),
    ),
    Talk(
        "Fatou",
        24,
        "I want to read with children. I taught at home.",
        "SW15 4EF",
        (Slot.MON_AFTERNOON, Slot.THU_AFTERNOON),
        "yes_refer",
        "sort",
        "declined",
        (Activity.TEACH,),
    ),
    Talk(
        "Rashid",
        19,
        "Helping people who are new here. I know how it is.",
        "SW17 8QG",
        (Slot.THU_MORNING, Slot.FRI_MORNING),
        "yes_refer",
        "english",
        "expired",
        (Activity.TALK,),
    ),
    Talk(
        "Nathaniel",
        12,
        "Gardening, or anything outdoors.",
        "SW18 3QZ",
        (Slot.SAT_MORNING, Slot.SUN_MORNING),
        "yes_refer",
        "litter",
        "withdrawn",
        (Activity.GARDEN,),
    ),
    Talk(
        "Shanice",
        6,
        "I make a good cup of tea and I like people.",
        "SW15 5PS",
        (Slot.WED_AFTERNOON, Slot.SUN_AFTERNOON),
        "yes_refer",
        "sunday",
        "acknowledged",
        (Activity.TALK, Activity.COOK),
    ),
    Talk(
        "Kofi",
        2,
        "Cooking. Used to cook for two hundred on a ship.",
        "SW11 2RA",
        (Slot.TUE_EVENING, Slot.THU_EVENING),
        "yes_refer",
        "sort",
        "sent",
        (Activity.COOK,),
        way="phone",
    ),
    Talk("Leyla", 15, "Not sure yet. Maybe something in the evenings.", "SW12 8SB", (), "yes_keep"),
    Talk("Clive", 11, "Chess, if anybody plays.", "SW18 1LT", (Slot.MON_AFTERNOON,), "info_only", "tea", way="phone"),
    Talk("Trevor", 9, "", "SW17 0RG", (), "no", way="phone"),
    Talk("Chidi", 8, "", "SW18 2PU", (), "not_now"),
    Talk("Margaret", 5, "", "SW15 1BP", (), "do_not_ask"),
    Talk(
        "Owen",
        1,
        "I’d like to know my neighbours.",
        "SW15 4HJ",
        (Slot.SAT_AFTERNOON,),
        "",
        owed="Look at the damp in the back bedroom",
    ),
)

ASKS_DENISE: Final = "You said you like fixing things, and Thursday evenings are free. No worries if not."
"""What the worker wrote to the resident one signs in as."""
