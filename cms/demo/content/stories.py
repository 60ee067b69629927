"""What four people of the demo place tell. All of them are made up."""

from typing import Final

STORIES: Final = (
    {
        "slug": "joyce-rings-on-tuesdays",
        "title": "Joyce rings on Tuesdays",
        "who": "Joyce, 84, Roehampton. A worker at the housing office asked her.",
        "teaser": "I rang about the lift. She asked what I used to cook. Nobody had asked me that in years.",
        "body": (
            "<p>I rang because the lift was out again. Maya wrote it down, and then she asked what I like doing. I said I used to cook "
            "for a school. Two hundred a day, and not one left over.</p>"
            "<p>I can’t stand for long now. She said there’s a group that rings people, and you do it sitting down. So on Tuesdays I ring "
            "Winston. He tells me about cricket. I tell him how to make a roux.</p>"
            "<p>The lift works, by the way. They told me before they asked me anything. That mattered.</p>"
        ),
    },
    {
        "slug": "the-toaster-from-1961",
        "title": "The toaster from 1961",
        "who": "Piotr, Tooting. He came to have a lamp mended.",
        "teaser": "I came with a lamp. I left with a screwdriver and a Thursday.",
        "body": (
            "<p>My lamp flickered. At the Old Dairy a girl of about fifteen showed me the loose wire, and then she showed me how to fix "
            "it, and then she went for cake.</p>"
            "<p>I asked if I could come again. Kwame said the only rule is that you don’t mend it for people. You mend it with them. "
            "I’ve done forty toasters. The oldest is older than I am.</p>"
        ),
    },
    {
        "slug": "nine-elms-one-pot-of-coffee",
        "title": "One pot of coffee in Nine Elms",
        "who": "Lucía, Nine Elms. She had an idea and no group.",
        "teaser": "Six hundred flats, and I knew nobody on my floor. So I made coffee and left the door open.",
        "body": (
            "<p>I typed my idea into the toolkit on my phone. It didn’t ask who I was. It asked what I’d like to see. I wrote: one pot "
            "of coffee.</p>"
            "<p>Step four says ask three people what they would come to. I asked in the lift. Two said coffee. One said coffee, but not "
            "decaf.</p>"
            "<p>There are eleven of us now. We’re waiting to be checked so that we can put up a poster here. I’m told it takes a week. "
            "We’ve plenty of coffee.</p>"
        ),
    },
    {
        "slug": "the-crossing-moved-four-metres",
        "title": "The crossing moved four metres",
        "who": "Yusuf, Earlsfield. He answered a call to shape a street.",
        "teaser": "They said what could change and what couldn’t. Then they told us what came of it. I nearly fell off my chair.",
        "body": (
            "<p>Garratt Lane has a crossing where nobody crosses. They asked for people to walk it with chalk. I drive a bus, so I had "
            "opinions.</p>"
            "<p>We wanted it by the school gate. The bus lane couldn’t move, they’d said so before we began. Four metres could. In spring "
            "a letter came with a drawing, and there it was, four metres on.</p>"
        ),
    },
)

ON_THE_FRONT_PAGE: Final = "joyce-rings-on-tuesdays"

YOU_SAID: Final = (
    (
        "I finish work at six. Nothing’s on.",
        "22 people",
        3,
        "We asked every group. Most weekday evenings are lit now.",
        "ok",
        1,
    ),
    (
        "I rang three places and none rang back.",
        "17 people",
        4,
        "Groups say how fast they reply, and we show who does.",
        "ok",
        2,
    ),
    ("Who pays my bus?", "14 people", 2, "Half of the groups do. We’re asking for a fund for the rest.", "wait", -2),
    (
        "Can the list be sorted by how nice people are?",
        "1 person",
        2,
        "We talked about it for longer than we should have.",
        "stop",
        1,
    ),
)
"""What was said, by how many, how many months ago; what came of it, where it stands, and how many months ago that was, or ahead."""
