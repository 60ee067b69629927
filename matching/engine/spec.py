"""What the engine knows, said once: its features, its columns and the layout of its masks.

Everything else is derived from these tables: the numpy score, the upper bounds, the numbers that the compiled search reads, the reasons,
the default weights, the SQL of the benchmark and the table in `docs/matching.md`. A new feature of a kind that exists is one line here.
"""

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Final

import numpy as np


class Kind(IntEnum):
    """How a feature is computed from a row and from what a person wants. The value is always between 0 and 1."""

    RARE_CODES = 0
    """The rarity of the shared codes ÷ the rarity of the rarest wished-for codes, as many as are enough."""
    RARE_TERMS = 1
    """The same for word stems."""
    SHARE = 2
    """The number of shared codes ÷ the number of wished-for codes, or as many as are enough."""
    ANY = 3
    """1 if the row has any of the wished-for codes."""
    EQUAL = 4
    """1 if the row has exactly the wished-for value."""
    WINDOWS = 5
    """The share of the row's windows of the week that suit."""
    NEAR = 6
    """scale ÷ (scale + distance): ½ at the scale. For somebody who only does things from home: 1 if the row can be done from home."""
    MEMBER = 7
    """The share that belongs to the row's value, of several values with shares."""
    LARGEST = 8
    """The largest of the shares that belong to the row's windows."""
    TEXT = 9
    """The cosine of two text vectors, rescaled so that `TEXT_FLOOR` becomes 0."""
    HALVING = 10
    """1 ÷ (1 + value ÷ scale); ½ if the value is unknown. Does not depend on the person."""
    DECAY = 11
    """exp(−value ÷ scale). Does not depend on the person."""
    PLAIN = 12
    """The column itself. Does not depend on the person."""

    __hash__ = int.__hash__  # tables by kind are read for every query, and an Enum hashes its name


ALONE_KINDS: Final = frozenset({Kind.HALVING, Kind.DECAY, Kind.PLAIN})
"""Kinds that do not depend on the person."""


class Bound(Enum):
    """Where the upper bound of a feature comes from."""

    PLANES = "bit planes"
    POSITION = "position of the block"
    PERSON = "what the person wants"
    EXACT = "known for each row"


BOUNDS: Final = {
    Kind.RARE_CODES: Bound.PLANES,
    Kind.RARE_TERMS: Bound.PLANES,
    Kind.SHARE: Bound.PLANES,
    Kind.ANY: Bound.PLANES,
    Kind.EQUAL: Bound.PLANES,
    Kind.WINDOWS: Bound.PERSON,
    Kind.NEAR: Bound.POSITION,
    Kind.MEMBER: Bound.PERSON,
    Kind.LARGEST: Bound.PERSON,
    Kind.TEXT: Bound.PERSON,
    **dict.fromkeys(ALONE_KINDS, Bound.EXACT),
}


class Detail(Enum):
    """What a reason carries, so that it can be put into a true sentence."""

    NONE = "never given as a reason"
    NAME = "the feature alone"
    CODES = "shared codes"
    WINDOWS = "windows that suit"
    TERMS = "shared terms"
    VALUE = "the wished-for value"
    KM = "kilometres"
    COSINE = "how alike the texts are"


@dataclass(frozen=True)
class Feature:
    """One feature: where it is read, how it is computed, how much it counts and what can be said about it.

    Attributes:
    ----------
    column : str
        The column of the index that it reads.
    weight : float
        The weight set by hand; below 0 for what counts against an opportunity. Learning keeps its sign.
    wanted : str
        The field of `Wants` that it is compared with; empty for a feature that does not depend on the person.
    shares : str
        The field of `Wants` with a share for each wished-for value; empty where each counts fully.
    only_if : str
        A field of `Wants` that must be true for the feature to count; empty if it always does.
    enough : int
        So many wished-for codes or terms are as good as all of them; 0 if all are needed.
    scale : float
        The value at which HALVING is ½ and DECAY is 1/e, in units of the column.
    history : bool
        Whether it comes from what somebody took part in before, rather than from what they said.
    """

    name: str
    kind: Kind
    column: str
    weight: float
    detail: Detail = Detail.NONE
    wanted: str = ""
    shares: str = ""
    only_if: str = ""
    enough: int = 0
    scale: float = 0.0
    history: bool = False

    @property
    def bound(self) -> Bound:
        """Where its upper bound comes from."""
        return BOUNDS[self.kind]

    @property
    def depends_on_person(self) -> bool:
        """Whether it differs from person to person."""
        return self.kind not in ALONE_KINDS


