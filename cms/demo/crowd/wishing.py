"""Preferences of the rest of the town, and searches without results: evenings most, especially where least is on."""

import random
from collections import Counter
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Final

from cms.demo.content import loader
from cms.demo.content.shapes_story import Times
from cms.demo.crowd.rows import Rows
from cms.searching.services import missed
from hub.access.actors import NOBODY
from hub.people.models import Person
from hub.places import area
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Slot, Travel
from matching.preferences.models import Preference
from opportunities.models import UnmetWish
from opportunities.models.unmet import Source

WEEKS: Final = 12
"""How many weeks back the town's history goes."""

Wish = tuple[date, str, frozenset[Slot], frozenset[Cause], str]


def would_like(rows: Rows, person: Person, *, chance: random.Random, at: datetime) -> None:
    """Add somebody's preference."""
    sector = chance.choice(area.sectors())
    rows.add(
        Preference(
            person=person,
            words=chance.choice(loader.crowd().likes) if chance.random() < 0.7 else "",
            causes=some(chance, Cause, 2),
            activities=some(chance, Activity, 3),
            slots=some(chance, Slot, 6) if chance.random() < 0.6 else frozenset(),
            often=chance.choice(["", *Commitment.values]),
            how_far=chance.choice(["", HowFar.MILE, HowFar.HALF_HOUR, HowFar.ANYWHERE]),
            travel=some(chance, Travel, 2),
            ease=some(chance, Ease, 1),
            place_name=sector.sector,
            sector=sector.sector,
            lat=round(sector.lat, 3),
            lon=round(sector.lon, 3),
            made_at=at,
            changed_at=at,
        )
    )
    rows.log("preference.saved", by=NOBODY, at=at, about=person)


def some(chance: random.Random, codes: Any, most: int) -> frozenset[Any]:
    """Return a few codes of a list, or none."""
    return frozenset(chance.sample(list(codes), chance.randint(0, most)))


def in_vain(rows: Rows, count: int, *, chance: random.Random, at: datetime) -> None:
    """Add a number of searches that found nothing."""
    wards = area.wards()
    elsewhere, wanting = loader.crowd().elsewhere, loader.crowd().wanting
    weights = [wanting.get(name, elsewhere).much for _code, name in wards]
    found: Counter[Wish] = Counter()
    for _wish in range(count):
        day = (at - timedelta(days=chance.randrange(1, WEEKS * 7))).date()
        ward, name = chance.choices(wards, weights)[0] if chance.random() < 0.8 else ("", "")
        here = wanting.get(name, elsewhere)
        causes = frozenset({here.cause}) if here.cause and chance.random() < 0.7 else some(chance, Cause, 1)
        source = chance.choices([Source.LIST, Source.CAPTURE, Source.OWN_PAGE], [60, 25, 15])[0]
        found[day, ward, _times(chance, here.times), causes, source] += 1
    for (day, ward, slots, causes, where), often in found.items():
        rows.add(UnmetWish(day=day, ward=ward, slots=slots, causes=causes, source=where, count=often))


def _times(chance: random.Random, times: Times) -> frozenset[Slot]:
    often = asdict(times)
    when = chance.choices(list(often), list(often.values()))[0]
    if when == "any":
        return frozenset()
    if when == "weekend":
        return frozenset(Slot(slot) for slot in chance.sample(range(15, 21), chance.randint(1, 2)))
    part = ("mornings", "afternoons", "evenings").index(when)
    return frozenset(Slot(day * 3 + part) for day in chance.sample(range(5), chance.randint(1, 3)))


def searches(*, at: datetime) -> None:
    """Add search texts without results, each on some days."""
    for number, (words, days) in enumerate(loader.crowd().searched.items()):
        for ago in range(days):
            missed.note(words, at=at - timedelta(days=3 + number + 5 * ago))
