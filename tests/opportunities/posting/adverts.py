"""Invented adverts in the style of real ones: terse, with abbreviations, about offices and events as often as about people.

Each has the causes that a person would accept for it; none, where its words speak for nothing. Written before the hints were tried on them.
"""

from typing import Final

ADVERTS: Final = (
    ("Office help needed", "Filing, typing and answering the phones at our busy head office.", ""),
    ("Recycling champions", "Stand by the bins at the summer fair and show people what goes where.", "green homes"),
    ("Spring gala helpers", "Help us set up, greet guests and tidy away at our yearly gala dinner.", "food_money"),
    ("Maths tutors wanted", "One hour a week with Year 9 pupils who find fractions hard.", "learning children"),
    ("Marketing plan for a small charity", "Use your skills to write a plan that reaches new supporters.", ""),
    (
        "Soup run, Friday nights",
        "Hand out soup and sandwiches to people who sleep rough near the station.",
        "food_money homes",
    ),
    ("Phone friend", "Ring an older person who lives alone, at the same time each week.", "older health"),
    ("Social media volunteer", "Post twice a week and keep our followers up to date.", ""),
    ("Riverbank clean-up", "Waders on! Pull trolleys, bottles and weed out of the river.", "green homes"),
    (
        "Conversation café",
        "Chat over coffee with people who have just come to this country and learn English.",
        "welcome learning",
    ),
    ("Under-11s coach", "Help to run football training on Saturday mornings. We pay for your badge.", "sport children"),
    (
        "Walk for hearts",
        "Marshal our sponsored walk round the park. It raises money for heart research.",
        "health sport green",
    ),
    ("Treasurer", "Keep our accounts, four meetings a year. Training given.", ""),
    ("Hospital trolley", "Take books, sweets and a smile round the wards.", "health learning"),
    ("Dog walkers", "Walk rescue dogs at our kennels on weekday mornings.", "animals"),
    ("Museum room guides", "Tell visitors about one painting. We teach you which.", "arts learning"),
    ("Welcome desk", "Say hello, hand out badges and keep the list at our community centre.", ""),
    ("Flood wardens", "Be ready to knock on doors when the alert comes. Training in first aid.", "safety homes"),
    ("Graphic designer", "A poster and a leaflet for our spring campaign.", "arts"),
    ("Patient panel", "Six evenings a year. Read a short paper and say what would help patients.", "health say"),
    ("Knit and natter", "Come and knit blankets with us. Wool and tea are free.", "arts older welcome"),
    ("Community garden open day", "Plant bulbs, paint the shed, eat cake.", "green"),
    ("Van driver", "Collect furniture from homes and bring it to our warehouse. Clean licence.", "homes"),
    ("Human resources advice", "Look over our staff handbook. Two evenings, from home.", ""),
    ("Wheelchair basketball helpers", "Set up the hall, keep score, pump tyres.", "disability sport"),
    ("CV workshop", "Help people who are out of work to write a CV and practise interviews.", "learning"),
    ("Street party crew", "Tables out at nine, bunting up by ten, music until six.", "homes arts welcome"),
    ("Lunch club servers", "Serve a hot lunch to fifty pensioners on Wednesdays.", "older food_money"),
    ("Data entry", "Type names from paper forms into our database. Biscuits.", ""),
    ("Reading buddies", "Hear children read at primary school, twenty minutes each.", "learning children"),
    (
        "Choir for carers",
        "Make tea and set out chairs for a choir of people who look after somebody at home.",
        "arts health",
    ),
    ("Debt advice, trained", "Sit with people who owe money, open the letters, ring who must be rung.", "food_money"),
    ("Poll on the new crossing", "Knock on doors and ask what people want before the council decides.", "say homes"),
    ("Newsletter editor", "Four pages, four times a year. You chase, we print.", "arts"),
    (
        "Refugee families: first week",
        "Meet a family, show them the bus, the doctor and the school.",
        "welcome children",
    ),
    ("Beach fun day", "Bring a bucket. We go by coach with sixty children from the estate.", "children homes"),
    ("Trustee with a head for law", "Our board needs somebody who reads contracts for pleasure.", ""),
    ("Storm clear-up", "Branches are down all over the common. Bring gloves and a saw.", "safety green"),
    ("Signing café", "Serve coffee and learn to sign with deaf staff.", "disability learning"),
    ("Website care", "Keep our pages current and our plug-ins up to date.", ""),
    ("New year walk", "Five miles, one pub, dogs welcome.", "sport health"),
)
