"""Synonyms for searching. Each line is a group: a search for one of its phrases also finds the others.

Collected from questions at a counter. Phrases are written in plain language and compared by their stems.
"""

from functools import cache
from typing import Final

from hub.words import folding

CIRCLES: Final = (
    "dbs, police check, crb, criminal record check, disclosure",
    "gdpr, data protection, privacy, people’s details",
    "foodbank, food bank, larder, pantry, food parcel",
    "befriending, befriend, company, chat, lonely, loneliness, ring someone",
    "esol, english class, talk english, learn english, conversation, language cafe",
    "allotment, garden, dig, weed, grow, vegetable",
    "rubbish, litter, trash, fly tipping",
    "diy, handyman, odd job, small job, bulb",
    "cooking lesson, cookery, cook, learn to cook",
    "bookkeeping, accounts, do our books, receipts, money",
    "gp, surgery, doctor, health centre, clinic, practice",
    "computer, laptop, pc, tablet, computing",
    "kids, children, child, young people, youth",
    "teenager, teen, young people, youth, student",
    "toddler, baby, under fives, playgroup, nursery",
    "older people, elderly, pensioner, older, over 60, over 60s, over sixty, retired",
    "dementia, alzheimer, memory",
    "unemployed, out of work, jobless, job seeker",
    "translate, translation, translator, interpret, interpreter",
    "aande, accident and emergency, casualty",
    "shop, shopping, supermarket",
    "animal, pet, dog, hen, farm",
    "warm, warmth, stove, cosy",
    "social enterprise, trading, selling, business, cic",
    "storm, flood, emergency, river rises",
    "lift, driver, drive, transport, van",
    "meal, supper, dinner, lunch, food",
    "sew, sewn, sewing machine, stitch, hem",
    "sing, choir, song, singer",
    "mend, fix, repair, broken",
    "bike, bicycle, cycle, cycling",
    "walk, stroll, ramble, walking group",
    "read, reading, reader, books, stories",
    "homework, tutoring, tutor, school work",
    "treasurer, money, accounts, finance",
    "trustee, board, committee, governor",
    "agm, yearly meeting, annual general meeting",
    "constitution, rules, governing document",
    "insurance, insured, cover, public liability",
    "safeguarding, child protection, keeping safe",
    "grant, funding, funder, lottery fund",
    "fundraising, raise money, donation, gift",
    "hall, room, venue, premises, hire",
    "raffle, lottery, tombola, licence",
    "crowd, martyn’s law, terror",
    "tenant, resident, estate, block, neighbour",
    "repair, maintenance, fault",
    "photo, photograph, portrait, picture, camera",
    "paint, decorate, painting",
    "bird, nature, wildlife, count",
    "tree, plant, willow, planting",
    "phone, mobile, smartphone, telephone",
    "post, letter, write",
    "carer, look after, respite",
    "disabled, wheelchair, step free, access",
    "team day, away day, office, staff day, company volunteering",
    "refugee, asylum, newcomer, welcome",
    "gym, sport, exercise, fitness, keep fit, strength",
    "boat, row, rowing, regatta",
    "cake, bake, baking, crumble",
    "volunteer, help out, lend a hand",
)


@cache
def circles() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return every group as phrases, each phrase as its stems."""
    said = (tuple(tuple(folding.stems(phrase)) for phrase in circle.split(",")) for circle in CIRCLES)
    return tuple(tuple(phrase for phrase in circle if phrase) for circle in said)


@cache
def phrases() -> frozenset[tuple[str, ...]]:
    """Return every phrase of the groups, as its stems."""
    return frozenset(phrase for circle in circles() for phrase in circle)


@cache
def words() -> frozenset[str]:
    """Return every word of the groups, as it is written."""
    return frozenset(word for circle in CIRCLES for word in folding.words(circle))


def of(stems: list[str]) -> list[tuple[str, ...]]:
    """Return the other phrases (as stems) that mean the same as a part of these stems, each once."""
    asked = set(stems)
    found = [
        phrase
        for circle in circles()
        if any(asked.issuperset(one) for one in circle)
        for phrase in circle
        if not asked.issuperset(phrase)
    ]
    return list(dict.fromkeys(found))
