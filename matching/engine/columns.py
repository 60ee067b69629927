"""The columns of the index: their names, their types, and what makes them fit together. What they mean is said in `index`."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

DTYPES: Final[dict[str, type[np.generic]]] = {
    "ids": np.int64,
    "organisations": np.int64,
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
    "open": np.bool_,
    "term_starts": np.int64,
    "term_ids": np.int32,
}


def lengths(n: int, terms: int) -> dict[str, int]:
    """Return how long each column is in an index of `n` rows that have so many terms between them."""
    return dict.fromkeys(DTYPES, n) | {"term_starts": n + 1, "term_ids": terms}


def converted(columns: Mapping[str, npt.ArrayLike]) -> dict[str, Array]:
    """Return the columns in their types. Raises ValueError naming those that are missing or do not fit with `ids`."""
    if missing := [name for name in DTYPES if name not in columns]:
        raise ValueError(f"missing: {', '.join(missing)}")
    arrays: dict[str, Array] = {
        name: np.ascontiguousarray(columns[name], dtype=dtype) for name, dtype in DTYPES.items()
    }
    n = len(arrays["ids"])
    right = lengths(n, arrays["term_ids"].size)
    if wrong := [name for name in DTYPES if arrays[name].shape != (right[name],)]:
        raise ValueError(f"not of the length that goes with ids ({n}): {', '.join(wrong)}")
    if not _cuts_up(arrays["term_starts"], arrays["term_ids"]):
        raise ValueError("term_starts does not go from 0 to the length of term_ids without falling")
    return arrays


def _cuts_up(starts: Array, terms: Array) -> bool:
    return bool(starts[0] == 0 and starts[-1] == len(terms) and (np.diff(starts) >= 0).all())
