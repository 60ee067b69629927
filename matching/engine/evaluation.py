"""How good the order of a list is if one of its rows was chosen, and whether another order is better, beyond chance."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import Floats

TOP: Final = 10
DRAWS: Final = 1000


def rank_of(scores: Floats, chosen: int) -> float:
    """Return the rank of the chosen row, from 1; of rows with the same score, half count as before it."""
    mine = scores[chosen]
    return 1.0 + float(np.sum(scores > mine)) + (float(np.sum(scores == mine)) - 1.0) / 2.0


def ndcg(ranks: Floats) -> Floats:
    """Return nDCG@10 of each list with one relevant row, from its rank (Järvelin and Kekäläinen 2002)."""
    return np.asarray(np.where(ranks <= TOP, 1.0 / np.log2(ranks + 1.0), 0.0))


def interval(gaps: Floats, people: npt.NDArray[Any], seed: int = 1) -> tuple[float, float, float]:
    """Return the mean difference between lists, and its 95 % interval: a bootstrap that draws people, not lists.

    Parameters
    ----------
    gaps : ndarray of shape (lists,)
    people : ndarray of shape (lists,)
        The person of each list.
    """
    _who, which = np.unique(people, return_inverse=True)
    sums = np.bincount(which, weights=gaps)
    counts = np.bincount(which).astype(np.float64)
    draws = np.random.default_rng(seed).integers(0, len(sums), (DRAWS, len(sums)))
    means = sums[draws].sum(axis=1) / counts[draws].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(gaps.mean()), float(low), float(high)
