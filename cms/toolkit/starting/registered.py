"""The fourth stage's words: becoming a body in law, and what it owes each year."""

from typing import Final

from cms.toolkit.starting.figures import NEXT_APRIL, READ
from cms.toolkit.starting.shapes import Ask, Fact, StageText, StepText, Use

STAGE: Final = StageText(
    number=4,
    slug="registered",
    title="Make it official",
    about="Only some groups need this. If yours does, take it one form at a time, with an adviser at your side.",
    steps=(
        StepText(
            number=26,
            slug="register-a-charity",
            title="Register as a charity",
            why=(
                "Once you’re a charity, people trust you with gifts. "
                "There are rules to keep in return, so go in slowly."
            ),
            actions=(
                "Write your objects: what you’re for. Keep them few and clear",
                "Say how the public gains from what you do",
                "Gather proof of it: photos, plans, letters",
                "Have each trustee sign to say they may be one",
                "Add your page on safeguarding (keeping people safe)",
                "Add proof of your bank account",
                "Read it through with an adviser, then send it in",
            ),
            facts=(
                Fact("In England and Wales, a charity with an income over {charity-income} a year has to register."),
                Fact(
                    "Each of your aims needs to fit one of {charity-purposes} kinds that the law lists, and to "
                    "help the public."
                ),
                Fact(
                    "A CIO (a charitable incorporated organisation) is a charity that’s a legal body too. "
                    "It only starts once it’s on the register, whatever its income.",
                    source="General knowledge (the Charity Commission has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "Charity Commission",
                    "https://www.gov.uk/government/organisations/charity-commission",
                    "How to register in England and Wales",
                ),
            ),
            ask=(
                Ask("The Hub’s adviser", "Your objects, before you send them"),
                Ask("Charity Commission", "What it wants to see; Scotland and Northern Ireland have their own"),
            ),
            minutes=120,
            applies=("charity",),
            skip="You may not need this if your income stays under {charity-income} and you don’t want to be a CIO.",
        ),
        StepText(
            number=27,
            slug="start-a-cic",
            title="Start a community interest company (CIC)",
            why="A CIC is a company that works for local good. It can trade, and what it owns stays with the cause.",
            actions=(
                "Say how local people will gain (form CIC36)",
                "Write its rules, with the asset lock in them",
                "Name the body that gets what’s left if you close",
                "Pick your directors: the people who run it",
                "Write down who is really in control of it",
                "Look up the fee, then send the forms in",
                "Put the yearly report (form CIC34) in the diary",
            ),
            facts=(
                Fact(
                    "A CIC has an asset lock: what it owns has to stay with the community, for good.",
                    source="CIC Regulator",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "Starting one cost {cic-fee-online} online or {cic-fee-post} by post when last checked. "
                    "It may be more now."
                ),
                Fact("Companies House’s part of the fee was said to rise to {company-fee}. Ask what you’d pay in all."),
                Fact(
                    "Each year a CIC sends in a report on what it did for local people.",
                    source="CIC Regulator",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "CIC Regulator",
                    "https://www.gov.uk/government/organisations/"
                    "office-of-the-regulator-of-community-interest-companies",
                    "Forms and guides",
                ),
            ),
            ask=(
                Ask("CIC Regulator", "The fee now, and if your idea fits"),
                Ask("The Hub’s adviser", "If a CIC suits you, before you file"),
            ),
            minutes=120,
            cost="{cic-fee-online} online when last checked; it may be more now",
            applies=("cic",),
            skip="You may not need this if all your aims are charitable, or you’re staying small.",
        ),
        StepText(
            number=28,
            slug="company-limited-by-guarantee",
            title="Set up a company limited by guarantee",
            why=(
                "In this kind of company no one owns shares. "
                "If it fails, each member owes only a small sum they agreed."
            ),
            actions=(
                "Write its rules (the articles)",
                "Name the members, who vote, and the directors, who run it",
                "Pick the code for what you do (the SIC code)",
                "Ask each director to prove who they are",
                "Write down who is really in control of it",
                "Put the yearly forms and accounts in the diary",
            ),
            facts=(
                Fact(
                    "Each year a company sends in its accounts, and a form to say its details are still right.",
                    source="General knowledge (Companies House has guides)",
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "Directors need to prove who they are.",
                    source="General knowledge (Companies House has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "Companies House",
                    "https://www.gov.uk/government/organisations/companies-house",
                    "Starting and running a company",
                ),
            ),
            ask=(
                Ask("Companies House", "The forms, the fee and the proof it wants"),
                Ask("The Hub’s adviser", "If a company is right for you"),
            ),
            minutes=120,
            cost="A fee to Companies House: ask what it is now",
            applies=("company", "cic"),
            skip="You may not need this if you’ll be a CIO, the kind of charity that isn’t a company.",
        ),
        StepText(
            number=29,
            slug="society-or-co-op",
            title="Start a community benefit society or co-op",
            why=(
                "Here each member has one vote, rich or not. "
                "A co-op serves its members; a benefit society serves everyone."
            ),
            actions=(
                "Choose: is it for the members, or for everyone round here?",
                "Find a body with model rules, and ask it to back you",
                "Change as few of the rules as you can",
                "Gather the people who’ll sign as its first members",
                "If you’ll sell shares to local people, ask how to do it well",
                "Look up the fee, then send the rules to the FCA",
            ),
            facts=(
                Fact(
                    "The Financial Conduct Authority (FCA) keeps the register.",
                    source="Financial Conduct Authority (FCA)",
                    as_at=READ,
                    review_by=NEXT_APRIL,
                ),
                Fact("A society’s rules have to cover {society-matters} matters."),
                Fact(
                    "The fee was said to be {society-fee-low} to {society-fee-high}. "
                    "It’s less if you change few of the model’s rules."
                ),
                Fact("The FCA aims to answer {society-share} of valid applications in {society-days}."),
            ),
            use=(
                Use("Co-operatives UK", "https://www.uk.coop/", "Rules, and community shares"),
                Use("Financial Conduct Authority", "https://www.fca.org.uk/", "The register of societies"),
                Use("Plunkett UK", "https://plunkett.co.uk/", "Shops and pubs run by local people"),
            ),
            ask=(
                Ask("Co-operatives UK", "Model rules, and which you need"),
                Ask("Plunkett UK", "A shop or pub that local people own"),
                Ask("Financial Conduct Authority (FCA)", "The fee now"),
            ),
            minutes=120,
            cost="{society-fee-low} to {society-fee-high}, as reported: ask first",
            applies=("society",),
            skip="You may not need this if you don’t want members with a vote each.",
        ),
        StepText(
            number=30,
            slug="trustees-and-directors",
            title="Learn what trustees and directors do",
            why=(
                "Those in charge have duties in law. "
                "They’re mostly care and good sense, but it helps to hear them first."
            ),
            actions=(
                "Check that each person may do it: some are barred by law",
                "Read the main duties out loud together",
                "List who could gain from a choice, and keep it up to date",
                "Agree how you’ll treat each other (a code of conduct)",
                "Make a pack for new people: rules, accounts, last minutes",
                "Name who’ll show a new one the ropes",
            ),
            facts=(Fact("The trustees of a charity have {trustee-duties} main duties, as far as we know."),),
            use=(
                Use(
                    "Charity Commission",
                    "https://www.gov.uk/government/organisations/charity-commission",
                    "What trustees need to do",
                ),
                Use("NCVO", "https://www.ncvo.org.uk/", "Help for trustees"),
            ),
            ask=(
                Ask("Charity Commission", "The duties, and who may be a trustee"),
                Ask("NCVO", "What to put in a pack for new trustees"),
            ),
            minutes=60,
            applies=("charity", "cic", "company", "society"),
            skip="You may not need this if you’re staying a small plain group.",
        ),
        StepText(
            number=31,
            slug="accounts-and-returns",
            title="Send in your accounts and returns",
            why=(
                "Once a year you show where the money went. "
                "Put it in the diary, and it’s a dull day and not a bad week."
            ),
            actions=(
                "Write down when your money year ends",
                "Look up which limits you pass",
                "If you need an examiner, ask one early: a person outside who checks the books",
                "Write what you did this year (the trustees’ report)",
                "If you’re a CIO, ask what you send in whatever your income",
                "Send it in on time, and keep a copy",
            ),
            facts=(
                Fact(
                    "For years that end on or after {accounts-from}, an outside check starts above {examiner-income}. "
                    "That’s the year’s income, not what’s left."
                ),
                Fact(
                    "Above {examiner-skilled-income} the examiner has to be qualified. "
                    "A charity that isn’t a company needs fuller (“accruals”) accounts then, too."
                ),
                Fact(
                    "An audit is the fullest check. It’s for incomes above {audit-income}. "
                    "It’s also for charities that own over {audit-owned} and take in over {audit-owned-income}."
                ),
                Fact(
                    "Above {return-income} a charity sends a yearly return. "
                    "Above {file-accounts-income} it sends its accounts too."
                ),
            ),
            use=(
                Use(
                    "Charity Commission",
                    "https://www.gov.uk/government/organisations/charity-commission",
                    "Accounts and returns",
                ),
            ),
            ask=(
                Ask("ACIE, the examiners’ body", "Finding someone to check your books"),
                Ask("Your examiner", "Which limits you pass this year"),
                Ask("The Hub’s adviser", "Who near you helps with accounts"),
            ),
            minutes=120,
            cost="An examiner may charge: ask",
            applies=("charity",),
            skip="You may not need this if you’re no charity; a company has its own forms.",
        ),
        StepText(
            number=32,
            slug="tax-and-gift-aid",
            title="Sort out tax and Gift Aid",
            why="Good causes pay some taxes and get some back. Gift Aid is tax back on what people give to a charity.",
            actions=(
                "Ask HMRC, the tax office, to see you as a charity",
                "Have those in charge of the money sign that they’re fit for it",
                "Keep a form from each giver, so you can claim Gift Aid",
                "Ask if you owe tax on what you sell",
                "Ask if VAT, the tax on sales, is for you",
                "Keep each record for as long as HMRC says",
            ),
            facts=(
                Fact(
                    "A charity asks HMRC to recognise it before it claims Gift Aid.",
                    source="General knowledge (HMRC has guides)",
                    review_by=NEXT_APRIL,
                ),
                Fact(
                    "Tax can be due on profit, even if no one takes it home.",
                    source="General knowledge (HMRC has guides)",
                    review_by=NEXT_APRIL,
                ),
            ),
            use=(
                Use(
                    "HMRC",
                    "https://www.gov.uk/government/organisations/hm-revenue-customs",
                    "Tax for charities and others",
                ),
            ),
            ask=(
                Ask("HMRC", "What you owe, and what you can claim"),
                Ask("An accountant", "VAT and tax on sales, before the year ends"),
            ),
            minutes=60,
            applies=("charity", "cic", "company", "society", "trading", "staff"),
            skip="You may not need this if you’re a plain group that sells nothing and pays no one.",
        ),
    ),
)
