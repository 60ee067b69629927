"""How good an order is, where one thing of a list was chosen; and whether another order is better, beyond chance."""

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import Floats

TOP: Final = 10
DRAWS: Final = 1000


def rank_of(scores: Floats, chosen: int) -> float:
    """Return at which place the chosen row stands, from 1; rows with its very score stand before it by half."""
    mine = scores[chosen]
    return 1.0 + float(np.sum(scores > mine)) + (float(np.sum(scores == mine)) - 1.0) / 2.0


def ndcg(ranks: Floats) -> Floats:
    """Return nDCG@10 of each list, with one thing in it that counts (Järvelin and Kekäläinen 2002)."""
    return np.asarray(np.where(ranks <= TOP, 1.0 / np.log2(ranks + 1.0), 0.0))


def interval(gaps: Floats, people: npt.NDArray[Any], seed: int = 1) -> tuple[float, float, float]:
    """Return the mean of what lists differ by, and its 95 % interval: a bootstrap that draws people, not lists.

    Parameters
    ----------
    gaps : ndarray of shape (lists,)
    people : ndarray of shape (lists,)
        Whose list each is.
    """
    _who, which = np.unique(people, return_inverse=True)
    sums = np.bincount(which, weights=gaps)
    counts = np.bincount(which).astype(np.float64)
    draws = np.random.default_rng(seed).integers(0, len(sums), (DRAWS, len(sums)))
    means = sums[draws].sum(axis=1) / counts[draws].sum(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return float(gaps.mean()), float(low), float(high)
