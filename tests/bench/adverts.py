"""Adverts of a CSV file in the place of what a hub has, for as long as something is measured. Nothing of them is kept."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.test import override_settings

from hub.places import examples, locate
from hub.places.failures import CannotLocate, OutsideArea
from hub.places.models import Venue
from hub.taxonomy.codes import Access, Activity, Cause, Kind, Skill, Slot
from hub.taxonomy.slots import day_of, part_of
from matching.preferences import understanding
from matching.suggestions import columns
from opportunities.models import Opportunity, Session, State
from opportunities.posting import cause_hints
from opportunities.posting.services import posting
from organisations.models import Organisation, Tier

OTHER_NAMES: Final = {
    "text": "summary",
    "description": "summary",
    "org_title": "organisation",
    "group": "organisation",
    "lat": "latitude",
    "lon": "longitude",
}
"""Columns of other files, by the name that they have here."""
CODES: Final = {"causes": Cause, "activities": Activity, "skills": Skill, "access": Access, "slots": Slot}
"""Columns that hold codes or their labels, with semicolons between."""
KINGDOM: Final = {"latitude": (49.0, 61.5), "longitude": (-9.0, 2.5)}
"""Where a venue can be; an advert from elsewhere is put in the middle of the area."""
SAFE: Final = 3
"""The tier of every group here, so that nothing is left out for what is not checked."""
LENGTHS: Final = {"title": Opportunity.LONGEST_TITLE, "summary": 400, "organisation": 100}


class BadAdverts(Exception):
    """Raised for a file that cannot be read, with a line that says why."""


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a file, their columns named as here. Raises BadAdverts without a column `title`, or without rows."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [
                {
                    OTHER_NAMES.get(name := str(key).strip().lower(), name): (value or "").strip()
                    for key, value in row.items()
                }
                for row in csv.DictReader(file)
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadAdverts(f"This file cannot be read: {error}") from error
    if not rows or "title" not in rows[0]:
        raise BadAdverts("This file has no column “title”, or nothing below it.")
    return [row for row in rows if row["title"]]


@contextmanager
def in_place(rows: list[dict[str, str]], *, at: datetime) -> Iterator[None]:
    """Put these adverts on show, and nothing else, until the block ends; then everything is as it was before.

    Columns: title, summary, organisation; postcode, or latitude and longitude (degrees, WGS84), else the middle of the area;
    causes, activities, skills, access and slots (codes or labels, with semicolons between), else causes and activities as a
    form would guess them from the text, and any time.
    """
    try:
        with override_settings(MATCH_INDEX_DIR=None), transaction.atomic():
            Opportunity.objects.filter(state=State.PUBLISHED).update(state=State.PAUSED)
            groups: dict[str, Organisation] = {}
            for number, row in enumerate(rows):
                _advert(number, row, groups, at=at)
            columns._kept.clear()
            yield
            transaction.set_rollback(True)
    finally:
        columns._kept.clear()


def _advert(number: int, row: dict[str, str], groups: dict[str, Organisation], *, at: datetime) -> None:
    said = {name: row.get(name, "")[:most] for name, most in LENGTHS.items()}
    name = said["organisation"] or "A group"
    if name not in groups:
        groups[name] = Organisation.objects.create(
            name=name,
            slug=f"measured-{len(groups)}",
            kind="group",
            tier=Tier(SAFE),
            safe_to_work_with=True,
            created_at=at,
        )
    codes = {column: _codes(kind, row.get(column, ""), number) for column, kind in CODES.items()}
    text = f"{said['title']}. {row.get('summary', '')}"
    slots = codes.pop("slots")
    thing = Opportunity(
        organisation=groups[name],
        venue=_venue(row, at=at),
        kind=Kind.REGULAR_ROLE,
        title=said["title"],
        summary=said["summary"],
        what_you_do=row.get("summary", ""),
        state=State.PUBLISHED,
        **(
            codes
            | {"causes": codes["causes"] or cause_hints.causes(text), "activities": codes["activities"] or _does(text)}
        ),
        created_at=at,
        changed_at=at,
        published_at=at,
    )
    thing.words = posting.found_by(thing)
    thing.save()
    for slot in slots or [None]:
        Session.objects.create(opportunity=thing, places=20, **_times(slot, at=at))


def _does(text: str) -> list[Activity]:
    known = {f"activity:{one.value}": one for one in Activity}
    found = [known[one.code] for one in understanding.hear(text) if one.code in known and one.wished and one.sure]
    return list(dict.fromkeys(found))


def _codes(kind: Any, text: str, number: int) -> list[Any]:
    found = []
    for part in filter(None, (one.strip().lower() for one in text.split(";"))):
        code = next((one for one in kind if part in (str(one.value).lower(), str(one.label).lower())), None)
        if code is None:
            raise BadAdverts(f"Advert {number + 1}: “{part}” is no code and no label of {kind.__name__}.")
        found.append(code)
    return found


def _times(slot: Slot | None, *, at: datetime) -> dict[str, Any]:
    """Return the first such window, for two hours; for none, any time that suits."""
    if slot is None:
        return {"slots": list(Slot)}
    first = (at + timedelta(days=(day_of(slot) - at.weekday() - 1) % 7 + 1)).replace(minute=0, second=0, microsecond=0)
    starts = first.replace(hour=(10, 14, 19)[part_of(slot)])
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "next_at": starts, "slots": [slot]}


def _venue(row: dict[str, str], *, at: datetime) -> Venue:
    middle = examples.of().sector
    where = {"lat": middle.lat, "lon": middle.lon, "sector": middle.sector, "ward_name": ""}
    if row.get("latitude") and row.get("longitude"):
        there = {name: float(row[name]) for name in KINGDOM}
        is_here = all(low <= there[name] <= high for name, (low, high) in KINGDOM.items())
        where |= {"lat": there["latitude"], "lon": there["longitude"]} if is_here else {}
    elif row.get("postcode"):
        found = _located(row["postcode"])
        where |= (
            {"lat": found.lat, "lon": found.lon, "sector": found.sector, "ward_name": found.ward_name} if found else {}
        )
    return Venue.objects.create(name="Here", address="", postcode=row.get("postcode", "")[:8], created_at=at, **where)


def _located(text: str) -> locate.Located | None:
    try:
        return locate.find(text)
    except OutsideArea as outside:
        return outside.located
    except CannotLocate:
        return None
