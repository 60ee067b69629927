"""How near to the best possible scarce places are given out, and how fast."""

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.engine.assigning import NOTHING, Lists, assign, stable
from matching.engine.columns import Array

LOOKED_THROUGH = 100
"""So many things stand on each person's list."""


@dataclass(frozen=True)
class Report:
    """What was found: each way's sum of scores as a share of the best possible, seconds, people with nothing, places given twice."""

    people: int
    opportunities: int
    places: int
    ways: dict[str, dict[str, float]]

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return dict(vars(self))


def made_up(people: int, opportunities: int, seed: int = 1) -> tuple[Array, Array]:
    """Return scores of shape (people, opportunities), and how many places each opportunity has: about one for each person in all.

    People and opportunities are points; what is near scores more, some opportunities are liked by everybody, and taste adds chance.
    """
    rng = np.random.default_rng(seed)
    here, there = rng.random((people, 2)), rng.random((opportunities, 2))
    away = np.hypot(*(here[:, None, :] - there[None, :, :]).transpose(2, 0, 1))
    liked = rng.gamma(2.0, 0.5, opportunities)
    scores = 3.0 / (1.0 + 8.0 * away) + liked + rng.random((people, opportunities))
    places = 1 + rng.poisson(max(people / opportunities - 1.0, 0.0), opportunities)
    return scores, places


def shortened(scores: Array, places: Array, length: int) -> Lists:
    """Return the best of each person as lists."""
    length = min(length, scores.shape[1])
    best = np.argpartition(-scores, length - 1, axis=1)[:, :length]
    values = np.take_along_axis(scores, best, axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    return Lists(np.take_along_axis(best, order, axis=1), np.take_along_axis(values, order, axis=1), places)


def optimum(scores: Array, places: Array) -> float:
    """Return the largest sum that any way of giving out the places has: every pair looked at."""
    seats = np.repeat(np.arange(len(places)), places)
    rows, columns = linear_sum_assignment(scores[:, seats], maximize=True)
    return float(scores[rows, seats[columns]].sum())


def bench(people: int, opportunities: int) -> Report:
    """Give places out each way, and compare with the best possible."""
    scores, places = made_up(people, opportunities)
    lists = shortened(scores, places, LOOKED_THROUGH)
    best = optimum(scores, places)
    ways = {}
    for name, way in (("assign", assign), ("stable", stable)):
        begun = time.perf_counter()
        found = way(lists)
        seconds = time.perf_counter() - begun
        given = np.bincount(found.things[found.things != NOTHING], minlength=len(places))
        ways[name] = {
            "of_optimum": found.total / best if best else 1.0,
            "seconds": seconds,
            "without": float((found.things == NOTHING).sum()),
            "over_capacity": float(np.maximum(given - places, 0).sum()),
            "first_choice": float((found.at == 0).mean()),
        }
    return Report(people, opportunities, int(places.sum()), ways)


def as_text(report: Report) -> str:
    """Return the figures in lines."""
    lines = [
        f"{report.people:,} people, {report.opportunities:,} opportunities with {report.places:,} places",
        "",
        f"{'':<8}{'of optimum':>12}{'seconds':>10}{'without':>10}{'over':>8}{'first choice':>14}",
    ]
    for name, found in report.ways.items():
        lines.append(
            f"{name:<8}{found['of_optimum']:>12.4f}{found['seconds']:>10.3f}{found['without']:>10.0f}"
            f"{found['over_capacity']:>8.0f}{found['first_choice']:>14.3f}"
        )
    return "\n".join(lines)
