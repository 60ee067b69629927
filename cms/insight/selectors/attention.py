"""How attention is spread: how often opportunities were shown, by the size and age of their organisation, and by ward.

The figures are about opportunities and organisations only; they do not use who saw what.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hub.figures import small_numbers
from matching.suggestions.models import NightlyRun, Shown
from opportunities.models import Opportunity

LATELY: Final = timedelta(days=28)
MONTHS: Final = timedelta(days=91)
YEAR: Final = timedelta(days=365)
SIZES: Final[dict[str, tuple[Promise, Callable[[int], bool]]]] = {
    "one": (_("Groups with one thing on"), lambda count: count == 1),
    "few": (_("Groups with 2 to 4"), lambda count: 2 <= count <= 4),
    "many": (_("Groups with 5 or more"), lambda count: count >= 5),
}
"""Sizes of organisations, by the number of opportunities on show."""
AGES: Final[dict[str, tuple[Promise, Callable[[timedelta], bool]]]] = {
    "new": (_("Joined in the last 3 months"), lambda age: age < MONTHS),
    "young": (_("Joined 3 to 12 months ago"), lambda age: MONTHS <= age < YEAR),
    "old": (_("Joined more than a year ago"), lambda age: age >= YEAR),
}
MOST_WARDS: Final = 12


@dataclass(frozen=True)
class Thing:
    """One published opportunity: its organisation and since when that exists, its ward, how often it was shown and chosen."""

    organisation: int
    age: timedelta
    ward: str
    shown: int
    chosen: int


@dataclass(frozen=True)
class Row:
    """A group of opportunities: how many, how often each was shown, sign-ups per 100 times; None for too few to show."""

    label: Promise | str
    things: int
    each: float | None
    yes: float | None


@dataclass(frozen=True)
class Attention:
    """How attention is spread over what is on show. Shares in percent, None where nothing was shown."""

    things: int
    never: int
    shown: int
    half: int | None
    sizes: tuple[Row, ...]
    ages: tuple[Row, ...]
    wards: tuple[Row, ...]
    night: datetime | None
    people: int | None
    without: int | None

    @property
    def is_telling(self) -> bool:
        """Whether enough was shown to say how it is spread: as often as there are things, so that each could have been."""
        return self.shown >= max(self.things, small_numbers.ENOUGH)


def found(*, at: datetime) -> Attention:
    """Compute it from what is on show now, and what was shown to people in the last four weeks."""
    things = _things(at=at)
    owned: dict[int, int] = {}
    for thing in things:
        owned[thing.organisation] = owned.get(thing.organisation, 0) + 1
    wards = sorted({thing.ward for thing in things if thing.ward})
    by_ward = [_row(name, (thing for thing in things if thing.ward == name)) for name in wards]
    last = NightlyRun.objects.order_by("-begun_at").first()
    return Attention(
        things=len(things),
        never=sum(1 for thing in things if not thing.shown),
        shown=sum(thing.shown for thing in things),
        half=_half([thing.shown for thing in things]),
        sizes=tuple(
            _row(label, (t for t in things if holds(owned[t.organisation]))) for label, holds in SIZES.values()
        ),
        ages=tuple(_row(label, (t for t in things if holds(t.age))) for label, holds in AGES.values()),
        wards=tuple(sorted(by_ward, key=lambda row: (-row.things, str(row.label)))[:MOST_WARDS]),
        night=last.begun_at if last else None,
        people=small_numbers.shown(last.people) if last else None,
        without=small_numbers.shown(last.without) if last else None,
    )


def _things(*, at: datetime) -> list[Thing]:
    shown = Shown.objects.filter(shown_list__at__gt=at - LATELY, shown_list__at__lte=at).order_by()
    times: dict[int, tuple[int, int]] = {
        pk: (count, chosen)
        for pk, count, chosen in shown.values_list("opportunity").annotate(
            count=Count("pk"), chosen=Count("pk", filter=Q(chosen_at__isnull=False))
        )
    }
    fields = ("pk", "organisation", "organisation__created_at", "venue__ward_name")
    rows: Iterable[tuple[Any, ...]] = Opportunity.objects.open(at=at).order_by("pk").values_list(*fields)
    return [
        Thing(organisation, at - since, ward or "", *times.get(pk, (0, 0))) for pk, organisation, since, ward in rows
    ]


def _row(label: Promise | str, some: Iterable[Thing]) -> Row:
    things = list(some)
    shown, chosen = sum(thing.shown for thing in things), sum(thing.chosen for thing in things)
    is_enough = shown >= small_numbers.FEW
    return Row(
        label,
        len(things),
        shown / len(things) if things and (is_enough or not shown) else None,
        100 * chosen / shown if is_enough and chosen >= small_numbers.FEW else None,
    )


def _half(shown: list[int]) -> int | None:
    """Return the percentage of opportunities, most shown first, that has half of all the times anything was shown."""
    whole = sum(shown)
    if not whole:
        return None
    so_far = 0
    for place, count in enumerate(sorted(shown, reverse=True), start=1):
        so_far += count
        if 2 * so_far >= whole:
            return max(1, round(100 * place / len(shown)))
    return None
