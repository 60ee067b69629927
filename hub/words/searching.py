"""The one search of the hub: what every app lets be found, cached in this process and rebuilt after a change."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from hub.core import registry
from hub.words import search_index
from hub.words.search_index import Asked, Index, Thing

OLDEST: Final = 300.0
"""Seconds after which the index is rebuilt even if nothing seems to have changed: a changed name has no date."""

_kept: dict[str, Any] = {}


@dataclass(frozen=True)
class Found:
    """What was found: the query as it was understood, and the things, best first."""

    query: Asked
    things: list[Thing]

    def of(self, kind: str) -> list[int]:
        """Return the keys of the things of one kind, best first."""
        return [thing.pk for thing in self.things if thing.kind == kind]


def find(text: str, *, at: datetime) -> Found:
    """Find what fits a text: the same for the search page, the list, its map and its feed."""
    everything = index(at=at)
    query = search_index.read(text, everything)
    return Found(query, search_index.rank(everything, query))


def index(*, at: datetime) -> Index:
    """Return the index, at most `MATCH_INDEX_SECONDS` old."""
    now = time.monotonic()
    if _kept and now - _kept["looked"] < settings.MATCH_INDEX_SECONDS:
        found: Index = _kept["index"]
        return found
    searched = registry.answers(lambda contract: contract.searched)
    seen = tuple(one.version() for one in searched)
    if not _kept or _kept["version"] != seen or now - _kept["built"] > OLDEST or not settings.MATCH_INDEX_SECONDS:
        texts = (text for one in searched for text in one.texts(at=at))
        _kept.update(index=Index.build(texts), version=seen, built=now)
    _kept["looked"] = now
    kept: Index = _kept["index"]
    return kept


def forget() -> None:
    """Drop the index of this process."""
    _kept.clear()