_K, _D = Kind, Detail
SPEC: Final = (
    Feature("cause", _K.RARE_CODES, "causes", 3.0, _D.CODES, wanted="causes", enough=2),
    Feature("activity", _K.SHARE, "activities", 2.5, _D.CODES, wanted="activities", enough=2),
    Feature("words", _K.RARE_TERMS, "term_ids", 2.0, _D.TERMS, wanted="terms", enough=3),
    Feature("slots", _K.WINDOWS, "slots", 2.0, _D.WINDOWS, wanted="slots"),
    Feature("near", _K.NEAR, "x, y, z", 2.0, _D.KM, wanted="scale_km"),
    Feature("language", _K.ANY, "languages", 1.5, _D.CODES, wanted="speaks", only_if="needs_language"),
    Feature("skill", _K.SHARE, "skills", 1.0, _D.CODES, wanted="skills", enough=2),
    Feature("commitment", _K.EQUAL, "commitment", 1.0, _D.VALUE, wanted="commitment"),
    Feature("costs", _K.ANY, "costs", 0.75, _D.CODES, wanted="pays", only_if="costs_matter"),
    Feature("company", _K.SHARE, "access", 0.75, _D.CODES, wanted="likes_access"),
    Feature(
        "own", _K.MEMBER, "organisations", 0.75, _D.NAME, wanted="own_organisations", shares="own_shares", history=True
    ),
    Feature("series", _K.MEMBER, "series", 0.5, _D.NAME, wanted="own_series", history=True),
    Feature("usual", _K.LARGEST, "slots", 0.5, _D.WINDOWS, wanted="usual", history=True),
    Feature("text", _K.TEXT, "vectors", 1.5, _D.COSINE, wanted="vector"),
    Feature("soon", _K.HALVING, "days_to_start", 0.5, scale=14.0),
    Feature("fresh", _K.DECAY, "age_days", 0.3, scale=14.0),
    Feature("popular", _K.PLAIN, "popular", 0.3),
    Feature("filling", _K.PLAIN, "filling", 0.2),
    Feature("next", _K.PLAIN, "next", 0.2),
    Feature("replies", _K.PLAIN, "replies", 0.5),
    Feature("price", _K.PLAIN, "price", -1.0),
)
"""All features, in the order in which they are added and of every array of shape (…, n_features)."""

PAIR: Final = tuple(one for one in SPEC if one.depends_on_person)
ALONE: Final = tuple(one for one in SPEC if not one.depends_on_person)
FEATURES: Final[tuple[str, ...]] = tuple(one.name for one in SPEC)

NO_MAX_AGE: Final = 999
"""The `max_age` of what is for everybody from `min_age` on."""
TEXT_FLOOR: Final = 0.2
"""Texts whose cosine is below this have nothing to do with each other."""
VECTOR_LENGTH: Final = 127.0
"""The length of text vectors, which are rounded to whole numbers."""


@dataclass(frozen=True)
class Column:
    """One value a row.

    A column is *given* to `MatchIndex.build`, *kept* in the index, or both. A *share* lies between 0 and 1. A change that *may wait*
    reaches an index file at its next whole writing; any other makes the row a new one at once.
    """

    name: str
    dtype: type[np.generic]
    meaning: str
    given: bool = True
    kept: bool = True
    share: bool = False
    may_wait: bool = False


