"""The index: aligned arrays, one row an opportunity, kept in memory or in one file that many processes map."""

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

MAGIC: Final = b"HUBMATCH"
VERSION: Final = 1
ALIGN: Final = 64
"""Arrays begin at multiples of this many bytes, so that a mapped one is aligned."""

Array = npt.NDArray[Any]

DTYPES: Final = {
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


class BadIndex(Exception):
    """The file is no index of this version, or not a whole one."""


@dataclass(frozen=True)
class MatchIndex:
    """What is open, as columns of length n (`term_starts` n + 1, `term_ids` as many as there are terms).

    Sets of codes are bit masks. `lat`, `lon`: degrees, nan for what is done from home only. `slots`: windows in which somebody can
    still come. `days_to_start`: nan where people choose their time; `days_to_last`: inf where it goes on. `places_left`: -1 for room for
    everybody. `min_age`: 0 for none. `checks`: 0 for none, rising; `checks_weeks`: -1 unknown. `has_way_round`: the organiser wrote a
    note about access. `commitment`: -1 not said. `age_days`: since it was put on show. Row i has the terms
    `term_ids[term_starts[i]:term_starts[i + 1]]`, rising.
    """

    ids: Array
    organisations: Array
    lat: Array
    lon: Array
    remote: Array
    causes: Array
    activities: Array
    skills: Array
    access: Array
    costs: Array
    languages: Array
    slots: Array
    days_to_start: Array
    days_to_last: Array
    places_left: Array
    min_age: Array
    checks: Array
    checks_weeks: Array
    has_way_round: Array
    commitment: Array
    tiny: Array
    join_in: Array
    age_days: Array
    open: Array
    term_starts: Array
    term_ids: Array

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def build(cls, columns: Mapping[str, Any]) -> Self:
        """Return an index of these columns. Raises ValueError for one that is missing or of another length."""
        if missing := sorted(set(DTYPES) - set(columns)):
            raise ValueError(f"missing: {', '.join(missing)}")
        arrays: dict[str, Array] = {
            name: np.ascontiguousarray(columns[name], dtype=dtype) for name, dtype in DTYPES.items()
        }
        n = len(arrays["ids"])
        lengths = dict.fromkeys(DTYPES, n) | {"term_starts": n + 1, "term_ids": len(arrays["term_ids"])}
        if wrong := [name for name in DTYPES if arrays[name].shape != (lengths[name],)]:
            raise ValueError(f"not of the length of ids ({n}): {', '.join(wrong)}")
        return cls(**arrays)

    def row_of(self, opportunity_id: int) -> int:
        """Return the row of an id. Raises KeyError when it is not there."""
        rows = np.flatnonzero(self.ids == opportunity_id)
        if not len(rows):
            raise KeyError(opportunity_id)
        return int(rows[0])

    def only(self, rows: Array) -> "MatchIndex":
        """Return an index of these rows, in this order."""
        starts, ends = self.term_starts[rows], self.term_starts[rows + 1]
        terms = [self.term_ids[start:end] for start, end in zip(starts, ends, strict=True)]
        kept = {name: getattr(self, name)[rows] for name in DTYPES if not name.startswith("term_")}
        kept["term_starts"] = np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int64)
        kept["term_ids"] = np.concatenate(terms) if terms else np.zeros(0, np.int32)
        return MatchIndex(**kept)

    def save(self, path: Path) -> None:
        """Write it as one file, whole or not at all."""
        header, bodies, size = _laid_out({field.name: getattr(self, field.name) for field in fields(self)})
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as draft:
            draft.write(header)
            for at, array in bodies:
                draft.seek(at)
                draft.write(array.tobytes())
            draft.truncate(size)
            draft.flush()
            os.fsync(draft.fileno())
        os.replace(draft.name, path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map a file, read-only. Raises BadIndex for one of another version or one that is not whole."""
        whole = np.memmap(path, dtype=np.uint8, mode="r") if path.stat().st_size else np.zeros(0, np.uint8)
        if bytes(whole[:8]) != MAGIC or len(whole) < 16:
            raise BadIndex("This is no index.")
        size = int(whole[8:16].view(np.int64)[0])
        try:
            head = json.loads(bytes(whole[16 : 16 + size]))
        except ValueError:
            raise BadIndex("The head cannot be read.") from None
        if head["version"] != VERSION or head["bytes"] != len(whole):
            raise BadIndex("It is of another version, or not whole.")
        arrays: dict[str, Array] = {
            name: whole[at : at + length * np.dtype(DTYPES[name]).itemsize].view(DTYPES[name])
            for name, (at, length) in head["arrays"].items()
        }
        return cls(**arrays)


def _laid_out(arrays: Mapping[str, Array]) -> tuple[bytes, list[tuple[int, Array]], int]:
    """Return the header, where each array goes behind it, and how long the file is."""
    head: dict[str, Any] = {"version": VERSION, "bytes": 0, "arrays": {name: [0, len(a)] for name, a in arrays.items()}}
    room = _up(16 + len(json.dumps(head)) + 20 * (len(arrays) + 1))
    at, bodies = room, []
    for name, array in arrays.items():
        head["arrays"][name][0] = at
        bodies.append((at, array))
        at = _up(at + array.nbytes)
    head["bytes"] = at
    text = json.dumps(head).encode().ljust(room - 16)
    return MAGIC + np.int64(len(text)).tobytes() + text, bodies, at


def _up(at: int) -> int:
    return -(-at // ALIGN) * ALIGN
