"""Who said yes to what, and what came of it: keys of posts, a word for each sign-up, and the kind words of a no."""

from typing import Final

CAME: Final = (
    "table table cookwith walk choir homework repair repair litter reading english english deliver rowing supper supper "
    "bulbplanting sundayline walk-home choir"
).split()
MISSED: Final = ["english", "choir", "table", "supper"]
COMING: Final = (
    "table cookwith deliver english reading walk choir repair sewing sewing course course crossing stairwell grants "
    "patients lived-diabetes burst burst burst regatta feast tea ring ring litter willow"
).split()
FULL: Final = ["crumble", "phones", "carers"]
"""All places of the next date are taken, and two people wait."""
ASKING: Final = ["cookwith", "repair", "patients", "deliver", "homework", "ring", "trustee", "stories", "photos"]
ASKING_LATE: Final = {"scrutiny": 5, "toolshed": 31}
"""Not answered in time, by so many hours."""
OFFERED: Final = ["table", "repair", "laptops"]
"""Another date was offered a few hours ago."""
LAPSED: Final = ["table", "cookwith", "repair"]
"""Another date was offered, and nobody said anything."""
CHANGED_THEIR_MIND: Final = ["table", "english", "regatta", "patients", "walk", "ring"]
CALLED_OFF: Final = "willow"
"""Its last date was called off, with two people down for it."""

DECLINED: Final = {
    "deliver": "You said you can’t ride in the dark, and our winter rounds are all dark. Come in April, when it’s light till eight.",
    "ring": "We’ve nobody who speaks your language just now, and that matters on the phone. I’ve kept a note to ask you in spring.",
    "grants": "We drew lots, since 31 people asked for 12 chairs. Your name wasn’t drawn. You can come and watch, and there will be sandwiches.",
    "homework": "We’ve more grown-ups than children on Mondays. A nice problem. Would you come on Sundays?",
    "repair": "Every bench has two people at it this month. Ask again in a few weeks, please do.",
    "trustee": "",
}

LARDER_NO: Final = (
    "Saturday collecting would suit your back better than crates. Maureen will save you a chair by the door."
)
