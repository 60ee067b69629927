"""Retention for the front line. The periods are in `hub.retention`."""

from datetime import datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from hub.taxonomy.slots import LOCAL
from matching.frontline.asks.services import limits
from matching.frontline.models import (
    FELL_THROUGH,
    TO_ANSWER,
    Ask,
    AskLimit,
    Capture,
    Contact,
    Owed,
    Referral,
    Refusal,
    Status,
)


def active(since: datetime) -> Q:
    """Return who talked with a worker, answered an ask or was referred since a time."""
    return Q(contacts__at__gte=since) | Q(asks__answered_at__gte=since) | Q(referrals__made_at__gte=since)


def needed(at: datetime) -> Q:
    """Return who was referred and waits for the answer; after a yes, the Reach decides how long they are kept."""
    waiting = Referral.objects.filter(person=OuterRef("pk"), status__in=(Status.DRAFT, *TO_ANSWER))
    return Q(Exists(waiting))


def drop_declined(*, before: datetime, at: datetime) -> int:
    """Blank the words of referrals that failed before a time; return how many had some."""
    over = Referral.objects.filter(status__in=FELL_THROUGH, ended_at__lt=before)
    return over.exclude(wish="", reply_words="").update(wish="", reply_words="")


def forget(people: list[UUID]) -> None:
    """Blank the words in rows that are counted, and delete the rest."""
    Capture.objects.filter(person__in=people).delete()
    Owed.objects.filter(person__in=people).delete()
    limits.outlive(people, at=timezone.now())
    AskLimit.objects.filter(person__in=people).delete()
    Contact.objects.filter(person__in=people).delete()
    Ask.objects.filter(person__in=people).update(words="")
    Referral.objects.filter(person__in=people).update(wish="", reply_words="")


def drop_captures(*, before: datetime, at: datetime) -> int:
    """Delete captures of past days that were never agreed to; return how many."""
    midnight = datetime.combine(at.astimezone(LOCAL).date(), time.min, LOCAL)
    old = Capture.objects.filter(changed_at__lt=midnight)
    count = old.count()
    old.delete()
    return count


def drop_refusals(*, before: datetime, at: datetime) -> int:
    """Delete refusals whose day has passed; return how many."""
    return Refusal.objects.filter(until__lt=before).delete()[0]
