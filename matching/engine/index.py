"""The index: aligned arrays, one row an opportunity, kept in memory or in one file that many processes map."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from matching.engine import files
from matching.engine.columns import DTYPES, Array, converted


@dataclass(frozen=True)
class MatchIndex:
    """What is open, as columns: each of shape (n,), but for the last two.

    Attributes:
    ----------
    ids, organisations : int64
    lat, lon : float64
        Degrees; nan for what is done from home only.
    remote : bool
    causes, activities, skills, access, costs, languages : int64
        Sets of codes: bit n stands for the nth code of a list kept elsewhere.
    slots : int64
        Of the 21 windows of a week, those with a date that somebody can still come to.
    days_to_start, days_to_last : float32
        Days; nan to start where people choose their time, inf to last where it goes on.
    places_left : int32
        -1 for room for everybody, 0 for full.
    min_age : int16
        Years; 0 for none.
    checks : int8
        Which safety check comes first: 0 for none, 1 to 4 rising.
    checks_weeks : int16
        How many weeks that takes; -1 unknown.
    has_way_round : bool
        Whether the organiser wrote a note about access, so that a missing fact is a caution rather than a bar.
    commitment : int8
        Place in the list of commitments; -1 not said.
    tiny, join_in : bool
    age_days : float32
        Days since it was put on show.
    open : bool
    term_starts : int64 of shape (n + 1,)
    term_ids : int32 of shape (n_terms,)
        Row i has the word stems `term_ids[term_starts[i]:term_starts[i + 1]]`, rising, each once.
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
    def build(cls, columns: Mapping[str, npt.ArrayLike]) -> Self:
        """Return an index of these columns. Raises ValueError naming those that are missing or do not fit with `ids`."""
        return cls(**converted(columns))

    @classmethod
    def load(cls, path: Path) -> Self:
        """Map a file, read-only. Raises BadIndex for one of another version, or one that is not whole."""
        return cls(**files.read(path))

    def save(self, path: Path) -> None:
        """Write it as one file, whole or not at all."""
        files.write(path, {name: getattr(self, name) for name in DTYPES})

    def row_of(self, opportunity_id: int) -> int:
        """Return the row of an id. Raises KeyError when it is not there."""
        rows = np.flatnonzero(self.ids == opportunity_id)
        if not len(rows):
            raise KeyError(opportunity_id)
        return int(rows[0])

    def only(self, rows: npt.NDArray[np.intp]) -> "MatchIndex":
        """Return an index of these rows, in this order."""
        kept = {name: getattr(self, name)[rows] for name in DTYPES if not name.startswith("term_")}
        starts = self.term_starts[rows]
        counts = self.term_starts[rows + 1] - starts
        ends = np.cumsum(counts)
        # Each row's terms lie in one piece: count on from where its piece began, less where it begins now.
        moved = np.arange(counts.sum()) + np.repeat(starts - (ends - counts), counts)
        kept["term_starts"] = np.concatenate([np.zeros(1, np.int64), ends])
        kept["term_ids"] = self.term_ids[moved]
        return MatchIndex(**kept)
