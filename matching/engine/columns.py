"""The columns that an index is made of: their names, their types, and what makes them fit together. What they mean is said in `index`."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

GIVEN: Final[dict[str, type[np.generic]]] = {
    "ids": np.int64,
    "organisations": np.int64,
    "series": np.int64,
    "lat": np.float64,
    "lon": np.float64,
    "remote": np.bool_,
    "causes": np.int64,
    "activities": np.int64,
    "skills": np.int64,
    "access": np.int64,
    "costs": np.int64,
    "languages": np.int64,
    "slots": np.int64,
    "days_to_start": np.float32,
    "days_to_last": np.float32,
    "places_left": np.int32,
    "min_age": np.int16,
    "checks": np.int8,
    "checks_weeks": np.int16,
    "has_way_round": np.bool_,
    "commitment": np.int8,
    "tiny": np.bool_,
    "join_in": np.bool_,
    "age_days": np.float32,
    "popular": np.float32,
    "filling": np.float32,
    "next": np.bool_,
    "replies": np.float32,
    "price": np.float32,
    "open": np.bool_,
    "term_starts": np.int64,
    "term_ids": np.int32,
    "vectors": np.int8,
}
"""What a caller gives, one value a row but for the last three."""
TERM_BITS: Final = 20
TERMS: Final = 1 << TERM_BITS
"""Terms are numbers below this: stems by their hash. Two of five thousand stems share one once in two hundred."""


def converted(columns: Mapping[str, npt.ArrayLike]) -> dict[str, Array]:
    """Return the columns in their types. Raises ValueError naming those that are missing, do not fit with `ids`, or cannot be."""
    if missing := [name for name in GIVEN if name not in columns]:
        raise ValueError(f"missing: {', '.join(missing)}")
    arrays: dict[str, Array] = {name: np.ascontiguousarray(columns[name], dtype=dtype) for name, dtype in GIVEN.items()}
    n = len(arrays["ids"])
    lengths = dict.fromkeys(GIVEN, n) | {"term_starts": n + 1, "term_ids": arrays["term_ids"].size}
    if wrong := [name for name in GIVEN if not _fits(arrays[name], lengths[name], name)]:
        raise ValueError(f"not of the length that goes with ids ({n}): {', '.join(wrong)}")
    if not _cuts_up(arrays["term_starts"], arrays["term_ids"]):
        raise ValueError("term_starts does not go from 0 to the length of term_ids without falling")
    if impossible := [name for name, holds in _POSSIBLE.items() if not holds(arrays[name]).all()]:
        raise ValueError(f"values that cannot be: {', '.join(impossible)}")
    return arrays


def _fits(array: Array, length: int, name: str) -> bool:
    return len(array.shape) == (2 if name == "vectors" else 1) and len(array) == length


def _cuts_up(starts: Array, terms: Array) -> bool:
    return bool(starts[0] == 0 and starts[-1] == len(terms) and (np.diff(starts) >= 0).all())


def _share(values: Array) -> Array:
    return np.asarray((values >= 0) & (values <= 1))


_POSSIBLE: Final = {
    "lat": lambda degrees: np.isnan(degrees) | (np.abs(degrees) <= 90),
    "lon": lambda degrees: np.isnan(degrees) | (np.abs(degrees) <= 180),
    "term_ids": lambda terms: (terms >= 0) & (terms < TERMS),
    "popular": _share,
    "filling": _share,
    "replies": _share,
    "price": _share,
}
"""Columns whose values have bounds. An unknown position is nan; an infinite one is a mistake."""
