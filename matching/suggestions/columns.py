"""From rows to the engine's columns. Each open opportunity is one row of arrays, cached in the process until a change.

The index may be some seconds old; what is shown from it is checked against the database first (`suggesting`).
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log1p
from threading import Lock
from typing import Any, Final
from zlib import crc32

import numpy as np
from django.conf import settings
from django.db.models import BigIntegerField, Count, F, Max, Min, Q, Sum
from django.db.models.functions import Cast

from hub.taxonomy.codes import Access, Cause, Checks, Commitment, Kind, Takes
from hub.taxonomy.fields import mask
from hub.words import likeness
from matching.engine import NO_MAX_AGE, MatchIndex
from matching.engine.columns import GIVEN, TERMS
from matching.suggestions.models import Price
from opportunities.models import Opportunity, Session, SignUp

CHECKS: Final = {code.value: place for place, code in enumerate(Checks)}
COMMITMENTS: Final = {code.value: place for place, code in enumerate(Commitment)}
DAY: Final = 86_400.0
FOREVER: Final = float("inf")
LATELY: Final = timedelta(days=3)
REMEMBERED: Final = timedelta(days=180)
MANY: Final = 30
MANY_LATELY: Final = 10
"""Sign-ups, ever or recent, above this number make no difference."""
SUPPOSED: Final = 4
SUPPOSED_KEPT: Final = 0.8
"""A new organisation starts as if it had answered four people, four in five of them in time."""


def term(stem: str) -> int:
    """Return the number of a stem, the same in every process: the lowest bits of its CRC-32, as many as the index has."""
    return crc32(stem.encode()) & (TERMS - 1)


@dataclass(frozen=True)
class _Kept:
    index: MatchIndex
    mark: tuple[Any, ...]
    looked: float


_lock = Lock()
_kept: list[_Kept] = []


def index(*, at: datetime) -> MatchIndex:
    """Return the index of open opportunities, rebuilt after a change; checks at most once in `MATCH_INDEX_SECONDS`."""
    kept = _kept[0] if _kept else None
    if kept and time.monotonic() - kept.looked < settings.MATCH_INDEX_SECONDS:
        return kept.index
    with _lock:
        now = mark(at=at)
        if not _kept or _kept[0].mark != now:
            _kept[:] = [_Kept(build(at=at), now, time.monotonic())]
        else:
            _kept[:] = [_Kept(_kept[0].index, now, time.monotonic())]
        return _kept[0].index


def age() -> float | None:
    """Return how many seconds ago this process checked whether its index is up to date; None when it has none."""
    return time.monotonic() - _kept[0].looked if _kept else None


def mark(*, at: datetime) -> tuple[Any, ...]:
    """Return a value that differs when anything relevant has changed: cheap sums over the tables, and the hour."""
    shown = Opportunity.objects.filter(state="published").aggregate(
        count=Count("pk"),
        changed=Max("changed_at"),
        published=Max("published_at"),
        tiers=Sum("organisation__tier"),
        suspended=Count("organisation__suspended_at"),
        safe=Count("pk", filter=Q(organisation__safe_to_work_with=True)),
    )
    dates = Session.objects.aggregate(
        count=Count("pk"),
        newest=Max("pk"),
        taken=Sum("taken"),
        places=Sum("places"),
        off=Count("cancelled_at"),
        windows=Sum(_bits("slots")),
        next=Min("next_at", filter=Q(next_at__gt=at)),
    )
    return (*shown.values(), *dates.values(), at.replace(minute=0, second=0, microsecond=0))


def _bits(field: str) -> Cast:
    """Read a set of codes as the mask it is stored as: building ten thousand sets takes longer than everything else."""
    return Cast(field, BigIntegerField())


SETS: Final = ("causes", "activities", "skills", "access", "access_no", "takes", "costs", "languages")
FIELDS: Final = (
    "pk",
    "organisation_id",
    "kind",
    "commitment",
    *SETS,
    "remote",
    "venue__lat",
    "venue__lon",
    "min_age",
    "max_age",
    "checks",
    "checks_weeks",
    "joining",
    "published_at",
    "words",
    "title",
    "summary",
    "what_you_do",
)


def build(*, at: datetime) -> MatchIndex:
    """Return the index of what is open at a time."""
    return MatchIndex.build(columns(at=at))


def columns(*, at: datetime, only: set[int] | None = None) -> dict[str, Any]:
    """Return the columns of the index for what is open at a time, or only for the ids in `only`, ordered by id."""
    fields = [_bits(name) if name in SETS else name for name in FIELDS]
    open_now = Opportunity.objects.open(at=at)
    if only is not None:
        open_now = open_now.filter(pk__in=only)
    rows = list(open_now.order_by("pk").values_list(*fields))
    dates, record = _dates(at=at), _Record.read(at=at)
    found: dict[str, list[Any]] = {name: [] for name in NAMES}
    terms: list[np.ndarray] = []
    texts: list[str] = []
    for values in rows:
        row = dict(zip(FIELDS, values, strict=True))
        texts.append(f"{row['title']}. {row['summary']} {row['what_you_do']}")
        for name, value in (_row(row, dates.get(row["pk"], _Dates()), at=at) | record.of(row)).items():
            found[name].append(value)
        terms.append(np.unique(np.array([term(stem) for stem in row["words"].split()], dtype=np.int32)))
    return {
        **found,
        "next": _next(found["organisations"], found["days_to_start"]),
        "term_starts": np.concatenate([[0], np.cumsum([len(each) for each in terms])]) if terms else np.zeros(1),
        "term_ids": np.concatenate(terms) if terms else np.zeros(0, dtype=np.int32),
        "vectors": _vectors(texts),
    }


_read: dict[str, np.ndarray] = {}
"""Vectors of texts that this process has embedded before: embedding is the slowest part of a rebuild."""
MOST_READ: Final = 200_000


def _vectors(texts: list[str]) -> np.ndarray:
    """Return the vector of each text; texts that were embedded before are taken from the cache."""
    if not likeness.is_there():
        return np.zeros((len(texts), 0), dtype=np.int8)
    if len(_read) > MOST_READ:
        _read.clear()
    new = [text for text in dict.fromkeys(texts) if text not in _read]
    _read.update(zip(new, likeness.vectors(new), strict=True))
    found = [_read[text] for text in texts]
    return np.stack(found) if found else np.zeros((0, likeness.WIDTH), dtype=np.int8)


def _next(organisations: list[int], days: list[float]) -> list[bool]:
    """Return for each row whether it is the next one of its organisation."""
    soonest: dict[int, float] = {}
    for organisation, start in zip(organisations, days, strict=True):
        soonest[organisation] = min(soonest.get(organisation, FOREVER), FOREVER if np.isnan(start) else start)
    return [start == soonest[organisation] for organisation, start in zip(organisations, days, strict=True)]


OF_ANIMALS: Final = mask(Cause, [Cause.ANIMALS])
ANIMALS_THERE: Final = mask(Takes, [Takes.ANIMALS])
AT_HOME: Final = mask(
    Access,
    [
        *(
            Access.STEP_FREE,
            Access.TOILET,
            Access.SEATING,
            Access.QUIET,
            Access.PARKING,
            Access.BUS,
            Access.HEARING_LOOP,
        ),
        *(Access.ASSISTANCE_DOGS, Access.HELPER),
    ],
)
"""Facts about a place: what is done from one's own home needs none of them said."""
BESIDE: Final = ("next", "term_starts", "term_ids", "vectors")
"""Columns computed over all rows together."""
NAMES: Final = tuple(name for name in GIVEN if name not in BESIDE)
"""Columns with one independent value per row."""


