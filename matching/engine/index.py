"""The index: aligned arrays, one row an opportunity, kept in memory or in one file that many processes map.

Rows are sorted along a curve over the map, so that neighbours are close together. 64 rows are a block. The index keeps the centre and the
radius of each block, and for every code which rows have it (`planes`). They give an upper bound of each score without reading the row.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from matching.engine import files, masks, planes
from matching.engine.arrays import Array, with_fields
from matching.engine.columns import TERMS, converted
from matching.engine.distance import EARTH_KM, on_sphere
from matching.engine.spec import COLUMNS, HALF

BLOCK: Final = planes.LANES
CODES: Final = 63
SLACK: Final = 1e-6
"""Kilometres that are added to the radius of a block, against rounding."""

ROWS: Final[dict[str, type[np.generic]]] = {one.name: one.dtype for one in COLUMNS if one.kept}
BLOCKS: Final[dict[str, type[np.generic]]] = {
    "block_x": np.float64,
    "block_y": np.float64,
    "block_z": np.float64,
    "block_km": np.float64,
}
OTHERS: Final[dict[str, type[np.generic]]] = {
    "term_starts": np.int64,
    "term_ids": np.int32,
    "vectors": np.int8,
    "cause_rarity": np.float64,
    "term_rarity": np.float32,
    "post_starts": np.int32,
    "post_rows": np.int32,
    "planes": np.int64,
    "plane_of": np.int16,
}
DTYPES: Final = ROWS | BLOCKS | OTHERS


@with_fields(DTYPES)
class MatchIndex:
    """What is open, as aligned arrays.

    Attributes:
    ----------
    one array of shape (n,) for each kept column of `spec.COLUMNS`
    block_x, block_y, block_z, block_km : float64 of shape (m,)
        The centre of the positions of each block, inside the sphere rather than on it, and the distance from it to the farthest of
        them in kilometres along a straight line; nan for a block without positions.
    term_starts : int64 of shape (n + 1,); term_ids : int32 of shape (t,)
        Row i has the word stems `term_ids[term_starts[i]:term_starts[i + 1]]`, rising, each once.
    vectors : int8 of shape (n, d)
        What its text is about, of length 127; d is 0 where there are no text vectors.
    cause_rarity : float64 of shape (63,); term_rarity : float32 of shape (TERMS,)
        Between 0 and 1: the rarer, the more.
    post_starts : int32 of shape (TERMS + 1,); post_rows : int32 of shape (t,)
        The rows that have term t: `post_rows[post_starts[t]:post_starts[t + 1]]`.
    planes : int64 of shape (k, m); plane_of : int16
        For every code that any row has, which rows have it, and where that is: see `planes`.
    """

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, Any]]

        def __init__(self, **columns: Any) -> None: ...
        def __getattr__(self, name: str) -> Array: ...

    prepared: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What is computed once for all queries, by what it depends on, as the weights."""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def slots(self) -> Array:
        """The windows of the week with a date that somebody can still come to, as sets."""
        return np.asarray(self.mask_a & np.int64(masks.SLOTS))

    def mask(self, row: int) -> int:
        """Return the mask of a row (`spec.LAYOUT`)."""
        return int(self.mask_a[row]) | int(self.mask_b[row]) << HALF

    def set_mask(self, row: int, mask: int) -> None:
        """Change the mask of a row in place, for all processes that map the file. Each half is one write.

        Only bits of `spec.CHANGING` may be added: the bit planes do not know of any other.
        """
        self.mask_b[row], self.mask_a[row] = mask >> HALF, mask & masks.LOW

    def has_room(self, row: int) -> bool:
        """Whether a place is left in a row."""
        return bool(self.mask(row) & masks.ROOM)

    def plane(self, name: str, bit: int) -> Array:
        """Return which rows have a code of a set; int64 of shape (m,)."""
        at = self.plane_numbers[planes.FIRST[name] + bit]
        return self.planes[at] if at >= 0 else np.zeros(len(self.block_x), dtype=np.int64)

    @cached_property
    def plane_numbers(self) -> list[int]:
        """The same as `plane_of`: one number of a list is read faster than one of an array."""
        numbers: list[int] = self.plane_of.tolist()
        return numbers

    @classmethod
    def build(cls, columns: Mapping[str, npt.ArrayLike], like: "MatchIndex | None" = None) -> Self:
        """Return an index of these columns (`columns.GIVEN`).

        Rarity is computed from them, or taken from another index, so that scores of the two can be compared. Raises ValueError naming
        columns that are missing, that do not fit or that have impossible values.
        """
        given = converted(columns)
        given["x"], given["y"], given["z"] = on_sphere(given["lat"], given["lon"])
        given["mask_a"], given["mask_b"] = masks.built(given)
        order = _order(given)
        rows: dict[str, Any] = {name: given[name][order] for name in ROWS if name != "by_id"}
        rows["by_id"] = np.argsort(rows["ids"], kind="stable").astype(np.int32)
        starts, terms = _moved(given["term_starts"], given["term_ids"], order)
        posts = _posted(starts, terms)
        blocks: dict[str, Any] = _middles(rows)
        every, where = planes.planes(rows)
        return cls(
            **rows,
            **blocks,
            term_starts=starts,
            term_ids=terms,
            vectors=given["vectors"][order],
            cause_rarity=like.cause_rarity if like is not None else _rarity(_counted(rows["causes"]), len(order)),
            term_rarity=like.term_rarity
            if like
            else _rarity(np.bincount(terms, minlength=TERMS), len(order)).astype(np.float32),
            post_starts=posts[0],
            post_rows=posts[1],
            planes=every,
            plane_of=where,
        )

    @classmethod
    def load(cls, path: Path, *, writing: bool = False) -> Self:
        """Map a file, read-only unless for writing. Raises BadIndex for one of another version, or one that is not whole."""
        columns: dict[str, Any] = files.read(path, DTYPES, writing=writing)
        return cls(**columns)

    def save(self, path: Path) -> None:
        """Write it as one file, whole or not at all."""
        files.write(path, {name: getattr(self, name) for name in DTYPES})

    def row_of(self, opportunity_id: int) -> int:
        """Return the row of an id. Raises KeyError when it is not there."""
        rows = self.rows_of((opportunity_id,))
        if not len(rows):
            raise KeyError(opportunity_id)
        return int(rows[0])

    def rows_of(self, ids: tuple[int, ...]) -> Array:
        """Return the rows of those ids that are there, rising."""
        wanted = np.unique(np.array(ids, dtype=np.int64))
        places = np.searchsorted(self.ids, wanted, sorter=self.by_id)
        rows = self.by_id[places[places < len(self)]]
        return np.sort(rows[np.isin(self.ids[rows], wanted)])


