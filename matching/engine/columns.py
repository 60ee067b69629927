"""The columns that a caller gives, converted and checked. `spec.COLUMNS` says what each one means."""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from matching.engine.arrays import Array
from matching.engine.spec import COLUMNS

GIVEN: Final[dict[str, type[np.generic]]] = {
    **{one.name: one.dtype for one in COLUMNS if one.given},
    "term_starts": np.int64,
    "term_ids": np.int32,
    "vectors": np.int8,
}
"""What a caller gives: one value a row, except for the last three."""
TERM_BITS: Final = 20
TERMS: Final = 1 << TERM_BITS
"""Terms are numbers below this: hashes of word stems. Among five thousand stems, about one in two hundred shares its number."""


def converted(columns: Mapping[str, npt.ArrayLike]) -> dict[str, Array]:
    """Return the columns in their types.

    Raises ValueError naming those that are missing, that have another length than `ids`, or that have impossible values.
    """
    if missing := [name for name in GIVEN if name not in columns]:
        raise ValueError(f"missing: {', '.join(missing)}")
    arrays: dict[str, Array] = {name: np.ascontiguousarray(columns[name], dtype=dtype) for name, dtype in GIVEN.items()}
    n = len(arrays["ids"])
    lengths = dict.fromkeys(GIVEN, n) | {"term_starts": n + 1, "term_ids": arrays["term_ids"].size}
    if wrong := [name for name in GIVEN if not _fits(arrays[name], lengths[name], name)]:
        raise ValueError(f"not of the length that goes with ids ({n}): {', '.join(wrong)}")
    if not _divides(arrays["term_starts"], arrays["term_ids"]):
        raise ValueError("term_starts does not go from 0 to the length of term_ids without falling")
    if impossible := [name for name, holds in _POSSIBLE.items() if not holds(arrays[name]).all()]:
        raise ValueError(f"values that cannot be: {', '.join(impossible)}")
    return arrays


def _fits(array: Array, length: int, name: str) -> bool:
    return len(array.shape) == (2 if name == "vectors" else 1) and len(array) == length


def _divides(starts: Array, terms: Array) -> bool:
    return bool(starts[0] == 0 and starts[-1] == len(terms) and (np.diff(starts) >= 0).all())


def _share(values: Array) -> Array:
    return np.asarray((values >= 0) & (values <= 1))


_POSSIBLE: Final[dict[str, Callable[[Array], Array]]] = {
    "lat": lambda degrees: np.isnan(degrees) | (np.abs(degrees) <= 90),
    "lon": lambda degrees: np.isnan(degrees) | (np.abs(degrees) <= 180),
    "term_ids": lambda terms: (terms >= 0) & (terms < TERMS),
    **{one.name: _share for one in COLUMNS if one.share},
}
"""Columns whose values have limits. An unknown position is nan; an infinite one is a mistake."""
