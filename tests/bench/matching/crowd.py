"""Made-up residents as a source of `matching.suggestions.everyone`, part by part: the same ones, whoever asks and how often."""

from functools import cache

import numpy as np

from matching.suggestions.everyone import People, Plan
from tests.bench.matching import synthetic

WIDTH = 64
"""Numbers in a vector of text, as `hub.words.likeness` makes them."""
SOURCE = "tests.bench.matching.crowd.part"


@cache
def _places() -> synthetic.Places:
    return synthetic.places("gb")


def part(plan: Plan, number: int) -> People:
    """Return the people of one part, with their words."""
    first = number * plan.each
    count = min(plan.each, plan.people - first)
    people = synthetic.residents(count, _places(), width=WIDTH, seed=1000 + number)
    return np.arange(first, first + count), [people.wants(row, words=True) for row in range(count)]
