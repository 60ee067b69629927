"""How functions are compiled, and small functions on 64-bit numbers."""

from typing import Any, Final

import numpy as np
from numba import njit

flat: Final[Any] = njit(_nrt=False, forceinline=True)
"""Compiles a function that allocates nothing, as a part of the function that calls it.

numba counts references to each array of its arguments at each call, which takes ten times as long as what the functions here do. Without
its run-time (`_nrt`) it does not count, and cannot allocate.
"""


@flat
def bit_count(mask):  # type: ignore[no-untyped-def]
    """Return how many bits a mask has."""
    bits = np.uint64(mask)
    bits = bits - ((bits >> np.uint64(1)) & np.uint64(0x5555555555555555))
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@flat
def share_of(mask, whole):  # type: ignore[no-untyped-def]
    """Return the number of bits of a mask ÷ some number."""
    return np.float64(bit_count(mask)) / whole
