"""The funnel from being asked to coming back: how many people at each stage, each a subset of the stage before."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.insight.selectors.period import Period
from hub.figures import small_numbers
from matching.frontline.asks.services.asks import HUB
from matching.frontline.models import Answer, Ask, Referral
from opportunities.models import Attendance, SignUp, Source

YES: Final = (Answer.YES_REFER, Answer.YES_KEEP)
BY_ASKING: Final = (Source.ASKED, Source.REFERRED)

STAGES: Final[dict[str, Promise]] = {
    "asked": _("Were asked"),
    "yes": _("Said yes"),
    "on": _("Were passed on or signed up"),
    "came": _("Came at least once"),
    "back": _("Came back"),
}


@dataclass(frozen=True)
class Stage:
    """One stage: how many people, in fives, None for too few to show, and their share of the stage before in percent."""

    key: str
    count: int | None
    share: int | None = None

    @property
    def label(self) -> Promise:
        """What the stage is called."""
        return STAGES[self.key]

    @property
    def words(self) -> str:
        """The count as text."""
        return small_numbers.words(self.count)


def funnel(period: Period, *, organisation_id: int | None = None) -> tuple[Stage, ...]:
    """Return the stages of everybody asked in a period, by one service or by all."""
    return _shown(count(period, organisation_id=organisation_id))


def count(period: Period, *, organisation_id: int | None = None) -> dict[str, int]:
    """Return the true counts, for `_shown` only. Those who did not want to be on record count as asked, each time anew."""
    asks = Ask.objects.filter(asked_at__gte=period.begins, asked_at__lt=period.ends)
    if organisation_id is not None:
        asks = asks.filter(organisation=organisation_id).exclude(
            way=HUB
        )  # asks through the hub: nobody may learn the answers to them
    yes = asks.filter(answer__in=YES, person__isnull=False)
    led_on = yes.filter(_passed_on() | _signed_up())
    visits = Count(
        "person__sign_ups__attendances",
        filter=Q(person__sign_ups__attendances__came=True, person__sign_ups__asked_at__gte=period.begins),
        distinct=True,
    )
    return {
        "asked": _people(asks) + asks.filter(person=None).count(),
        "yes": _people(yes),
        "on": _people(led_on),
        "came": _people(led_on.filter(_came())),
        "back": _people(led_on.filter(_came()).annotate(visits=visits).filter(visits__gte=2)),
    }


def _people(asks: QuerySet[Ask]) -> int:
    return asks.filter(person__isnull=False).order_by().values("person").distinct().count()


def _passed_on() -> Exists:
    return Exists(Referral.objects.filter(ask=OuterRef("pk"), sent_at__isnull=False))


def _signed_up() -> Exists:
    return Exists(
        SignUp.objects.filter(person=OuterRef("person"), source__in=BY_ASKING, asked_at__gte=OuterRef("asked_at"))
    )


def _came() -> Exists:
    return Exists(
        Attendance.objects.filter(sign_up__person=OuterRef("person"), came=True, noted_at__gte=OuterRef("asked_at"))
    )


def _shown(counts: dict[str, int]) -> tuple[Stage, ...]:
    """Return counts as they may be shown, and shares of those."""
    before = [0, *counts.values()]
    return tuple(
        _stage(key, small_numbers.shown(counts[key]), small_numbers.share(counts[key], of))
        for key, of in zip(STAGES, before, strict=False)
    )


def _stage(key: str, count: int | None, share: int | None) -> Stage:
    """Return one stage; the share of a count that is too few to show is not shown either."""
    return Stage(key, count, None if count is None else share)


def biggest_drop(stages: tuple[Stage, ...]) -> tuple[Stage, Stage] | None:
    """Return the two stages between which most people are lost; None when nobody is, or the numbers are too small."""
    pairs = [(before, after) for before, after in pairwise(stages) if before.count and after.count is not None]
    lossy = [pair for pair in pairs if _lost(pair)]
    return max(lossy, key=_lost, default=None)


def _lost(pair: tuple[Stage, Stage]) -> int:
    return max((pair[0].count or 0) - (pair[1].count or 0), 0)


def one_in(stages: tuple[Stage, ...]) -> int | None:
    """Return n where one in n of those asked has been to something; None when there are too few."""
    found: dict[str, Any] = {stage.key: stage.count for stage in stages}
    return round(found["asked"] / found["came"]) if found["asked"] and found["came"] else None


def came_of_asked(stages: tuple[Stage, ...]) -> int | None:
    """Return the percentage of those asked who have been to something; None when there are too few."""
    found: dict[str, Any] = {stage.key: stage.count for stage in stages}
    return small_numbers.share(found["came"] or 0, found["asked"] or 0) if found["came"] else None
