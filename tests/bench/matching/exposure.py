"""How attention spreads over some nights, with the price and without: a made-up town asked again each day."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from matching.engine import DEFAULT, MatchIndex
from matching.engine.pricing import prices
from matching.engine.query import build_query
from matching.engine.ranking import fastest
from tests.bench.matching.synthetic import opportunities, places, residents

TOP: Final = 5
"""So many are shown at a time."""


@dataclass(frozen=True)
class Report:
    """What was found: for each night, which share was never shown and what is left of the score without prices."""

    opportunities: int
    residents: int
    never_shown: list[float]
    utility: list[float]
    gini: list[float]

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return dict(vars(self))


def simulate(count: int, people: int, nights: int, track: Callable[[str, float], None]) -> Report:
    """Show everybody their list each day, and set prices each night."""
    where = places("london")
    columns = opportunities(count, where) | {"price": np.zeros(count)}
    asking = [who.wants(row) for who in [residents(people, where)] for row in range(people)]
    room = np.asarray(columns["places_left"], dtype=np.float64)
    able = room != 0
    price, search = np.zeros(count), fastest()
    base, never, utility, gini = 0.0, [], [], []
    for night in range(nights + 1):
        index = MatchIndex.build(columns | {"price": price})
        shown, score = np.zeros(count), 0.0
        for number, wants in enumerate(asking):
            rows, scores = search(index, build_query(index, wants), DEFAULT, TOP)
            np.add.at(shown, index.ids[rows] - 1, 1.0)
            score += float(scores.sum()) - DEFAULT.price * float(index.price[rows].sum())
            if number % 500 == 0:
                track(f"night {night}", (night + number / people) / (nights + 1))
        base = base or score
        never.append(float((shown[able] == 0).mean()))
        utility.append(score / base)
        gini.append(_gini(shown[able]))
        price = prices(price, shown, room)
    return Report(count, people, never, utility, gini)


def _gini(values: Any) -> float:
    """Return how unevenly something is spread: 0 for evenly, 1 for all to one."""
    ordered = np.sort(values)
    n, total = len(ordered), float(ordered.sum())
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total)) if n and total else 0.0


def as_text(report: Report) -> str:
    """Return the figures in lines."""
    lines = [
        f"{report.opportunities:,} opportunities, {report.residents:,} residents, {TOP} shown to each",
        "",
        f"{'night':>6}{'never shown':>14}{'utility kept':>14}{'Gini':>8}",
    ]
    rows = zip(report.never_shown, report.utility, report.gini, strict=True)
    lines += [f"{night:>6}{never:>14.2%}{kept:>14.2%}{gini:>8.3f}" for night, (never, kept, gini) in enumerate(rows)]
    return "\n".join(lines)