@dataclass(frozen=True)
class _Record:
    """Sign-ups of each opportunity, ever and recently; its attention price; and how each organisation answers."""

    yes: dict[int, tuple[int, int]]
    answers: dict[int, tuple[int, int]]
    prices: dict[int, float]

    @classmethod
    def read(cls, *, at: datetime) -> "_Record":
        said = SignUp.objects.filter(asked_at__lte=at)
        yes = said.values_list("session__opportunity").annotate(
            ever=Count("pk"), lately=Count("pk", filter=Q(asked_at__gt=at - LATELY))
        )
        due = said.filter(answer_by__lte=at, answer_by__gt=at - REMEMBERED)
        answers = due.values_list("session__opportunity__organisation").annotate(
            due=Count("pk"), kept=Count("pk", filter=Q(answered_at__lte=F("answer_by")))
        )
        return cls(
            {pk: (ever, late) for pk, ever, late in yes},
            {pk: (due, kept) for pk, due, kept in answers},
            dict(Price.objects.values_list("opportunity", "price")),
        )

    def of(self, row: dict[str, Any]) -> dict[str, Any]:
        ever, lately = self.yes.get(row["pk"], (0, 0))
        due, kept = self.answers.get(row["organisation_id"], (0, 0))
        return {
            "series": row["pk"],
            "popular": min(1.0, log1p(ever) / log1p(MANY)),
            "filling": min(1.0, log1p(lately) / log1p(MANY_LATELY)),
            "replies": (kept + SUPPOSED * SUPPOSED_KEPT) / (due + SUPPOSED),
            "price": self.prices.get(row["pk"], 0.0),
        }


