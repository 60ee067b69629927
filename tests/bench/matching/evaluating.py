"""Every way of ranking on the same choices: simple ones, strong rivals, and the engine with weights by hand and learnt."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine import DEFAULT, Weights
from matching.engine.evaluation import ndcg, rank_of
from matching.engine.learning import boost, learn
from matching.engine.trees import Trees
from tests.bench.matching.choices import Choice, Record, lists, replay
from tests.bench.matching.figures import difference, measures

Floats = npt.NDArray[np.float64]
Way = Callable[[Choice], Floats]
Track = Callable[[str, float], None]
"""Is called with what is being done, and which share of it is done."""

GRID: Final = {
    "D": (1, 3, 10, 30, 100, 300),
    "T": (1, 3, 10, 30, 100),
    "f": (0.0, 0.01, 0.1, 1.0),
    "p": (0.0, 0.3, 1.0),
}
FAR_KM: Final = 30.0
"""How far an event is taken to be of which nobody knows where it is."""
REFIT: Final = 50
"""The factors of ALS are worked out anew after so many choices."""
AFTER: Final = 0.7
"""Without a cut, the first part of the choices is learnt from."""
WRITTEN: Final = 50


class NothingToMeasure(Exception):
    """The cut leaves nothing to learn from, or nothing to test."""


@dataclass
class Report:
    """What was found: figures of each way, intervals of differences, and what won in the function score."""

    queries: int
    cut: str
    methods: dict[str, dict[str, float]] = field(default_factory=dict)
    differences: dict[str, dict[str, float]] = field(default_factory=dict)
    function_score: dict[str, Any] = field(default_factory=dict)
    weights: dict[str, Any] = field(default_factory=dict)

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        return dict(vars(self))


def _km(choice: Choice) -> Floats:
    return np.nan_to_num(choice.km, nan=FAR_KM)


def function_score(D: float, T: float, f: float, p: float) -> Way:  # noqa: N803 - the letters of the formula
    """Return the score of a search engine: (f + Σ idf) ÷ (1 + (km ÷ D)²) × exp(−days ÷ T) × exp(p log(1 + yes so far))."""

    def way(choice: Choice) -> Floats:
        near = 1.0 + (_km(choice) / D) ** 2
        return np.asarray((f + choice.idf) / near * np.exp(-choice.days / T) * np.exp(p * np.log1p(choice.yes)))

    return way


def tuned(past: list[Choice], track: Track) -> tuple[dict[str, float], float]:
    """Return which D, T, f and p put what was chosen highest, and how high (nDCG@10)."""
    grid = list(product(*GRID.values()))
    best, found = -1.0, grid[0]
    for place, point in enumerate(grid):
        mean = float(ndcg(ranks(past, function_score(*point))).mean())
        if mean > best:
            best, found = mean, point
        track("the function score is tuned", (place + 1) / len(grid))
    return dict(zip(GRID, found, strict=True)), best


def on_the_edge(point: dict[str, float]) -> list[str]:
    """Return which numbers of the function score lie at an end of what was tried."""
    return [name for name, value in point.items() if value in (GRID[name][0], GRID[name][-1])]


def ranks(choices: Iterable[Choice], way: Way) -> Floats:
    """Return at which place each choice stands."""
    return np.array([rank_of(way(choice), choice.chosen) for choice in choices])


def by_chance(choice: Choice) -> Floats:
    """Score by chance, the same each time."""
    return np.random.default_rng([choice.person, int(choice.at * 1000)]).random(len(choice.events))


def topic_then_distance(choice: Choice) -> Floats:
    """Score as most systems do: what shares a topic first, the nearest first."""
    return np.asarray((choice.idf > 0) * 1e6 - _km(choice))


def linear(weights: Weights, *, history: bool) -> Way:
    """Return the engine's own score."""
    return lambda choice: np.asarray((choice.own if history else choice.plain) @ weights.array)


def boosted(weights: Weights, trees: Trees, *, history: bool) -> Way:
    """Return the engine's second look."""

    def way(choice: Choice) -> Floats:
        known = choice.own if history else choice.plain
        return trees.look(known, known @ weights.array)

    return way


