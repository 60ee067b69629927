"""The fifth stage's words: money that lasts, places, pay, checking how it goes, and ending well."""

from typing import Final

from cms.toolkit.starting.figures import NEXT_APRIL, NEXT_OCTOBER, READ
from cms.toolkit.starting.shapes import Ask, Fact, StageText, StepText, Use

STAGE: Final = StageText(
    number=5,
    slug="sustainable",
    title="Keep it going",
    about="Money, places, pay, and looking after the thing you made. Ending well is in here too: it’s no shame.",
    steps=(
        StepText(
            number=33,
            slug="plan-your-fundraising",
            title="Plan your fundraising",
            why="People like to give when they know what it buys. “A new tea urn” beats “funds”.",
            actions=(
                "Write what you need, and what it costs",
                "Choose a mix, so one no doesn’t sink you",
                "Agree whose money you wouldn’t take",
                "Say what you’ll do with it if you raise too much or too little",
                "Ask before you text or email people for money",
                "Write down each gift, and say thanks in a week",
            ),
            facts=(
                Fact("A new Code of Fundraising Practice began on {fundraising-code}."),
                Fact(
                    "To ask by text or email, you mostly need a yes first. "
                    "Since {charity-texts} charities, and only they, have an easier rule."
                ),
            ),
            use=(
                Use("Fundraising Regulator", "https://www.fundraisingregulator.org.uk/", "The Code, to read or search"),
            ),
            ask=(
                Ask("Fundraising Regulator", "What the Code says about your plan"),
                Ask("The Hub’s adviser", "What works near here"),
            ),
            minutes=90,
            applies=("grants",),
            skip="You may not need this if you can run on what you have.",
        ),
        StepText(
            number=34,
            slug="apply-for-a-grant",
            title="Ask for a grant",
            why=(
                "A grant is money you don’t pay back, for a job you both want done. "
                "Fit counts for more than fine words."
            ),
            actions=(
                "Check that you fit: place, size, aim, dates",
                "Show the need: what people said, and how many",
                "Say what will change, and how you’ll know",
                "Write a budget, with all the costs in it",
                "Gather the papers: rules, accounts, insurance, safety",
                "Ask someone who’s new to it to read it",
                "Put the closing date, and the report date, in the diary",
            ),
            facts=(Fact("Funders ask for the need, what will change, a budget and your rules.", is_custom=True),),
            use=(Use("360Giving", "https://www.threesixtygiving.org/", "Who gave what, and where"),),
            ask=(
                Ask("A funding adviser", "Which funder fits, before you write a word"),
                Ask("The Hub’s adviser", "Who near you helps with grants"),
            ),
            minutes=120,
            applies=("grants",),
            skip="You may not need this if gifts and sales pay for it all.",
        ),
        StepText(
            number=35,
            slug="sell-for-good",
            title="Start selling to fund your cause",
            why="A social enterprise sells things to do good. The sums still have to add up, even for very nice jam.",
            actions=(
                "Write what you’ll sell, who’ll buy it and why",
                "Add up what one costs to make, with your time in it",
                "Set a price, and try it on ten people",
                "Ask your insurer if sales are covered",
                "Ask if your rules let you trade",
                "Ask an adviser if you need a trading company of its own",
            ),
            facts=(
                Fact(
                    "What you’re for comes first, and so does any asset lock: the rule that keeps what you own local.",
                    is_custom=True,
                ),
            ),
            use=(Use("Social Enterprise UK", "https://www.socialenterprise.org.uk/", "Guides, and others who do it"),),
            ask=(
                Ask("Social Enterprise UK", "Starting to trade for good"),
                Ask("School for Social Entrepreneurs", "Courses for people who start one"),
                Ask("Key Fund", "Loans and grants for social enterprises, where it lends"),
            ),
            minutes=120,
            applies=("trading",),
            skip="You may not need this if you sell a few cakes and that’s the lot.",
        ),
        StepText(
            number=36,
            slug="work-for-public-bodies",
            title="Work for the council or NHS",
            why=(
                "Councils buy what groups like yours do well. Ask the full price: "
                "a bargain that sinks you helps no one."
            ),
            actions=(
                "Sign up where the buyer lists its jobs",
                "Put your papers in one pack: safety, data, insurance, accounts",
                "Write one page on what you do, and what good it brings",
                "Work out the full cost, rent and admin too",
                "Ask other groups if you could bid as one",
                "Ask if staff would move to you with the work (TUPE), and get advice",
            ),
            facts=(
                Fact("New rules on how public bodies buy began on {procurement-date}."),
                Fact(
                    "Buyers have to take note of a policy that favours spending with charities and social enterprises.",
                    source="Lawyers’ notes on the Procurement Act",
                    as_at=READ,
                    review_by=NEXT_OCTOBER,
                ),
                Fact(
                    "The Social Value Act is about what else a contract can do for local people.",
                    source="Lawyers’ notes on public buying",
                    as_at=READ,
                    review_by=NEXT_OCTOBER,
                ),
            ),
            use=(Use("Find your council", "https://www.gov.uk/find-local-council", "Look for how it buys"),),
            ask=(
                Ask("The council’s buying team", "Where jobs are listed, and how small ones are bought"),
                Ask("The Hub’s adviser", "Groups you could bid with"),
            ),
            minutes=120,
            applies=("public_bodies",),
            skip="You may not need this if you don’t want to work under contract.",
        ),
        StepText(
            number=37,
            slug="take-on-a-building",
            title="Take on a building or land",
            why="A place of your own is lovely, and so is its roof until it rains. Start small, and look up.",
            actions=(
                "Try a licence or a lease first: leave to use it for a time",
                "Have it surveyed: looked over by someone who knows roofs",
                "Add up what it costs each year, heat and repairs too",
                "Write how you’d pay for it (a business plan)",
                "Ask the council for its steps: often a short form, then a long one",
                "Ask if local rights to bid or buy can be used now",
            ),
            facts=(
                Fact(
                    "A council may sell for less than the best price if it makes life better there. "
                    "It can go up to {land-discount} below."
                ),
                Fact(
                    "It will most likely want an asset lock: a rule that keeps what you own local.",
                    source="Notes by community housing advisers",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact("For some local places, the right to bid gives people {right-to-bid} to get an offer ready."),
                Fact(
                    "A new right to buy was planned, with {right-to-buy} to get ready. "
                    "We don’t know if it has begun, so ask."
                ),
            ),
            use=(
                Use("Locality", "https://locality.org.uk/", "Local people who run buildings"),
                Use("Plunkett UK", "https://plunkett.co.uk/", "Shops and pubs run by local people"),
            ),
            ask=(
                Ask("The council’s property team", "Which places are free, and its steps"),
                Ask("Locality", "Plans and money for a building"),
                Ask("Plunkett UK", "Shops and pubs"),
            ),
            minutes=120,
            applies=("building",),
            skip="You may not need this if hiring a room by the hour does the job.",
        ),
        StepText(
            number=38,
            slug="see-what-changes",
            title="Check what difference you make",
            why="It’s good to know if it works, and nice to tell people. A tally and a few true stories go a long way.",
            actions=(
                "Write your change story: we do this, so that happens",
                "Choose three things to count, and no more",
                "Ask people how it was, on a card or out loud",
                "Ask before you share a story, and change names if they like",
                "Tell people what you found, and what you’ll do now",
            ),
            facts=(Fact("A few things counted well beat a long form that no one fills in.", is_custom=True),),
            ask=(
                Ask("The Hub’s adviser", "What to count, and what to leave"),
                Ask("A college or a research team near you", "Help with asking and counting"),
            ),
            minutes=60,
        ),
        StepText(
            number=39,
            slug="yearly-meeting",
            title="Hold your yearly meeting (AGM)",
            why="Once a year, show everyone the books and let them choose who’s in charge. Biscuits help with turnout.",
            actions=(
                "Look up in your rules how much notice to give",
                "Tell the members when, where and what you’ll decide",
                "Show the accounts, and take questions",
                "Hold the vote for who runs it",
                "Read your policies again, and mend what’s out of date",
                "Ask how well you’re running it, and write one thing to do better",
            ),
            facts=(
                Fact(
                    "What members have a right to is in your own rules.",
                    source="General knowledge (NCVO has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use("Charity Governance Code", "https://www.charitygovernancecode.org/", "How well are you run?"),
                Use("NCVO", "https://www.ncvo.org.uk/", "Help with running a group"),
            ),
            ask=(
                Ask("NCVO", "How to check how you’re run"),
                Ask("The Hub’s adviser", "What to send out, and when"),
            ),
            minutes=120,
            skip="You may not need this if you’re in your first year, or your rules don’t ask for it.",
        ),
        StepText(
            number=40,
            slug="first-employee",
            title="Take on your first employee",
            why="Paying someone is a big, good step. From then on you’re a boss, so get the basics right first.",
            actions=(
                "Write what the job is, and what it isn’t",
                "Check you can pay for it, and for how long",
                "Tell everyone about the job, and choose fairly",
                "Give a written contract",
                "Set up pay (payroll) and a pension",
                "Get employers’ liability cover before day one",
                "Name who’ll look after them, and when they’ll talk",
            ),
            facts=(
                Fact("The law asks for employers’ liability cover of at least {employers-liability}."),
                Fact(
                    "If the role allows a criminal record check (DBS), a standard one was {dbs-standard-fee} for "
                    "paid staff."
                ),
            ),
            use=(
                Use("ACAS", "https://www.acas.org.uk/", "Contracts, pay and being fair at work"),
                Use("GOV.UK", "https://www.gov.uk/", "Look for “employing staff”"),
            ),
            ask=(
                Ask("ACAS", "Contracts, pay and what to do if it goes wrong"),
                Ask("The Hub’s adviser", "Who could run your payroll"),
            ),
            minutes=120,
            cost="Pay, pension and insurance",
            applies=("staff",),
            skip="You may not need this if no one is paid.",
        ),
        StepText(
            number=41,
            slug="digital-tools",
            title="Choose your digital tools",
            why="Pick tools you’d all use. The best one is no good if just one person knows the password.",
            actions=(
                "List what you need: a list, a diary, a cash book",
                "Ask what free or cheap tools other groups use",
                "Give each person their own way in, and share no passwords",
                "Turn on the second check at sign-in (two-step login)",
                "Keep a copy of it all somewhere else",
                "Shut off the way in when someone leaves",
            ),
            facts=(Fact("A way in that is shared is hard to take back when someone goes.", is_custom=True),),
            use=(Use("National Cyber Security Centre", "https://www.ncsc.gov.uk/", "Passwords and two-step login"),),
            ask=(
                Ask("A digital champion at the library", "Setting it up with you"),
                Ask("The Hub’s adviser", "Which tools groups here use"),
            ),
            minutes=60,
            skip="You may not need this if a book and a phone do the job.",
        ),
        StepText(
            number=42,
            slug="help-in-emergencies",
            title="Get ready to help in emergencies",
            why=(
                "When a street floods, the group with the hall key is gold. "
                "Agree now what you could do, and what you can’t."
            ),
            actions=(
                "List what you could lend: a room, a van, a kitchen, tools, time",
                "Write who holds the keys, and who comes next",
                "Make a phone tree: who rings whom",
                "Ask your insurer what you’re covered for",
                "Ask who would call on you, and tell them you’re there",
                "Agree what you won’t do: keep out of flood water",
            ),
            facts=(
                Fact("A pump, a boat, a radio or a big pan may be just what’s needed, so list it.", is_custom=True),
            ),
            use=(Use("Put your group on the Hub", "/organisations/join/", "So people know you’re there"),),
            ask=(
                Ask("The council’s emergency team", "How groups help here, and who makes the call"),
                Ask("The Hub’s adviser", "What others have said they’d lend"),
            ),
            minutes=60,
            applies=("volunteers", "hall"),
            skip="You may not need this if you’d have no time or kit to spare.",
        ),
        StepText(
            number=43,
            slug="end-well",
            title="Close your group well",
            why="Some groups have done their job. A good end pays its bills, says thanks and has a party.",
            actions=(
                "Read what your rules say about closing",
                "Hold the vote, and write it down",
                "Pay what you owe",
                "Pass on what’s left, as your rules say",
                "Tell those who need to know: bank, funders, the register",
                "Keep the records that the law wants kept, and wipe the rest",
                "Thank people, and say what you did together",
            ),
            facts=(
                Fact(
                    "What’s left goes where your rules say it goes.",
                    source="General knowledge (the Charity Commission has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "Charity Commission",
                    "https://www.gov.uk/government/organisations/charity-commission",
                    "How a charity closes",
                ),
            ),
            ask=(
                Ask("The Hub’s adviser", "Closing without loose ends"),
                Ask("Charity Commission", "If you’re a charity on the register"),
            ),
            minutes=120,
            applies=("closing",),
            skip="You may not need this if you’re only having a rest; tell people when you’re back.",
        ),
    ),
)