def _order(given: dict[str, Array]) -> Array:
    """Return the order of rows: along a curve over the map, and what can be done from home after the rest."""
    if len(given["ids"]) <= BLOCK:  # all in one block, so the order does not matter
        return np.arange(len(given["ids"]))
    return np.lexsort((given["ids"], _morton(given["lat"], given["lon"]), given["remote"]))


def _morton(lat: Array, lon: Array) -> Array:
    """Return the place of positions on a Morton curve over the world; those without one come last."""
    up = np.nan_to_num((lat + 90) / 180 * 65535, nan=65535).astype(np.uint64)
    along = np.nan_to_num((lon + 180) / 360 * 65535, nan=65535).astype(np.uint64)
    return _spread(up) << np.uint64(1) | _spread(along)


def _spread(values: Array) -> Array:
    """Put a zero before each of sixteen bits."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        values = (values | values << np.uint64(shift)) & np.uint64(mask)
    return values


def _moved(starts: Array, terms: Array, order: Array) -> tuple[Array, Array]:
    """Return the terms of rows that are put in another order."""
    counts = np.diff(starts)[order]
    ends = np.cumsum(counts)
    # Each row's terms lie in one piece: count on from where its piece began, less where it begins now.
    places = np.arange(len(terms)) + np.repeat(starts[order] - (ends - counts), counts)
    return np.concatenate([np.zeros(1, np.int64), ends]), terms[places]


def _posted(starts: Array, terms: Array) -> tuple[Array, Array]:
    """Return which rows have each term."""
    rows = csr_matrix((np.ones(len(terms), np.int8), terms, starts), shape=(len(starts) - 1, TERMS)).tocsc()
    return rows.indptr.astype(np.int32), rows.indices.astype(np.int32)


def _middles(rows: dict[str, Array]) -> dict[str, Array]:
    """Return where each block is."""
    if not len(rows["ids"]):
        return {name: np.zeros(0, dtype) for name, dtype in BLOCKS.items()}
    starts = np.arange(0, len(rows["ids"]), BLOCK)
    placed = ~np.isnan(rows["x"])
    counts = np.add.reduceat(placed.astype(np.float64), starts)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = [np.add.reduceat(np.where(placed, rows[axis], 0.0), starts) / counts for axis in "xyz"]
    which = np.arange(len(placed)) // BLOCK
    away = sum((rows[axis] - middle[place][which]) ** 2 for place, axis in enumerate("xyz"))
    km = EARTH_KM * np.sqrt(np.nan_to_num(away, nan=0.0)) + SLACK
    farthest = np.where(counts > 0, np.maximum.reduceat(km, starts), np.nan)
    return {"block_x": middle[0], "block_y": middle[1], "block_z": middle[2], "block_km": farthest}


def _counted(sets: Array) -> Array:
    return np.array([np.count_nonzero(sets & (np.int64(1) << np.int64(bit))) for bit in range(CODES)])


def _rarity(counts: Array, n: int) -> Array:
    """Return log(1 + n ÷ count) as a share of what it is for a single one; 0 for what nothing has."""
    with np.errstate(divide="ignore"):
        rarity = np.log1p(n / counts) / np.log1p(n) if n else np.zeros(len(counts))
    return np.where(counts > 0, rarity, 0.0)
