"""What the rest of the town would like, and what it looked for in vain: evenings most, and most of all where least is on."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, Final

from cms.demo.crowd import names
from cms.demo.crowd.rows import Rows
from cms.searching import missed
from hub.access.actors import NOBODY
from hub.people.models import Person
from hub.places import area
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Slot, Travel
from matching.preferences.models import Preference
from opportunities.models import UnmetWish
from opportunities.models.unmet import Source

WEEKS: Final = 12
"""How far back the town's doings go."""

Mix = tuple[int, int, int, int, int]
Wish = tuple[date, str, frozenset[Slot], frozenset[Cause], str]
TIMES: Final = ("evenings", "weekend", "mornings", "afternoons", "any")
ELSEWHERE: Final[Mix] = (40, 26, 12, 10, 12)
"""How often somebody looks for each of `TIMES`."""
WANTING: Final[dict[str, tuple[int, Mix, Cause | None]]] = {
    "Roehampton": (14, (70, 10, 5, 5, 10), None),
    "Furzedown": (9, (10, 60, 5, 10, 15), Cause.CHILDREN),
    "West Putney": (6, (10, 10, 50, 20, 10), None),
    "Tooting Broadway": (5, (20, 20, 10, 10, 40), Cause.WELCOME),
    "Nine Elms": (2, (35, 35, 5, 5, 20), Cause.HOMES),
    "Balham": (2, (20, 55, 5, 10, 10), Cause.SPORT),
}
"""Parts of the demo's place: how much is missed there (2 elsewhere), when, and for what."""


def would_like(rows: Rows, person: Person, *, chance: random.Random, at: datetime) -> None:
    """Gather what somebody would like."""
    sector = chance.choice(area.sectors())
    rows.add(
        Preference(
            person=person,
            words=chance.choice(names.LIKES) if chance.random() < 0.7 else "",
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
    """Gather so many wishes that found nothing."""
    wards = area.wards()
    weights = [WANTING[name][0] if name in WANTING else 2 for _code, name in wards]
    found: Counter[Wish] = Counter()
    for _wish in range(count):
        day = (at - timedelta(days=chance.randrange(1, WEEKS * 7))).date()
        ward, name = chance.choices(wards, weights)[0] if chance.random() < 0.8 else ("", "")
        _much, mix, cause = WANTING.get(name, (2, ELSEWHERE, None))
        causes = frozenset({cause}) if cause and chance.random() < 0.7 else some(chance, Cause, 1)
        source = chance.choices([Source.LIST, Source.CAPTURE, Source.OWN_PAGE], [60, 25, 15])[0]
        found[day, ward, _times(chance, mix), causes, source] += 1
    for (day, ward, slots, causes, where), often in found.items():
        rows.add(UnmetWish(day=day, ward=ward, slots=slots, causes=causes, source=where, count=often))


def _times(chance: random.Random, mix: Mix) -> frozenset[Slot]:
    when = chance.choices(TIMES, mix)[0]
    if when == "any":
        return frozenset()
    if when == "weekend":
        return frozenset(Slot(slot) for slot in chance.sample(range(15, 21), chance.randint(1, 2)))
    part = ("mornings", "afternoons", "evenings").index(when)
    return frozenset(Slot(day * 3 + part) for day in chance.sample(range(5), chance.randint(1, 3)))


def searches(*, at: datetime) -> None:
    """Have words been searched for in vain, each on some days."""
    for number, (words, days) in enumerate(names.SEARCHED):
        for ago in range(days):
            missed.note(words, at=at - timedelta(days=3 + number + 5 * ago))
