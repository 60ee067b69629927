"""Who is notified of what has few places, decided for many people at once, so that not all are sent to the same place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import numpy as np

from matching.engine.assigning import NOTHING, Lists, assign
from matching.suggestions import columns

TOLD: Final = 5
"""How many people are notified for each free place: most of them will not take it."""
PLENTY: Final = 1_000_000
LEAST: Final = 1e-6
"""The least score of anything that suits."""

Wanted = Mapping[UUID, list[tuple[int, float]]]
"""Ids of opportunities with their scores, best first, by person."""


def room(*, at: datetime) -> dict[int, int]:
    """Return how many people may be notified of each opportunity that is open and has a place."""
    found = columns.columns(at=at)
    pairs = zip(found["ids"], found["places_left"], strict=True)
    return {int(pk): PLENTY if left < 0 else TOLD * int(left) for pk, left in pairs if left}


def spread(wanted: Wanted, left: dict[int, int], most: int) -> dict[UUID, list[int]]:
    """Return what each person is notified of, at most `most` each; subtracts it from `left`.

    First, everybody gets one opportunity, so that the sum of the scores is the highest possible; then, in order, what
    is left.
    """
    people = [person for person, things in wanted.items() if things]
    kept = {person: [(pk, worth) for pk, worth in wanted[person] if left.get(pk, 0) > 0] for person in people}
    ids = sorted({pk for things in kept.values() for pk, _worth in things})
    number = {pk: place for place, pk in enumerate(ids)}
    width = max((len(things) for things in kept.values()), default=0)
    things = np.full((len(people), width), NOTHING)
    scores = np.zeros((len(people), width))
    for row, person in enumerate(people):
        for place, (pk, worth) in enumerate(kept[person]):
            things[row, place], scores[row, place] = number[pk], max(worth, LEAST)
    found = assign(Lists(things, scores, np.array([min(left[pk], len(people)) for pk in ids], dtype=np.int64)))
    chosen: dict[UUID, list[int]] = {}
    for row, person in enumerate(people):
        if found.things[row] != NOTHING:
            chosen[person] = [ids[found.things[row]]]
            left[ids[found.things[row]]] -= 1
    for person, first in chosen.items():
        for pk, _worth in kept[person]:
            if len(first) < most and pk not in first and left[pk] > 0:
                first.append(pk)
                left[pk] -= 1
    return chosen
