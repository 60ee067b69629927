"""What people wished for and did not find: by time of the week, by ward, and by search text."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.insight.selectors.period import Period
from cms.models import SearchedInVain
from hub.figures import small_numbers
from hub.places import area
from hub.places.models import WardFact
from hub.taxonomy.codes import Cause, Slot
from opportunities.models import UnmetWish

MOST_WARDS: Final = 8
MOST_WORDS: Final = 12

PARTS: Final[dict[str, tuple[Promise, frozenset[int]]]] = {
    "weekday_mornings": (_("Weekday mornings"), frozenset(day * 3 for day in range(5))),
    "weekday_afternoons": (_("Weekday afternoons"), frozenset(day * 3 + 1 for day in range(5))),
    "weekday_evenings": (_("Weekday evenings"), frozenset(day * 3 + 2 for day in range(5))),
    "saturdays": (_("Saturdays"), frozenset((15, 16, 17))),
    "sundays": (_("Sundays"), frozenset((18, 19, 20))),
}
"""Parts of the week that people speak of, each with its windows."""


@dataclass(frozen=True)
class Ward:
    """A ward: how many wishes were not met, None for too few to show, and what was missed most."""

    name: str
    count: int | None
    missed: str
    people: int | None = None
    """The population, where the operator's table has it."""


@dataclass(frozen=True)
class Missing:
    """What was not found: wishes by window of the week, by ward, and search texts. Small numbers are None."""

    windows: dict[int, int | None]
    wards: tuple[Ward, ...]
    gap: str
    worst_ward: str
    """Where the gap is widest; "" when it is that of one ward alone."""
    searched: tuple[tuple[str, int], ...]


Rows = list[tuple[str, frozenset[Slot], frozenset[Cause], int]]


def found(period: Period, *, ward: str = "") -> Missing:
    """Return what was missing in a period, everywhere or in one ward."""
    rows = _rows(period)
    names = dict(area.wards())
    windows = _windows(rows, ward)
    by_ward = Counter[str]()
    for code, _slots, _causes, count in rows:
        by_ward[code if code in names else ""] += count
    shown = {code: small_numbers.shown(by_ward[code]) for code in names if by_ward[code] >= small_numbers.FEW}
    order = sorted(shown, key=lambda code: (-(shown[code] or 0), names[code]))
    facts = {fact.code: fact for fact in WardFact.objects.all()}
    names |= {code: fact.name for code, fact in facts.items() if code in names}
    wards = tuple(
        Ward(names[code], shown[code], _missed(rows, code), facts[code].population if code in facts else None)
        for code in order[:MOST_WARDS]
    )
    gap = _gap(windows)
    worst = "" if ward else _worst(rows, gap, shown, names)
    return Missing(windows, wards, gap, worst, _searched(period))


def _rows(period: Period) -> Rows:
    """Return wishes of a period by ward, windows and causes, each with its count."""
    wishes = UnmetWish.objects.filter(day__gte=period.first, day__lte=period.last).order_by()
    return list(wishes.values_list("ward", "slots", "causes").annotate(wishes=Sum("count")))


def _windows(rows: Rows, ward: str) -> dict[int, int | None]:
    """Return how many wishes named each window, everywhere or in one ward."""
    counts = Counter[int]()
    for code, slots, _causes, count in rows:
        if ward in ("", code):
            counts.update({int(slot): count for slot in slots})
    return {slot: small_numbers.shown(counts[slot]) for slot in range(21)}


def _gap(windows: dict[int, int | None]) -> str:
    """Return the part of the week with most wishes per window; "" when none may be shown."""
    means = {key: sum(windows[slot] or 0 for slot in slots) / len(slots) for key, (_words, slots) in PARTS.items()}
    best = max(means, key=lambda key: means[key])
    return best if means[best] >= small_numbers.FEW else ""


def _worst(rows: Rows, gap: str, shown: dict[str, int | None], names: dict[str, str]) -> str:
    """Return the name of the ward with most wishes in a part of the week, among those whose count is shown."""
    if not gap:
        return ""
    counts = Counter[str]()
    for code, slots, _causes, count in rows:
        if shown.get(code) and PARTS[gap][1] & {int(slot) for slot in slots}:
            counts[code] += count
    code, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return names[code] if count >= small_numbers.FEW else ""


def _missed(rows: Rows, ward: str) -> str:
    """Return what was missed most in a ward, a part of the week or a cause, if the count is large enough to show."""
    counts = Counter[str]()
    for code, slots, causes, count in rows:
        if code != ward:
            continue
        for part, windows in PARTS.values():
            if windows & {int(slot) for slot in slots} and len(slots) < 21:
                counts[str(part)] += count
        for cause in causes:
            counts[str(Cause(cause).label)] += count
    words, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return words if count >= small_numbers.FEW else ""


def _searched(period: Period) -> tuple[tuple[str, int], ...]:
    """Return search texts without results on several days, with the number of days; most first."""
    kept = SearchedInVain.objects.filter(last_day__gte=period.first).exclude(words="")
    return tuple(kept.order_by("-days", "words").values_list("words", "days")[:MOST_WORDS])