COLUMNS: Final = (
    Column("ids", np.int64, "identifier of the opportunity"),
    Column("organisations", np.int64, "identifier of its organisation"),
    Column("series", np.int64, "what several opportunities belong to; 0 for none"),
    Column("lat", np.float64, "latitude, degrees; nan if unknown", kept=False),
    Column("lon", np.float64, "longitude, degrees; nan if unknown", kept=False),
    Column("remote", np.bool_, "whether it can be done from home", kept=False),
    Column("causes", np.int64, "set of codes: bit n is the nth code of a list kept elsewhere"),
    Column("activities", np.int64, "set of codes"),
    Column("skills", np.int64, "set of codes"),
    Column("access", np.int64, "set of codes"),
    Column("access_no", np.int64, "set of codes: what it says it does not have", kept=False),
    Column("takes", np.int64, "set of codes: what it takes that not everybody can do or bear", kept=False),
    Column("costs", np.int64, "set of codes"),
    Column("languages", np.int64, "set of codes"),
    Column("slots", np.int64, "windows of the week that somebody can still come to", kept=False),
    Column("days_to_start", np.float32, "days; nan if people choose their time", may_wait=True),
    Column("days_to_last", np.float32, "days until the last date; inf for no end", kept=False),
    Column("places_left", np.int32, "below 0 for no limit", kept=False),
    Column("min_age", np.int16, "years; 0 for none"),
    Column("max_age", np.int16, "years, the last that may come; `NO_MAX_AGE` for none"),
    Column("checks", np.int8, "the safety check that comes first: 0 for none, 1 to 4 rising"),
    Column("checks_weeks", np.int16, "how many weeks that takes; -1 if unknown"),
    Column("commitment", np.int8, "place in the list of commitments; -1 if not said"),
    Column("tiny", np.bool_, "whether it takes very little time", kept=False),
    Column("join_in", np.bool_, "whether one simply joins in", kept=False),
    Column("age_days", np.float32, "days since it was published", may_wait=True),
    Column("popular", np.float32, "how many said yes", share=True, may_wait=True),
    Column("filling", np.float32, "how many said yes lately", share=True, may_wait=True),
    Column("next", np.bool_, "whether it is the next one of its organisation", may_wait=True),
    Column("replies", np.float32, "how reliably its organisation answers", share=True, may_wait=True),
    Column("price", np.float32, "how often it was shown, for its places", share=True, may_wait=True),
    Column("open", np.bool_, "whether it is open", kept=False),
    Column("x", np.float64, "position on the unit sphere; nan if unknown", given=False),
    Column("y", np.float64, "position on the unit sphere", given=False),
    Column("z", np.float64, "position on the unit sphere", given=False),
    Column("mask_a", np.int64, "first half of the mask, see `LAYOUT`", given=False),
    Column("mask_b", np.int64, "second half of the mask", given=False),
    Column("by_id", np.int32, "rows in the order of their ids", given=False),
)


@dataclass(frozen=True)
class Bits:
    """Some bits of the mask of a row: `count` of them, from `at` on, counted over both halves."""

    name: str
    at: int
    count: int = 1

    @property
    def mask(self) -> int:
        """All of these bits."""
        return ((1 << self.count) - 1) << self.at


HALF: Final = 63
"""Bits in each half of a mask: an int64 without its sign."""
MASK_COLUMNS: Final = ("mask_a", "mask_b")

LAYOUT: Final = {
    one.name: one
    for one in (
        Bits("slots", 0, 21),
        Bits("languages", 21, 16),
        Bits("other_language", 37),
        Bits("ages", 38, 3),
        Bits("no_check", 41),
        Bits("check_in_time", 42),
        Bits("open", 43),
        Bits("room", 44),
        Bits("remote", 45),
        Bits("tiny", 46),
        Bits("join_in", 47),
        # 48 to 62 are free
        Bits("access", HALF, 18),
        Bits("spared", HALF + 18, 7),
        # From HALF + 25 to 2 * HALF - 1 are free
    )
}
"""Where each fact stands that decides whether a row can be shown. No fact lies across both halves.

`access` has the bits of all facts but those that it says it does not have, `spared` of all that it does not take.
`languages` are the first sixteen of the list. `ages` say whether it is
fine for somebody under 16, under 18 and under 21. `check_in_time`: there is no check, or it can be done before the last date.
"""
CHANGING: Final = LAYOUT["open"].mask | LAYOUT["room"].mask
"""Bits that are changed in place in an index that is in use. They have no bit planes, for a plane would not know of the change."""
