"""How functions are compiled, and small functions on 64-bit numbers."""

from typing import Any, Final

import numpy as np
from numba import njit

UNCOUNTED: Final[dict[str, Any]] = {"_nrt": False}
"""For functions that allocate nothing.

numba counts references to each array of its arguments at each call, which takes ten times as long as what the functions here do. Without
its run-time it does not count, and cannot allocate.
"""
uncounted: Final[Any] = njit(**UNCOUNTED)
"""Compiles a function that allocates nothing."""
inlined: Final[Any] = njit(**UNCOUNTED, forceinline=True)
"""Compiles a function that allocates nothing, as a part of the function that calls it."""
inlined_in_any_order: Final[Any] = njit(**UNCOUNTED, forceinline=True, fastmath=True)
"""The same for sums that are exact in any order, so that a processor can take several terms at once."""


@inlined
def bit_count(mask):
    """Return how many bits a mask has."""
    bits = np.uint64(mask)
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inlined
def share_of(mask, whole):
    """Return the number of bits of a mask ÷ some number."""
    return np.float64(bit_count(mask)) / whole
