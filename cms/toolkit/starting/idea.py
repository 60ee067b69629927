"""The first stage's words: trying an idea before it is a group."""

from typing import Final

from cms.toolkit.starting.shapes import Ask, Fact, StageText, StepText, Use

STAGE: Final = StageText(
    number=1,
    slug="idea",
    title="Try your idea",
    about="See if it’s wanted, who’d help, and who does it already. No forms yet: mostly tea and talking.",
    steps=(
        StepText(
            number=1,
            slug="name-the-problem",
            title="Name the problem",
            why="You know what’s wrong on your street. Say it plainly, and others can see where they fit in.",
            actions=(
                "Ask ten people what bothers them about it",
                "Write down what they said, in their own words",
                "Note what they do about it now",
                "Find out who works on it already",
                "Write the problem in two lines, with no answer in them yet",
            ),
            facts=(Fact("People tend to work hardest on a problem that is their own.", is_custom=True),),
            use=(
                Use("Groups on the Hub", "/organisations/", "See who is at work near you"),
                Use("Things to join", "/opportunities/", "See what goes on round here now"),
            ),
            ask=(
                Ask("The Hub’s adviser", "Who does what round your way"),
                Ask("A community worker at the council", "How to hear from people who don’t come to meetings"),
            ),
            minutes=60,
        ),
        StepText(
            number=2,
            slug="purpose-in-one-sentence",
            title="Say your purpose in one sentence",
            why="One clear sentence saves you an hour of talking. You’ll use it on posters, forms and doorsteps.",
            actions=(
                "Write what will change",
                "Add who it’s for",
                "Add where: one street, one estate or the whole town",
                "Read it to someone who’s new to it",
                "Cut each word you had to explain",
            ),
            facts=(
                Fact(
                    "Your sentence can grow into your “objects” later: what your rules say you’re for.",
                    is_custom=True,
                ),
            ),
            ask=(Ask("The Hub’s adviser", "If the sentence says what you mean"),),
            minutes=30,
        ),
        StepText(
            number=3,
            slug="find-your-people",
            title="Find your people",
            why="One person with an idea gets tired. Three people have a group, and someone to bring the biscuits.",
            actions=(
                "List what it needs: cooking, sums, a van, a good listener",
                "Put a name by each thing someone can do",
                "Look for who is missing, and who it’s for",
                "Invite people by name, one at a time",
                "Say how long you need them for, and when it ends",
                "Take a no kindly, and ask who else might like it",
            ),
            facts=(
                Fact(
                    "Banks and funders find it easier with three or more people who aren’t family.",
                    is_custom=True,
                ),
            ),
            use=(Use("Things to join", "/opportunities/", "See how others ask for help"),),
            ask=(Ask("The Hub’s adviser", "People who said they’d like to start something"),),
            minutes=60,
        ),
        StepText(
            number=4,
            slug="join-host-or-start",
            title="Join, be hosted or start new",
            why="You may not have to build it all. Someone down the road may have a kettle, a key and a bank account.",
            actions=(
                "Find the group nearest to your idea, and ask it first",
                "Ask if you could join in and run your idea there",
                "Ask if it would host you, and what that costs",
                "Ask a host whose insurance, bank and rules you’d use",
                "Write what you’d gain and lose each way",
                "Choose one, and tell the group you asked",
            ),
            facts=(
                Fact(
                    "A host is a bigger group that takes you in. "
                    "It may lend its insurance, bank account and safety rules.",
                    is_custom=True,
                ),
            ),
            use=(Use("Groups on the Hub", "/organisations/", "Look for one like yours"),),
            ask=(
                Ask("The Hub’s adviser", "Which groups may host a new one"),
                Ask("A bigger group near you", "What it could lend, and for how long"),
            ),
            minutes=60,
            skip="You may not need this if no one near you does a thing like it.",
        ),
        StepText(
            number=5,
            slug="test-it-once",
            title="Test your idea once",
            why="One try on a wet Tuesday teaches more than a long plan. If it flops, you’ve lost a Tuesday.",
            actions=(
                "Pick one day and one place",
                "Ask the place about its rules, keys and insurance",
                "Write down what could go wrong, and what you’d do",
                "Keep a sheet for who came",
                "Ask three people what they’d change",
                "Agree what’s next: again, not like that, or not at all",
            ),
            facts=(Fact("A small test costs less than a big plan, and you learn more.", is_custom=True),),
            ask=(
                Ask("Whoever runs the place", "What they need from you before the day"),
                Ask("The Hub’s adviser", "What to look out for the first time"),
            ),
            minutes=120,
            skip="You may not need this if you’ve run it once and know what to change.",
        ),
    ),
)