def als(record: Record, test: list[Choice], track: Track) -> Floats | None:
    """Return the ranks of `implicit`'s factors, worked out anew every 50 choices; None where it is not installed."""
    try:
        from implicit.als import AlternatingLeastSquares
        from scipy.sparse import csr_matrix
        from threadpoolctl import threadpool_limits
    except ImportError:
        return None
    column = {event.number: place for place, event in enumerate(record.events)}
    people = {person: place for place, person in enumerate(sorted({choice[0] for choice in record.choices}))}
    times = np.array([choice[2] for choice in record.choices])
    found = []
    for at, choice in enumerate(test):
        if at % REFIT == 0:
            past = record.choices[: int(np.searchsorted(times, choice.at))]
            pairs = ([people[one[0]] for one in past], [one[1] for one in past])
            shape = (len(people), len(record.events))
            with threadpool_limits(1, "blas"):
                model = AlternatingLeastSquares(factors=32, regularization=0.1, random_state=1, num_threads=1)
                model.fit(csr_matrix((np.ones(len(past), np.float32), pairs), shape=shape), show_progress=False)
            track("ALS is worked out", (at + 1) / len(test))
        items = model.item_factors[[column[number] for number in choice.events]]
        found.append(rank_of((items @ model.user_factors[people[choice.person]]).astype(np.float64), choice.chosen))
    return np.array(found)


def _split(record: Record, cut: float | None, track: Track) -> tuple[list[Choice], list[Choice], float]:
    moment = cut if cut is not None else record.choices[int(len(record) * AFTER)][2]
    past: list[Choice] = []
    test: list[Choice] = []
    for place, choice in enumerate(replay(record)):
        if choice is not None:
            (past if choice.at < moment else test).append(choice)
        if place % 100 == 0 or place + 1 == len(record):
            track("choices are replayed", (place + 1) / len(record))
    if not past or not test:
        raise NothingToMeasure(
            "The cut leaves nothing to learn from." if not past else "The cut leaves nothing to test."
        )
    return past, test, moment


def evaluate(record: Record, cut: float | None, track: Track, rankings: Path | None = None) -> Report:
    """Learn from what was chosen before the cut, and tell how well each way ranks what was chosen from then on."""
    past, test, moment = _split(record, cut, track)
    point, _best = tuned(past, track)
    learnt = learn(lists(past, history=False))
    learnt_history = learn(lists(past, history=True))
    track("weights are learnt", 1.0)
    trees = boost(lists(past, history=False), learnt)
    trees_history = boost(lists(past, history=True), learnt_history)
    track("trees are learnt", 1.0)
    ways: dict[str, Way] = {
        "random": by_chance,
        "soonest": lambda choice: -choice.days,
        "popular": lambda choice: choice.yes,
        "topic_distance": topic_then_distance,
        "function_score": function_score(**point),
        "prior": linear(DEFAULT, history=False),
        "prior_history": linear(DEFAULT, history=True),
        "learnt": linear(learnt, history=False),
        "boosted": boosted(learnt, trees, history=False),
        "learnt_history": linear(learnt_history, history=True),
        "boosted_history": boosted(learnt_history, trees_history, history=True),
    }
    found: dict[str, Floats | None] = {name: ranks(test, way) for name, way in ways.items()}
    found["als"] = als(record, test, track)
    if rankings:
        write_rankings(rankings, test, ways["boosted_history"])
    return _reported(found, test, moment, point, {"learnt": vars(learnt), "learnt_history": vars(learnt_history)})


def _reported(
    found: dict[str, Floats | None], test: list[Choice], cut: float, point: dict[str, float], weights: dict[str, Any]
) -> Report:
    cold = np.array([choice.cold for choice in test])
    people = np.array([choice.person for choice in test])
    report = Report(queries=len(test), cut=str(np.datetime64(int(cut * 86_400), "s")), weights=weights)
    none = dict.fromkeys(("ndcg10", "recall5", "mrr", "cold_ndcg10", "warm_ndcg10"), float("nan"))
    report.methods = {name: none if rank is None else measures(rank, cold) for name, rank in found.items()}
    report.function_score = point | {"on_the_edge": on_the_edge(point)}
    for one, other in (
        ("learnt", "function_score"),
        ("boosted", "function_score"),
        ("boosted_history", "function_score"),
        ("boosted_history", "learnt_history"),
    ):
        mine, theirs = found[one], found[other]
        if mine is not None and theirs is not None:
            gap, low, high = difference(mine, theirs, people)
            ratio = report.methods[one]["ndcg10"] / report.methods[other]["ndcg10"]
            report.differences[f"{one} - {other}"] = {"gap": gap, "low": low, "high": high, "ratio": ratio}
    return report


def write_rankings(path: Path, choices: list[Choice], way: Way) -> None:
    """Write what was ranked, at most 50 rows a choice."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("person", "chosen_at", "event", "rank", "score"))
        for choice in choices:
            scores = way(choice)
            order = np.lexsort((choice.events, -scores))[:WRITTEN]
            for place, row in enumerate(order, start=1):
                writer.writerow(
                    (choice.person, choice.written, int(choice.events[row]), place, repr(float(scores[row])))
                )
