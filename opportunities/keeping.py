"""Ending what is kept of people who said yes. The table of how long is in `hub.retention`."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from hub.people import keeping
from hub.people.models import Person
from opportunities.models import LIVE, SignUp, Status


def _without_account() -> QuerySet[Person]:
    """Return people without an account who have nothing to come."""
    live = SignUp.objects.filter(person=OuterRef("pk"), status__in=LIVE)
    return Person.objects.filter(~Exists(live), user=None, erased_at=None)


def _end(people: QuerySet[Person], *, at: datetime) -> int:
    ids = list(people.values_list("pk", flat=True)[:1000])
    SignUp.objects.filter(person__in=ids).update(words="", reply_words="", folded_name="", route_lookup="")
    return keeping.erase(ids, at=at)


def erase_declined(*, before: datetime, at: datetime) -> int:
    """Erase people whose every yes was declined before a time; return how many."""
    other = SignUp.objects.filter(person=OuterRef("pk")).exclude(status=Status.DECLINED, answered_at__lt=before)
    some = SignUp.objects.filter(person=OuterRef("pk"), status=Status.DECLINED)
    return _end(_without_account().filter(Exists(some)).exclude(Exists(other)), at=at)


def erase_inactive(*, before: datetime, at: datetime) -> int:
    """Erase people whose last yes lies before a time, session and all; return how many."""
    recent = SignUp.objects.filter(
        Q(asked_at__gte=before) | Q(answered_at__gte=before) | Q(session__next_at__gte=before), person=OuterRef("pk")
    )
    return _end(_without_account().filter(~Exists(recent), created_at__lt=before), at=at)
