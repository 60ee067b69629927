"""The second stage's words: from some people to a group with rules, a bank account and notes."""

from typing import Final

from cms.toolkit.starting.figures import NEXT_APRIL, READ
from cms.toolkit.starting.shapes import Ask, Fact, StageText, StepText, Use

STAGE: Final = StageText(
    number=2,
    slug="group",
    title="Form your group",
    about="Agree how you’ll work, write it down, and keep the money where everyone can see it.",
    steps=(
        StepText(
            number=6,
            slug="ways-of-working",
            title="Agree how you’ll work together",
            why="It’s much nicer to plan for a row before you have one. Half an hour now can save a friendship.",
            actions=(
                "Agree how you’ll decide: by vote, or by talking till you agree",
                "Agree what you’ll do when two of you don’t agree",
                "Share out the work, and write who does what",
                "Say how someone can stop with no hard feelings",
                "Put it all on one page, and have everyone read it",
            ),
            facts=(
                Fact("When a new group splits, it’s mostly over what people thought would happen.", is_custom=True),
            ),
            ask=(
                Ask("The Hub’s adviser", "How other groups share out the work"),
                Ask("A mediator", "A row that won’t settle; a mediator helps two sides talk"),
            ),
            minutes=60,
        ),
        StepText(
            number=7,
            slug="choose-a-legal-form",
            title="Choose a legal form",
            why="A legal form is what your group is in law. It decides who pays if the group can’t.",
            actions=(
                "Ask: will we pay staff, rent, own land or sign big contracts?",
                "Ask: are all our aims charitable, with no profit for those in charge?",
                "Ask: will we mostly sell things for local good, and pay those in charge?",
                "Ask: will local people put money in, with one vote each?",
                "Write down the forms that fit, and what you’d give up with each",
                "Talk to an adviser before you send in any form",
                "Note which one you chose, and why",
            ),
            facts=(
                Fact(
                    "Think of forming a legal body if you’ll employ, rent, sign contracts or own land.",
                    source="ICAEW and Resource Centre guides",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "A small plain group (an unincorporated association) is quick and free to set up.",
                    source="Resource Centre",
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "But the law doesn’t see it as a body of its own. "
                    "Its committee may have to pay its debts, and it can’t own land in its name.",
                    source="Resource Centre",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use("Resource Centre", "https://www.resourcecentre.org.uk/", "Guides for small groups"),
                Use("GOV.UK", "https://www.gov.uk/", "Look for “set up a charity” or “social enterprise”"),
            ),
            ask=(
                Ask("The Hub’s adviser", "Which forms fit you, before you choose"),
                Ask("ICAEW, a body of accountants", "Its guides to charities and companies"),
            ),
            minutes=90,
            skip="You may not need this if a host takes you in; look at it again each year.",
        ),
        StepText(
            number=8,
            slug="write-your-constitution",
            title="Write your constitution",
            why="A constitution is the page that says how you are run. It helps most on the day you don’t agree.",
            actions=(
                "Put in your name, your aims and what you may do",
                "Say who can be a member, and how they vote",
                "Say who runs it, and how they’re picked",
                "Say how many make a meeting count (a quorum)",
                "Say how money is kept, and how rules are changed",
                "Say how you’d close, and who gets what’s left",
                "Read it out loud together, and cut what no one can follow",
            ),
            facts=(
                Fact(
                    "Each legal form has its own kind of rules, so choose the form first.",
                    source="Charity Commission, writing for ICAEW",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "Charity Commission",
                    "https://www.gov.uk/government/organisations/charity-commission",
                    "Model rules for charities",
                ),
            ),
            ask=(
                Ask("The Hub’s adviser", "Reading your draft with you"),
                Ask("Charity Commission", "Model rules, if you’ll be a charity"),
            ),
            minutes=120,
            skip="You may not need this if a host’s rules cover you.",
        ),
        StepText(
            number=9,
            slug="founding-meeting",
            title="Hold your founding meeting",
            why="This is the day you become a group. It needs a list, a vote, and cake if you can get it.",
            actions=(
                "Write a short list of what you’ll decide, and send it round",
                "Read the constitution out, and vote to take it on",
                "Pick a chair, a secretary and a treasurer",
                "Say what each of them does, so it’s no surprise",
                "Vote to open a bank account, and name who can sign",
                "Write down what was decided (the minutes), and sign it",
            ),
            facts=(Fact("Banks tend to ask for the minutes of this meeting.", is_custom=True),),
            ask=(Ask("The Hub’s adviser", "What to put on the list, and in what order"),),
            minutes=120,
            skip="You may not need this if you work inside a host group.",
        ),
        StepText(
            number=10,
            slug="bank-account",
            title="Open the group’s bank account",
            why="Money in a kitchen drawer worries everyone, mostly the one with the drawer.",
            actions=(
                "Ask two banks if they take a group like yours",
                "Pick at least two people to sign who aren’t family",
                "Have each of them find the proof of who they are",
                "Take your constitution and your minutes",
                "Fill in the mandate: the bank’s form for who may pay",
                "Set a top limit for one payment",
                "Name someone else to check what goes out",
            ),
            facts=(
                Fact(
                    "The account is in the group’s name. "
                    "Two people who aren’t family sign, or both agree each payment.",
                    source="Community People and Girlguiding bank guides",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "Some banks only take charities that are on the register.",
                    source="Community People’s bank guide",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "While you wait, a bigger group may hold your money for you (a fiscal host).",
                    source="Community People’s bank guide",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            ask=(
                Ask("The bank", "Which papers it wants, and how long it takes"),
                Ask("The Hub’s adviser", "Who could hold your money while you wait"),
            ),
            minutes=90,
            applies=("money",),
            skip="You may not need this if a host holds your money.",
        ),
        StepText(
            number=11,
            slug="keep-the-money-straight",
            title="Keep the group’s money straight",
            why="A book, a box of receipts and two pairs of eyes. That’s most of it, and it keeps you friends.",
            actions=(
                "Start a cash book: each sum in, each sum out, and the date",
                "Keep each receipt, and number it",
                "Count cash with two people, and have both sign",
                "Make a short form for paying people back",
                "Plan what you’ll spend this year (a budget)",
                "Have someone who isn’t the treasurer check it each month",
            ),
            facts=(Fact("The group’s money and your own don’t mix: not in a purse, a jar or a bank.", is_custom=True),),
            ask=(
                Ask("A community accountant", "Setting up your first cash book"),
                Ask("The Hub’s adviser", "Who near you helps groups with their books"),
            ),
            minutes=60,
            applies=("money",),
            skip="You may not need this if no money comes in or goes out.",
        ),
        StepText(
            number=12,
            slug="minutes-and-members",
            title="Keep minutes and a members’ list",
            why="In a year no one will recall who said yes to the shed. The minutes will.",
            actions=(
                "Write down what was decided, who’ll do it and by when",
                "Keep a list of members, and when they joined",
                "Ask people to say if they or family could gain from a choice",
                "Write that down too, and who left the room",
                "Keep it all in one place that two people can get to",
            ),
            facts=(
                Fact("Good notes help when you write a report, or when two people recall it two ways.", is_custom=True),
            ),
            ask=(Ask("The Hub’s adviser", "How short minutes can be and still do the job"),),
            minutes=30,
        ),
    ),
)