@dataclass
class _Dates:
    """Summary of the dates to come of one opportunity. `slots` are those of dates with room, or of all when none has any."""

    with_room: int = 0
    all_slots: int = 0
    left: int = 0
    unlimited: bool = False
    first: float = float("nan")
    last: float = 0.0


def _dates(*, at: datetime) -> dict[int, _Dates]:
    found: dict[int, _Dates] = {}
    rows = Session.objects.upcoming(at=at).filter(opportunity__state="published")
    values = rows.values_list(
        "opportunity_id", _bits("slots"), "places", "taken", "next_at", "rule", "repeat_id", "until"
    )
    for pk, bits, places, taken, next_at, rule, repeat, until in values:
        dates = found.setdefault(pk, _Dates())
        left = None if places is None else places - taken
        dates.all_slots |= bits
        if left is None or left > 0:
            dates.with_room |= bits
        dates.unlimited |= left is None
        dates.left += left or 0
        days = (next_at - at).total_seconds() / DAY if next_at else float("nan")
        if not np.isnan(days) and not dates.first <= days:
            dates.first = days
        goes_on = next_at is None or bool(repeat) or (bool(rule) and until is None)
        last = (until - at.date()).days if rule and until else days
        dates.last = FOREVER if goes_on else max(dates.last, last)
    return found


def _access(row: dict[str, Any], *, from_home: bool) -> dict[str, int]:
    """Return what is there and what is not; one's own home has all that a place needs."""
    home = AT_HOME if from_home else 0
    return {"access": row["access"] | home, "access_no": row["access_no"] & ~home}


def _row(row: dict[str, Any], dates: _Dates, *, at: datetime) -> dict[str, Any]:
    from_home = row["venue__lat"] is None
    return {
        **{name: row[name] for name in SETS},
        "takes": row["takes"] | (ANIMALS_THERE if row["causes"] & OF_ANIMALS else 0),
        **_access(row, from_home=row["remote"] and from_home),
        "ids": row["pk"],
        "organisations": row["organisation_id"],
        "lat": float("nan") if from_home else row["venue__lat"],
        "lon": float("nan") if from_home else row["venue__lon"],
        "remote": row["remote"],
        "slots": dates.with_room or dates.all_slots,
        "days_to_start": dates.first,
        "days_to_last": dates.last,
        "places_left": -1 if dates.unlimited else dates.left,
        "min_age": row["min_age"] or 0,
        "max_age": row["max_age"] or NO_MAX_AGE,
        "checks": CHECKS[row["checks"]],
        "checks_weeks": -1 if row["checks_weeks"] is None else row["checks_weeks"],
        "commitment": COMMITMENTS.get(row["commitment"], -1),
        "tiny": row["kind"] == Kind.MICRO_TASK or row["commitment"] == Commitment.UNDER_HALF_HOUR,
        "join_in": row["kind"] == Kind.JOIN_IN,
        "age_days": max(0.0, (at - row["published_at"]).total_seconds() / DAY) if row["published_at"] else 0.0,
        "open": True,
    }
