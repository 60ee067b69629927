"""Retention for people who signed up. The periods are in `hub.retention`."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from hub.people import retention
from hub.people.models import Person
from opportunities.models import SignUp, Status

EVER: Final = datetime(2000, 1, 1, tzinfo=UTC)


def _without_account(*, at: datetime) -> QuerySet[Person]:
    """Return people without an account and with nothing to come. Past or closed sign-ups count as over, recorded or not."""
    coming = SignUp.objects.to_come(at=at).filter(person=OuterRef("pk"))
    return Person.objects.filter(~Exists(coming), user=None, erased_at=None)


def needed(at: datetime) -> Q:
    """Return who has a sign-up still to come at a time."""
    return Q(Exists(SignUp.objects.to_come(at=at).filter(person=OuterRef("pk"))))


def forget(people: list[UUID]) -> None:
    """Blank the words in the sign-ups of people who are being erased; the rows stay for counting.

    The row's own id replaces the route's hash, which must be unique among sign-ups without an answer.
    """
    _blank(SignUp.objects.filter(person__in=people))


def _blank(sign_ups: QuerySet[SignUp]) -> int:
    nobody = Cast("pk", CharField(max_length=64))
    return sign_ups.update(words="", reply_words="", folded_name="", route_lookup=nobody)


def _end(people: QuerySet[Person], *, at: datetime) -> int:
    return retention.erase(people.values_list("pk", flat=True)[:1000], at=at)


def end_declined(*, before: datetime, at: datetime) -> int:
    """Erase whoever was only ever declined, before a time, and blank what was written with the rest; return how many."""
    erased = erase_declined(before=before, at=at)
    return erased + _blank(
        SignUp.objects.filter(status=Status.DECLINED, answered_at__lt=before).exclude(folded_name="")
    )


def erase_declined(*, before: datetime, at: datetime) -> int:
    """Erase people all of whose sign-ups were declined before a time; return how many."""
    other = SignUp.objects.filter(person=OuterRef("pk")).exclude(status=Status.DECLINED, answered_at__lt=before)
    some = SignUp.objects.filter(person=OuterRef("pk"), status=Status.DECLINED)
    known_else = retention.active(Person.objects.all(), since=EVER)
    rows = _without_account(at=at).filter(Exists(some)).exclude(Exists(other))
    return _end(rows.exclude(pk__in=known_else.values("pk")), at=at)


def erase_inactive(*, before: datetime, at: datetime) -> int:
    """Erase people whose last sign-up, with its session, is before a time; return how many.

    The date of one that was called off or declined counts for nothing: a run may go on for ever.
    Something done at times of their own ends when its opportunity is closed.
    """
    closed = Q(status=Status.HELD, session__starts_at=None, session__opportunity__closes_at__gte=before)
    dated = Q(session__next_at__gte=before) & ~Q(status__in=(Status.CANCELLED, Status.DECLINED))
    recent = SignUp.objects.filter(
        Q(asked_at__gte=before) | Q(answered_at__gte=before) | dated | closed, person=OuterRef("pk")
    )
    busy = retention.active(Person.objects.all(), since=before)
    rows = _without_account(at=at).filter(~Exists(recent), created_at__lt=before)
    return _end(rows.exclude(pk__in=busy.values("pk")), at=at)
