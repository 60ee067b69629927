"""A record of real choices, replayed: at the moment of each choice, what there was, and what was known by then.

The folder has `people.csv` (person, topics), `events.csv` (event, group, title, topics, starts_at, utc_offset_s, lat, lon) and
`choices.csv` (person, event, chosen_at), in time order. Candidates of a choice are the events that start within 45 days of it and that
the person has not chosen before. Topics are read as the engine's words, groups as organisations.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from math import log, log1p, nan
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from matching.engine import MatchIndex, Wants
from matching.engine.columns import GIVEN, TERMS
from matching.engine.distance import distance_km
from matching.engine.features import features
from matching.engine.learning import Lists
from matching.engine.masks import SLOTS

Floats = npt.NDArray[np.float64]

AHEAD_DAYS: Final = 45.0
LATELY_DAYS: Final = 3.0
LONG_DAYS: Final = 60.0
"""What nobody has said yes to counts as put on show so long ago."""
MANY, MANY_LATELY = 30, 10
SCALE_KM: Final = 10.0
"""One region of the United States, where people drive."""
DAY: Final = 86_400.0
NEEDED: Final = {
    "people.csv": ("person", "topics"),
    "events.csv": ("event", "group", "title", "topics", "starts_at", "utc_offset_s", "lat", "lon"),
    "choices.csv": ("person", "event", "chosen_at"),
}
WHEN: Final = re.compile(
    r"\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*|\b(mon|tue|wed|thu|fri|sat|sun)\w*day|[^a-z ]+"
)
"""What tells one date of a series from another in a title."""


class BadRecord(Exception):
    """A file of the record is missing, or is not as it should be."""


@dataclass(frozen=True)
class Event:
    """One event; `starts` is days since 1970 (UTC), `slot` its window of the week there."""

    number: int
    group: int
    topics: frozenset[str]
    series: int
    starts: float
    slot: int
    lat: float
    lon: float


@dataclass(frozen=True)
class Choice:
    """One choice with its candidates, and what was known at its moment; arrays have one value a candidate.

    `plain` and `own` are the engine's features without and with the person's own history.
    """

    person: int
    at: float
    written: str
    events: npt.NDArray[np.int64]
    chosen: int
    cold: bool
    plain: Floats
    own: Floats
    idf: Floats
    km: Floats
    days: Floats
    yes: Floats


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / name
    if not path.exists():
        raise BadRecord(f"There is no {name} in {folder}.")
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        if missing := set(NEEDED[name]) - set(reader.fieldnames or ()):
            raise BadRecord(f"{name} has no column {', '.join(sorted(missing))}.")
        return list(reader)


def _days(written: str) -> float:
    return datetime.fromisoformat(written).timestamp() / DAY


def _topics(written: str) -> frozenset[str]:
    return frozenset(topic for topic in written.split("; ") if topic)


def _event(row: dict[str, str]) -> Event:
    starts = _days(row["starts_at"])
    there = starts + float(row["utc_offset_s"] or 0) / DAY
    hour = there % 1 * 24
    part = 0 if hour < 12 else 1 if hour < 17 else 2
    name = " ".join(WHEN.sub(" ", row["title"].lower()).split())
    return Event(
        number=int(row["event"]),
        group=int(row["group"]),
        topics=_topics(row["topics"]),
        series=(crc32(f"{row['group']} {name}".encode()) & 0x7FFFFFFF) + 1,
        starts=starts,
        slot=(int(there // 1) + 3) % 7 * 3 + part,  # 1 January 1970 was a Thursday
        lat=float(row["lat"]) if row["lat"] and row["lon"] else nan,
        lon=float(row["lon"]) if row["lat"] and row["lon"] else nan,
    )


def term(topic: str) -> int:
    """Return the number of a topic, as of a word."""
    return crc32(topic.encode()) & (TERMS - 1)


class Record:
    """The whole record, and the index of its events."""

    def __init__(self, folder: Path) -> None:
        try:
            self.events = [_event(row) for row in _rows(folder, "events.csv")]
            self.topics = {int(row["person"]): _topics(row["topics"]) for row in _rows(folder, "people.csv")}
            number = {event.number: place for place, event in enumerate(self.events)}
            rows = _rows(folder, "choices.csv")
            self.choices = [
                (int(row["person"]), number[int(row["event"])], _days(row["chosen_at"]), row["chosen_at"])
                for row in rows
            ]
        except (ValueError, KeyError) as wrong:
            raise BadRecord(f"A row of the record cannot be read: {wrong}.") from wrong
        self.index = MatchIndex.build(self._columns())
        self.row = np.array([self.index.row_of(place + 1) for place in range(len(self.events))], dtype=np.int64)

    def __len__(self) -> int:
        return len(self.choices)

    def _columns(self) -> dict[str, Any]:
        n, events = len(self.events), self.events
        terms = [sorted({term(topic) for topic in event.topics}) for event in events]
        return {
            **{name: np.zeros(n, dtype=dtype) for name, dtype in GIVEN.items()},  # what the record does not say
            "ids": np.arange(1, n + 1),
            "organisations": [event.group for event in events],
            "series": [event.series for event in events],
            "lat": [event.lat for event in events],
            "lon": [event.lon for event in events],
            "slots": [1 << event.slot for event in events],
            "days_to_last": np.full(n, np.inf),
            "places_left": np.full(n, -1),
            "commitment": np.full(n, -1),
            "open": np.ones(n, dtype=np.bool_),
            "term_starts": np.concatenate([[0], np.cumsum([len(found) for found in terms])]),
            "term_ids": np.array([number for found in terms for number in found], dtype=np.int32),
            "vectors": np.zeros((n, 0), dtype=np.int8),
        }


def replay(record: Record) -> Iterator[Choice | None]:
    """Return each choice at its moment, in time order; None for one whose event was no candidate."""
    past = _Past(record)
    for person, event, at, written in record.choices:
        yield past.choice(person, event, at, written)
        past.add(person, event, at)


class _Past:
    """What happened so far."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.starts = np.array([event.starts for event in record.events])
        self.order = np.argsort(self.starts, kind="stable")
        self.places = np.array([(event.lat, event.lon) for event in record.events])
        self.yes: dict[int, list[float]] = defaultdict(list)
        self.own: dict[int, list[int]] = defaultdict(list)
        self.all: list[int] = []
        having = Counter(topic for event in record.events for topic in event.topics)
        self.idf = {topic: log(1 + len(record.events) / count) for topic, count in having.items()}

    def add(self, person: int, event: int, at: float) -> None:
        self.yes[event].append(at)
        self.own[person].append(event)
        self.all.append(event)

    def choice(self, person: int, event: int, at: float, written: str) -> Choice | None:
        low, high = np.searchsorted(self.starts[self.order], [at, at + AHEAD_DAYS], side="right")
        coming = self.order[low:high]
        before = self.own[person]
        there = coming[~np.isin(coming, before)]
        if event not in there:
            return None
        index, rows = self._index(coming, at), self.record.row[there]
        wants = self._wants(person)
        own = self._with_history(wants, before)
        topics = self.record.topics.get(person, frozenset())
        shared = [sorted(topics & self.record.events[one].topics) for one in there]
        home = np.array([wants.lat, wants.lon])
        return Choice(
            person=person,
            at=at,
            written=written,
            events=np.array([self.record.events[one].number for one in there]),
            chosen=int(np.flatnonzero(there == event)[0]),
            cold=not before,
            plain=features(index, wants, rows),
            own=features(index, own, rows),
            idf=np.array([sum(self.idf[topic] for topic in found) for found in shared]),
            km=distance_km(home, self.places[there]),
            days=self.starts[there] - at,
            yes=np.array([float(len(self.yes[one])) for one in there]),
        )

    def _index(self, coming: npt.NDArray[np.int64], at: float) -> MatchIndex:
        """Return the index as it was at a moment: what nobody can know yet is not in it."""
        index, record = self.record.index, self.record
        rows = record.row[coming]
        columns = {
            name: np.array(getattr(index, name)) for name in ("days_to_start", "age_days", "popular", "filling", "next")
        }
        columns["days_to_start"][rows] = self.starts[coming] - at
        past = [self.yes[one] for one in coming]
        columns["age_days"][rows] = [at - said[0] if said else LONG_DAYS for said in past]
        columns["popular"][rows] = [min(1.0, log1p(len(said)) / log1p(MANY)) for said in past]
        lately = [sum(1 for one in said if one > at - LATELY_DAYS) for said in past]
        columns["filling"][rows] = [min(1.0, log1p(count) / log1p(MANY_LATELY)) for count in lately]
        groups = [record.events[one].group for one in coming]
        columns["next"][rows] = [group not in groups[:place] for place, group in enumerate(groups)]
        return replace(index, **columns, prepared={})

    def _wants(self, person: int) -> Wants:
        lat, lon = self._home(person)
        known = self.record.topics.get(person, frozenset())
        return Wants(lat=lat, lon=lon, scale_km=SCALE_KM, terms=tuple(sorted({term(topic) for topic in known})))

    def _home(self, person: int) -> tuple[float, float]:
        """Return where somebody starts from: the middle of their earlier choices, else of everybody's."""
        for chosen in (self.own[person], self.all):
            places = self.places[chosen]
            places = places[~np.isnan(places[:, 0])]
            if len(places):
                lat, lon = np.median(places, axis=0)
                return float(lat), float(lon)
        return nan, nan

    def _with_history(self, wants: Wants, before: list[int]) -> Wants:
        if not before:
            return wants
        chosen = [self.record.events[one] for one in before]
        groups = Counter(event.group for event in chosen).most_common(8)
        slots = Counter(event.slot for event in chosen)
        return replace(
            wants,
            own_organisations=tuple(group for group, _count in groups),
            own_shares=tuple(count / len(chosen) for _group, count in groups),
            own_series=tuple(sorted({event.series for event in chosen})),
            usual=tuple(slots[slot] / len(chosen) for slot in range(SLOTS.bit_length())),
        )


def lists(choices: list[Choice], *, history: bool) -> Lists:
    """Return choices as lists to learn from, each as much worth as the next."""
    parts = [choice.own if history else choice.plain for choice in choices]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])])
    chosen = starts[:-1] + np.array([choice.chosen for choice in choices])
    return Lists(np.concatenate(parts), starts, chosen, np.ones(len(choices)))
