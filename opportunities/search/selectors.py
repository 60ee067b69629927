"""Searching open opportunities, for the list and the front page."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from hub.places import area
from hub.places.distance import KM_PER_MILE
from hub.places.locate import Located
from hub.words import searching
from opportunities.models import Opportunity
from opportunities.models.opportunity import OpportunityQuerySet

if TYPE_CHECKING:
    from opportunities.search.forms import Find

NEXT_UP: Final = 3


SOON: Final = 60
"""How many of the next dates are read to find the next opportunities: one may have many dates."""


def in_area(*, at: datetime) -> OpportunityQuerySet:
    """Return what is open in the hub's area: the same rows for the lit week and for the list it links to."""
    return Opportunity.objects.open(at=at).in_area(area.hub().listed)


@dataclass(frozen=True)
class Found:
    """The result of a search."""

    rows: OpportunityQuerySet
    near: Located | None
    by_distance: bool
    words: tuple[tuple[str, ...], ...] = ()
    """For each word that was typed, the stems that speak for it."""


def search(find: "Find", *, at: datetime) -> Found:
    """Search by the form's valid fields, in the chosen order."""
    found = fitting(find, at=at)
    by_distance = found.near is not None and find.asked.get("sort") != "soonest"
    rows = found.rows.nearest_first() if by_distance else found.rows.soonest_first(at=at, slots=find.slots)
    return replace(found, rows=rows, by_distance=by_distance)


def fitting(find: "Find", *, at: datetime) -> Found:
    """Return what matches, unordered. Words find here what they find on the search page."""
    asked = find.asked
    near: Located | None = asked.get("near")
    rows = Opportunity.objects.open(at=at) if near else in_area(at=at)
    if near:
        rows = rows.with_distance(near.lat, near.lon)
        if find.miles is not None:
            rows = rows.within(find.miles * KM_PER_MILE)
    words: tuple[tuple[str, ...], ...] = ()
    if asked.get("words"):
        found = searching.find(asked["words"], at=at)
        rows, words = rows.filter(pk__in=found.of("opportunity")), found.query.spoken_for
    if find.slots:
        rows = rows.on_in(find.slots, at=at)
    return Found(_with_facts(find, rows), near, by_distance=False, words=words)


def _with_facts(find: "Find", rows: OpportunityQuerySet) -> OpportunityQuerySet:
    asked = find.asked
    if find.facts:
        rows = rows.filter(access__has_all=find.facts)
    rows = rows.filter(*find.extra)
    if asked.get("cause"):
        rows = rows.filter(causes__has_any=asked["cause"])
    if asked.get("kind"):
        rows = rows.filter(kind__in=asked["kind"])
    return rows
