"""The third stage's words: keeping people safe, and on the right side of the law."""

from typing import Final

from cms.toolkit.starting.figures import NEXT_APRIL, NEXT_DBS, READ
from cms.toolkit.starting.shapes import Ask, Fact, StageText, StepText, Use

STAGE: Final = StageText(
    number=3,
    slug="safe",
    title="Keep everyone safe",
    about="Most of this is good sense on one page each. Do the ones that fit what you do, and leave the rest.",
    steps=(
        StepText(
            number=13,
            slug="risk-assessment",
            title="Write a risk assessment",
            why="A risk assessment is a list of what could go wrong, and what you’ll do about it. It fits on one page.",
            actions=(
                "Walk through what you’ll do, from door to door",
                "Look at the place: steps, wires, wet floors, dark corners",
                "Think who comes: small children, frail people, large dogs",
                "Think of the weather, and how people get home",
                "Plan for anyone who works alone",
                "Write what you’ll do about each, and who will",
                "Keep a form for when things go wrong, and use it",
            ),
            facts=(
                Fact(
                    "Even a group with no staff has a duty of care. "
                    "That means taking sensible steps so no one gets hurt.",
                    source="General knowledge (the Health and Safety Executive has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(Use("Health and Safety Executive", "https://www.hse.gov.uk/", "Guides to finding risks"),),
            ask=(
                Ask("The Hub’s adviser", "Looking over your page with you"),
                Ask("Whoever runs the place", "What they know about the building"),
            ),
            minutes=60,
        ),
        StepText(
            number=14,
            slug="insurance",
            title="Get the right insurance",
            why="Insurance is for the day the tea urn meets the toddler. Ask before you buy, and get it in writing.",
            actions=(
                "Ask a broker about public liability: cover for harm to others",
                "Ask in writing if volunteers are covered, and from what age",
                "Ask if the people who run the group are covered",
                "Ask about events, vehicles and things you lend",
                "Ask your host or hall what its cover already does",
                "Put the end date in two diaries",
            ),
            facts=(
                Fact("If you have staff, you need employers’ liability cover for at least {employers-liability}."),
                Fact(
                    "The advice is to treat volunteers like staff when you insure. Policies are not all the same.",
                    source="Insurers, on Charity Commission advice",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            ask=(
                Ask("An insurance broker", "Cover for a group like yours; get the answers in writing"),
                Ask("The Hub’s adviser", "What groups like yours tend to ask"),
            ),
            minutes=60,
            cost="Depends on what you do: ask two brokers",
            skip="You may not need this if a host’s insurance covers you, and it says so in writing.",
        ),
        StepText(
            number=15,
            slug="safeguarding",
            title="Set up safeguarding",
            why="Safeguarding means keeping children, and adults at risk, from harm. People need to know who to tell.",
            actions=(
                "Name a lead and a deputy, and tell everyone who they are",
                "Write one page: what you watch for, and what you do",
                "Put 999 first on it, for danger now",
                "Add the council’s teams for children and for adults",
                "Add the council officer for worries about staff and helpers (the LADO)",
                "Agree how helpers behave, and what’s not OK",
                "Agree rules for photos and for being online",
            ),
            facts=(
                Fact(
                    "Before you ask for helpers with children or adults at risk, the Hub checks for a lead and deputy.",
                    source="The Hub’s own rule",
                    as_at=READ,
                    review_by=NEXT_DBS,
                ),
            ),
            use=(
                Use("Report something that worries you", "/worried/", "What to do about a worry now"),
                Use("NSPCC", "https://www.nspcc.org.uk/", "Keeping children safe"),
                Use("Ann Craft Trust", "https://www.anncrafttrust.org/", "Keeping adults safe"),
            ),
            ask=(
                Ask("The council’s safeguarding teams", "A worry about a child or an adult"),
                Ask("NSPCC", "Rules for a group with children"),
                Ask("Ann Craft Trust", "Rules for a group with adults at risk"),
            ),
            minutes=90,
            applies=("at_risk",),
            skip="You may not need this if you meet no children, and no adults at risk.",
        ),
        StepText(
            number=16,
            slug="criminal-record-checks",
            title="See who needs a criminal record check",
            why="A check fits the role, not the person. So look at what each role does before you ask anyone for one.",
            actions=(
                "Write down what each role does, with whom and how often",
                "Look up which check, if any, the role is allowed",
                "Ask for that level and no more, and for none if the role isn’t allowed one",
                "Ask the Disclosure and Barring Service how the new rules fit your group",
                "Find an umbrella body: one that sends in checks for small groups",
                "Talk kindly and in private if something shows up",
                "Lock results away, and note when to look again",
            ),
            facts=(
                Fact(
                    "Some roles can have a criminal record check (DBS), and some can’t. "
                    "To ask for one the role isn’t allowed is an offence.",
                    source="NCVO",
                    as_at=READ,
                    review_by=NEXT_DBS,
                ),
                Fact(
                    "From {dbs-change-date}, unpaid people who teach, train, mind or supervise children count, "
                    "even if someone "
                    "supervises them. That’s if it’s frequent, {dbs-often} days, or overnight ({dbs-night})."
                ),
                Fact(
                    "For those roles the check is the fullest: "
                    "enhanced, with the list of people barred from work with children. "
                    "The guides we read were for schools and childcare, so ask how it fits you.",
                    source="GOV.UK and a council’s schools team",
                    as_at=READ,
                    review_by=NEXT_DBS,
                ),
                Fact(
                    "No one under {dbs-least-age} is checked. For volunteers a standard or enhanced check is "
                    "{dbs-volunteer-fee}. For paid staff an enhanced one was {dbs-enhanced-fee}."
                ),
            ),
            use=(
                Use(
                    "Disclosure and Barring Service",
                    "https://www.gov.uk/government/organisations/disclosure-and-barring-service",
                    "Which roles can be checked",
                ),
            ),
            ask=(
                Ask("Disclosure and Barring Service", "If a role can be checked, and at what level"),
                Ask("An umbrella body", "Sending in the checks, and what it charges"),
                Ask("The Hub’s adviser", "Any role you’re not sure of, before you ask for a check"),
            ),
            minutes=60,
            cost="The check is {dbs-volunteer-fee} for volunteers; an umbrella body may charge",
            applies=("at_risk",),
            skip="You may not need this if no role is with children or with adults at risk.",
        ),
        StepText(
            number=17,
            slug="welcome-volunteers",
            title="Welcome your volunteers",
            why="People come for the cause, and stay if someone knows their name. Tell them where the loo is, too.",
            actions=(
                "Write a role card: what, when, where and for how long",
                "Name one person they can turn to",
                "Show them round on the first day",
                "Say how you’ll pay back what they spend",
                "Say what to do if there’s a problem",
                "For young people: ask a parent, check the insurance, keep an adult there",
                "Thank them, and have a chat when they leave",
            ),
            facts=(
                Fact(
                    "Pay back what a volunteer spent, and no flat sum on top.",
                    source="NCVO and council pages on benefits",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "People on benefits can volunteer. They need to tell the Jobcentre.",
                    source="NCVO and council pages on benefits",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "On Universal Credit, volunteering can count for up to {credit-hours} of the time agreed for "
                    "job hunting."
                ),
                Fact(
                    "People who seek asylum may volunteer for a charity or public body. "
                    "It can’t take the place of a paid job, and only what they spend is paid back.",
                    source="The Home Office, in Parliament",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use("Things to join", "/opportunities/", "See how others ask for help"),
                Use("NCVO", "https://www.ncvo.org.uk/", "Guides to working with volunteers"),
            ),
            ask=(Ask("The Hub’s adviser", "Your first role card, and how to find people"),),
            minutes=90,
            applies=("volunteers",),
            skip="You may not need this if it’s only the few of you who began it.",
        ),
        StepText(
            number=18,
            slug="data-protection",
            title="Look after people’s details",
            why="Names, numbers and who can’t eat nuts: all of it is theirs, and you’re minding it (data protection).",
            actions=(
                "List what you keep about people, and why",
                "Say how long you’ll keep it, and who can see it",
                "Write a short page that tells people so (a privacy notice)",
                "Plan what you’d do if it got lost or seen",
                "Pick who will answer a complaint, and note the date it came",
                "Use the fee checker of the ICO, which looks after data law",
                "Bin what you don’t need",
            ),
            facts=(
                Fact(
                    "Since {complaints-date} you need a way to take complaints about people’s details. "
                    "You have {complaints-days} to tell the person it reached you."
                ),
                Fact(
                    "Some not-for-profit groups pay no yearly data fee, but few fit the rule. "
                    "Check before you count on it.",
                    source="Information Commissioner’s Office (ICO)",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "A charity that pays the fee pays the lowest rate.",
                    source="Information Commissioner’s Office (ICO)",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use("ICO", "https://ico.org.uk/", "Guides, and the fee checker"),
                Use("How we use what you tell us", "/privacy/", "The Hub’s own page, to get the idea"),
            ),
            ask=(
                Ask("Information Commissioner’s Office (ICO)", "The fee, and what to do if details get out"),
                Ask("The Hub’s adviser", "What a small group really needs to keep"),
            ),
            minutes=60,
            cost="A yearly fee for some groups: use the ICO’s checker",
        ),
        StepText(
            number=19,
            slug="open-to-everyone",
            title="Make your group open to everyone",
            why="If some people never come, it may be the steps, the price or the hour. Most of it is cheap to fix.",
            actions=(
                "Ask who isn’t here, and what would help them come",
                "Check the way in: steps, doors, loo, seats, sound",
                "Pick a place and hour that people can get to",
                "Say on the poster what help there is",
                "Ask each person what they need, not what they have",
                "Look at what it costs to come, bus fare and all",
            ),
            facts=(
                Fact(
                    "The Equality Act gives groups duties. "
                    "They include fair treatment, and sensible changes for disabled people.",
                    source="General knowledge (the equality commission has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "Equality and Human Rights Commission",
                    "https://www.equalityhumanrights.com/",
                    "What the Equality Act asks of groups",
                ),
            ),
            ask=(
                Ask("A group led by disabled people", "Walking round the place with you"),
                Ask("The Hub’s adviser", "Whom you could ask near you"),
            ),
            minutes=60,
        ),
        StepText(
            number=20,
            slug="first-aid-and-fire",
            title="Plan for first aid and fire",
            why="Know where the plasters are, and where the door is. On the day, no one wants to look for either.",
            actions=(
                "Find the first aid kit, and look inside it",
                "Name who gives first aid each time",
                "Walk to each way out, and keep it clear",
                "Pick where you’d all meet outside",
                "Keep an accident book, and write in it the same day",
                "Tell people all this when you start",
            ),
            facts=(
                Fact(
                    "How much you need depends on what you do. A quiz needs less than a bonfire.",
                    source="General knowledge (the Health and Safety Executive has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use("Health and Safety Executive", "https://www.hse.gov.uk/", "First aid and safety"),
                Use("London Fire Brigade", "https://www.london-fire.gov.uk/", "Fire safety"),
            ),
            ask=(
                Ask("London Fire Brigade", "Fire safety where you meet"),
                Ask("Whoever runs the place", "Its alarm, its exits and its kit"),
            ),
            minutes=45,
        ),
        StepText(
            number=21,
            slug="register-food",
            title="Register with the council’s food team",
            why="If you feed people often, the council may need to know. It’s there to help you keep them well.",
            actions=(
                "Write down what food you’ll make or share, where and how often",
                "Ask the council’s food team if you need to register",
                "If you do, send the form in good time",
                "Learn how to keep food clean and safe",
                "List what’s in each dish that can make people ill (allergens)",
                "Note how hot the hot food is, and how cold the fridge",
                "Say who cleans what, and when",
            ),
            facts=(
                Fact(
                    "You may need to register if you give out food often and in a planned way. Free food counts too.",
                    source="Food Standards Agency",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact("If you need to register, do it {food-days} before you start."),
                Fact(
                    "Food now and then, with little risk, may not need it. The council decides.",
                    source="Food Standards Agency",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use("Food Standards Agency", "https://www.food.gov.uk/", "Food safety and allergens"),
                Use("Find your council", "https://www.gov.uk/find-local-council", "Look for “food safety”"),
            ),
            ask=(
                Ask("The council’s food team", "If you need to register"),
                Ask("The Hub’s adviser", "Groups here that cook, and would show you"),
            ),
            minutes=45,
            applies=("food",),
            skip="You may not need this if it’s a cake now and then; ask the food team.",
        ),
        StepText(
            number=22,
            slug="hire-a-room",
            title="Hire or lend a room",
            why="A good room has heat, a loo and someone who answers the phone. Get the rest in writing.",
            actions=(
                "Go and see it at the hour you’d use it",
                "Ask how many people it holds",
                "Check the way in, the loo and the kettle",
                "Agree who has keys, who locks up and who pays for damage",
                "Ask whose insurance covers what",
                "Agree who keeps people safe when groups share the place",
                "Write down the price, and what happens if you cancel",
            ),
            facts=(Fact("When groups share a space, they share the job of keeping people safe.", is_custom=True),),
            use=(Use("Groups on the Hub", "/organisations/", "Some have rooms to lend"),),
            ask=(
                Ask("Whoever runs the hall", "The hire agreement: the page you both sign"),
                Ask("ACRE’s network", "Running a hall of your own"),
                Ask("The Hub’s adviser", "Rooms near you, and what they cost"),
            ),
            minutes=60,
            cost="Whatever the hall charges: ask for a group rate",
            applies=("hall",),
            skip="You may not need this if you meet at home, online or out of doors.",
        ),
        StepText(
            number=23,
            slug="events-and-raffles",
            title="Check licences for events and raffles",
            why="Most events are simple till there’s beer, a band or a road to close. Ask the council early.",
            actions=(
                "List what you plan: drink, music, film, stalls, raffle",
                "Ask the council which of these need a licence",
                "Ask before you collect in the street or close a road",
                "Check if your raffle needs to be on the register",
                "Write a safety plan, and ask who else needs to see it",
                "Put each closing date in the diary",
            ),
            facts=(
                Fact(
                    "A small lottery, such as a raffle sold before the day, goes on the council’s register. "
                    "That’s {lottery-fee} at first, then {lottery-renewal} a year."
                ),
                Fact(
                    "A small lottery can sell up to {lottery-draw} in a draw and {lottery-year} in a year. "
                    "At least {lottery-share} goes to the cause."
                ),
                Fact(
                    "A raffle sold and drawn at the event itself doesn’t usually need to be on the register.",
                    source="Council licensing pages",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "A temporary event notice is leave for a one-off event. "
                    "It cost {event-notice-fee}, as far as we know. "
                    "It’s for fewer than {event-notice-people}."
                ),
            ),
            use=(
                Use("Gambling Commission", "https://www.gamblingcommission.gov.uk/", "Raffles and lotteries"),
                Use("Find your council", "https://www.gov.uk/find-local-council", "Look for “licences”"),
            ),
            ask=(
                Ask("The council’s licensing team", "Drink, music, raffles and street collections"),
                Ask("The council’s safety group for events", "Your safety plan, if it’s a big day"),
            ),
            minutes=60,
            cost="{lottery-fee} for a small lottery; ask about the rest",
            applies=("events",),
            skip="You may not need this if it’s tea and a chat, with no drink, music or tickets.",
        ),
        StepText(
            number=24,
            slug="martyns-law",
            title="Get ready for Martyn’s Law",
            why="It’s a new law to keep crowds safe from attack. If you fill a hall now and then, it may be for you.",
            actions=(
                "Count the most people you’d have at one time, on your busiest day",
                "Ask who is in charge of the place in law",
                "Name one person to look after this",
                "Write how you’d get people out, in, or out of sight",
                "Write how you’d tell them, and who locks doors",
                "Look at the official guide before you spend on anything",
            ),
            facts=(
                Fact(
                    "The law starts where {crowd-standard} may be there at once, even now and then. "
                    "From {crowd-enhanced} you’d need to do more."
                ),
                Fact("The duties don’t start before {crowd-earliest}. Check for the day."),
                Fact(
                    "Charities aren’t let off. The Security Industry Authority (SIA) will see that it’s kept.",
                    source="Solicitors’ notes on Martyn’s Law",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(Use("ProtectUK", "https://www.protectuk.police.uk/", "Official guides to keeping crowds safe"),),
            ask=(
                Ask("ProtectUK", "What your place would need to do"),
                Ask("Security Industry Authority (SIA)", "Who is in charge, and when it starts"),
            ),
            minutes=60,
            applies=("big_events",),
            skip="You may not need this if you never have near {crowd-standard} at one time.",
        ),
        StepText(
            number=25,
            slug="chats-and-photos",
            title="Set rules for chats and photos",
            why="Group chats are handy, and they leak. One wrong tap, and your news is all over Tooting.",
            actions=(
                "Agree what the chat is for, and what stays out of it",
                "Ask people before you add their number",
                "Ask before you take or share a photo",
                "Have two people who can run each page and chat",
                "Take people off when they leave",
                "Say who to tell if a post upsets someone",
            ),
            facts=(Fact("Group chats show each person’s number to all the rest, so ask first.", is_custom=True),),
            ask=(Ask("The Hub’s adviser", "House rules that people keep"),),
            minutes=30,
            skip="You may not need this if you have no chat, no page and take no photos.",
        ),
    ),
)
