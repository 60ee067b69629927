"""Prices of attention: what is shown more often than its places need gets a higher price, so that others come up instead."""

from typing import Final

import numpy as np

from matching.engine.arrays import Floats

STEP: Final = 0.25
"""How far a price can move in one night."""
MOST_PLACES: Final = 30.0
"""An opportunity without a limit counts as if it had this number of places."""


def prices(before: Floats, shown: Floats, places: Floats) -> Floats:
    """Return the prices of the next day.

    Parameters
    ----------
    before : ndarray of shape (n,)
        Prices so far, between 0 and 1.
    shown : ndarray of shape (n,)
        How often each was shown lately.
    places : ndarray of shape (n,)
        How many places each has left; below 0 for no limit.

    Returns:
    -------
    ndarray of shape (n,)
        Between 0 and 1: rising for what was shown more often than its places need, falling for what was shown less.

    Raises ValueError if lengths differ, or if a count is below 0.
    """
    if not len(before) == len(shown) == len(places) or (shown < 0).any():
        raise ValueError("There is a price, a count that is not below 0 and a number of places for each.")
    if not len(before) or not shown.any():
        return before
    room = np.clip(np.where(places < 0, MOST_PLACES, places), 1.0, MOST_PLACES)
    wanted = shown.sum() * np.sqrt(room) / np.sqrt(room).sum()
    over = np.log2((shown + 1.0) / (wanted + 1.0))
    return np.asarray(np.clip(before + STEP * np.tanh(over), 0.0, 1.0))
