"""Whether people are answered in time: for every sign-up and referral, what was promised and what was kept."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from cms.insight.selectors.period import Period
from hub.figures import small_numbers
from hub.taxonomy.slots import LOCAL
from matching.frontline.models import Referral
from opportunities.models import SignUp

AIM: Final = 90
"""Percent of answers that should come in time (our own aim)."""
MONTHS: Final = 6


@dataclass(frozen=True)
class Month:
    """One month: how many answers were due, None for too few to show, and the percentage that came in time."""

    first: date
    due: int | None
    share: int | None


@dataclass(frozen=True)
class Replies:
    """How fast people are answered: by month, in the whole period, and within how many days."""

    months: tuple[Month, ...]
    share: int | None
    within: tuple[tuple[int, int | None], ...]
    """(days, percent of answers that came within them)"""


def kept(period: Period, *, at: datetime) -> Replies:
    """Return how promises to answer were kept: in a period, and in each of the last months."""
    today = at.astimezone(LOCAL).date()
    first = _month_before(today, MONTHS - 1)
    due, in_time = _by_month(first, at=at)
    whole = [
        rows.filter(**{f"{began}__gte": period.begins, f"{began}__lt": period.ends}) for began, rows, _ok in _due(at=at)
    ]
    checked = [
        (rows.count(), rows.filter(ok).count()) for rows, (_began, _rows, ok) in zip(whole, _due(at=at), strict=True)
    ]
    return Replies(
        months=tuple(_month(_month_before(today, ago), due, in_time) for ago in range(MONTHS - 1, -1, -1)),
        share=small_numbers.share(sum(ok for _all, ok in checked), sum(every for every, _ok in checked)),
        within=_within(whole),
    )


def _due(*, at: datetime) -> list[tuple[str, QuerySet[Any], Q]]:
    """Return what was due for an answer by now: its start, the rows, and the condition that the answer came in time."""
    sign_ups = SignUp.objects.filter(Q(answer_by__lte=at) | Q(answered_at__isnull=False), answer_by__isnull=False)
    promised = Q(pk__in=[])
    over = Q(answered_at__isnull=False)
    for hours in Referral.objects.order_by().values_list("organisation__reply_hours", flat=True).distinct():
        same = Q(organisation__reply_hours=hours)
        promised |= same & Q(answered_at__lte=F("sent_at") + timedelta(hours=hours))
        over |= same & Q(sent_at__lte=at - timedelta(hours=hours))
    referrals = Referral.objects.filter(over, sent_at__isnull=False)
    return [("asked_at", sign_ups, Q(answered_at__lte=F("answer_by"))), ("sent_at", referrals, promised)]


def _by_month(first: date, *, at: datetime) -> tuple[Counter[date], Counter[date]]:
    due, in_time = Counter[date](), Counter[date]()
    since = datetime(first.year, first.month, first.day, tzinfo=LOCAL)
    for began, rows, ok in _due(at=at):
        months = rows.filter(**{f"{began}__gte": since}).annotate(month=TruncMonth(began, tzinfo=LOCAL)).order_by()
        counted = months.values_list("month").annotate(every=Count("pk"), good=Count("pk", filter=ok))
        for month, every, good in counted:
            due[month.date()] += every
            in_time[month.date()] += good
    return due, in_time


def _month(first: date, due: Counter[date], in_time: Counter[date]) -> Month:
    return Month(
        first,
        small_numbers.shown(due[first]),
        small_numbers.share(in_time[first], due[first]),
    )


def _month_before(day: date, ago: int) -> date:
    months = day.year * 12 + day.month - 1 - ago
    return date(months // 12, months % 12 + 1, 1)


def _within(whole: list[QuerySet[Any]]) -> tuple[tuple[int, int | None], ...]:
    total = sum(rows.count() for rows in whole)
    found = []
    for days in (1, 2, 3):
        good = 0
        for rows, began in zip(whole, ("asked_at", "sent_at"), strict=True):
            good += rows.filter(answered_at__lte=F(began) + timedelta(days=days)).count()
        found.append((days, small_numbers.share(good, total)))
    return tuple(found)
