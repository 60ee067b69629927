"""Suggested causes for an opportunity, from its text. The organiser sees them and decides."""

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.taxonomy.codes import Cause
from hub.words import folding, likeness

GLOSSES: Final[dict[Cause, str]] = {
    Cause.CHILDREN: "children, babies, toddlers, teenagers, school pupils, youth club, young people, play",
    Cause.OLDER: "older people, elderly, pensioners, care home, lonely neighbours, lunch club, befriending",
    Cause.FOOD_MONEY: "food bank, cooking meals, groceries, debt advice, money worries, hunger, pantry, fuel bills",
    Cause.HEALTH: "health, mental health, wellbeing, hospital, patients, illness, carers, dementia",
    Cause.DISABILITY: "disability, disabled people, wheelchair, access, blind, deaf, learning disability",
    Cause.GREEN: "garden, planting, trees, park, nature, wildlife, river, recycling",
    Cause.ARTS: "art, music, choir, singing, theatre, museum, history, craft, dance, painting, festival",
    Cause.SPORT: "sport, football, running, swimming, walking group, exercise, keeping fit, coaching a team",
    Cause.LEARNING: "learning, reading, homework, tutoring, English lessons, maths, library, computers",
    Cause.WELCOME: "refugees, asylum seekers, newcomers, migrants, welcoming people who are new here, interpreting",
    Cause.HOMES: "housing, estate, street, litter, homelessness, repairs, neighbours, tenants",
    Cause.SAFETY: "emergency, flood, rescue, fire, first aid, safety, storm, neighbourhood watch",
    Cause.SAY: "council decision, consultation, committee, planning, panel, have your say, survey, co-design",
    Cause.ANIMALS: "animals, dogs, cats, horses, pets, rescue kennels, stables, city farm, vet, feeding animals",
}
"""English words that describe opportunities of each cause. They are compared with, not shown."""
MOST: Final = 3
LEAST: Final = 0.2
"""The least likelihood. With it, two in three opportunities of the demo content get a right cause; usually two are named."""
BESIDE: Final = 0.6
"""Other causes are suggested too if their likelihood is at least this share of the highest."""
LEAST_WORDS: Final = 3
A_WORD: Final = 0.1
"""What each word shared with a gloss adds to the cosine of text and gloss."""


def causes(text: str) -> tuple[Cause, ...]:
    """Return the likely causes for a text, most likely first; none for a text that is too short to tell."""
    stems = set(folding.stems(text))
    if len(stems) < LEAST_WORDS:
        return ()
    scores = _alike(text) + A_WORD * np.array([len(stems & theirs) for theirs in _stems()])
    order = np.argsort(-scores, kind="stable")[:MOST]
    least = max(LEAST, BESIDE * scores[order[0]])
    return tuple(list(GLOSSES)[place] for place in order if scores[place] >= least)


def _alike(text: str) -> npt.NDArray[np.float64]:
    mine = likeness.vectors([text]).astype(np.float64)
    if not mine.shape[1]:
        return np.zeros(len(GLOSSES))
    return np.asarray(_vectors() @ mine[0] / likeness.LENGTH**2)


@cache
def _stems() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(folding.stems(gloss)) for gloss in GLOSSES.values())


@cache
def _vectors() -> npt.NDArray[np.float64]:
    return likeness.vectors(list(GLOSSES.values())).astype(np.float64)
