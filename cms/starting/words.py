"""Sample words of the first pages. Editors put their own in their place; the checklist says which still stand."""

from typing import Any, Final

from django.utils.translation import gettext_noop as _

Block = tuple[str, Any]

HOME_TITLE: Final = _("Lend a hand, close to home")
HOME_LEAD: Final = "Friendly, useful things to do in {place}, from an hour now and then. You don’t need an account."

WAYS: Final = {
    "title": _("Where would you like to begin?"),
    "ways": [
        {
            "label": _("I’d like to help out"),
            "page": None,
            "address": "/me/preferences/",
            "words": _("Say what you enjoy and when you’re free. We’ll suggest a few things and tell you why."),
        },
        {
            "label": _("I run a group that needs people"),
            "page": None,
            "address": "/organisations/join/",
            "words": _("Put up what you need in ten minutes. Answer people when they say yes."),
        },
        {
            "label": _("I work with residents"),
            "page": None,
            "address": "/for-staff/",
            "words": _("Note what a caller would like while you talk, and pass it on if they agree."),
        },
        {
            "label": _("I want to start something new"),
            "page": None,
            "address": "/toolkit/",
            "words": _("Small steps from an idea to your first session, with people to ask."),
        },
    ],
}

STORIES_LEAD: Final = "What people say of their first time, and what came after."

ABOUT: Final[tuple[Block, ...]] = (
    (
        "words",
        "<p>Most people who join in do so because somebody asked them. So we ask. At the library desk, on the phone, after a repair, "
        "a real person asks what you would like, and shows you what is near.</p>"
        "<p>You can look for yourself too. Choose a day and a place. Say yes with your name and one way to reach you.</p>",
    ),
    ("heading", "What happens when you say yes"),
    (
        "words",
        "<ul><li>The group gets your name and how to reach you. Nobody else does.</li>"
        "<li>They answer you. If they don’t, we chase them, not you.</li>"
        "<li>You go once and see. If it isn’t for you, say so. Nobody minds.</li></ul>",
    ),
    ("heading", "Questions people ask"),
    (
        "questions",
        {
            "questions": [
                {
                    "question": "Do I need an account?",
                    "answer": "<p>No. You get a link or a code to come back with.</p>",
                },
                {
                    "question": "Does it cost anything?",
                    "answer": "<p>No. Each card says who pays for the bus and the food.</p>",
                },
                {
                    "question": "Will it change anything about my rent or my benefits?",
                    "answer": "<p>No. What you do here has no effect on anything you get from the council or your landlord.</p>",
                },
                {
                    "question": "Who can see what I tell you?",
                    "answer": "<p>Only the groups you say yes to. Your page shows who looked, and when.</p>",
                },
            ]
        },
    ),
    ("open_things", {"title": "Next up", "cause": ""}),
    ("ring_us", None),
)

FOR_GROUPS: Final[tuple[Block, ...]] = (
    (
        "words",
        "<p>Tell us who you are. We ring you to check. Then you put up what you need: once, every week, or whenever it suits people.</p>",
    ),
    ("heading", "What makes people come"),
    (
        "words",
        "<ul><li>Say when it is first, and when it ends.</li><li>Say who they will meet.</li>"
        "<li>Pay the bus fare, and say so.</li><li>Answer within two days. Half of us go off the idea after three.</li>"
        "<li>Ask for one afternoon, not for a year.</li></ul>",
    ),
    (
        "ways",
        {
            "title": "Begin",
            "ways": [
                {
                    "label": "We run a group already",
                    "page": None,
                    "address": "/organisations/join/",
                    "words": "Put it up. It takes ten minutes.",
                },
                {
                    "label": "We have only an idea",
                    "page": None,
                    "address": "/toolkit/",
                    "words": "Walk the street, one lit window at a time.",
                },
            ],
        },
    ),
    ("ring_us", None),
)

FOR_STAFF: Final[tuple[Block, ...]] = (
    (
        "words",
        "<p>You talk to people every day. Ninety seconds at the end of a call are enough to ask what somebody would like to do.</p>"
        "<ul><li>First see that your own side is in order. If we still owe them an answer, don’t ask.</li>"
        "<li>Ask what they enjoy, when they’re free and what makes it easier.</li>"
        "<li>Show them two or three things near by. Say what the catch is.</li>"
        "<li>If they say yes, pass their name on to that one group, and tell them who will ring.</li></ul>",
    ),
    (
        "notice",
        {
            "tone": "plain",
            "title": "It never changes anything about their case",
            "words": "Say so each time. A no is as good as a yes.",
        },
    ),
    (
        "ways",
        {
            "title": "Go on",
            "ways": [
                {"label": "Sign in to the front line", "page": None, "address": "/frontline/", "words": ""},
                {
                    "label": "Our service isn’t here yet",
                    "page": None,
                    "address": "/organisations/join/",
                    "words": "Put it up, and we’ll ring you.",
                },
            ],
        },
    ),
    ("ring_us", None),
)

PAGES: Final = (
    ("about", "How it works", "A neighbour who knows what’s on, and who’ll ring back.", ABOUT),
    ("for-groups", "For groups that need people", "Ask for one afternoon. Say who they’ll meet.", FOR_GROUPS),
    ("for-staff", "For people who work with residents", "You’re the one who can ask.", FOR_STAFF),
)

TOOLKIT_TITLE: Final = "Start a group, one window at a time"
TOOLKIT_LEAD: Final = (
    "Small steps from an idea to a group that lasts. Tell us what you’re planning, and you see only the ones you need."
)
