"""Figures of ways of ranking, as tables."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine.evaluation import interval, ndcg

Floats = npt.NDArray[np.float64]
FIRST: Final = 5


def measures(ranks: Floats, cold: npt.NDArray[np.bool_]) -> dict[str, float]:
    """Return the figures of one way of ranking; nan where there is no list to tell of."""
    gains = ndcg(ranks)
    return {
        "ndcg10": _mean(gains),
        "recall5": _mean((ranks <= FIRST).astype(np.float64)),
        "mrr": _mean(1.0 / ranks),
        "cold_ndcg10": _mean(gains[cold]),
        "warm_ndcg10": _mean(gains[~cold]),
    }


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def difference(one: Floats, other: Floats, people: npt.NDArray[Any], seed: int = 1) -> tuple[float, float, float]:
    """Return by how much the mean nDCG@10 of one way is above another's, and its 95 % interval: a bootstrap by person."""
    return interval(ndcg(one) - ndcg(other), people, seed)


def table(methods: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures in lines."""
    names = ("ndcg10", "cold_ndcg10", "warm_ndcg10", "recall5", "mrr")
    lines = [f"{'':<18}" + "".join(f"{name:>13}" for name in names)]
    lines += [f"{way:<18}" + "".join(f"{figures[name]:>13.4f}" for name in names) for way, figures in methods.items()]
    return "\n".join(lines)
