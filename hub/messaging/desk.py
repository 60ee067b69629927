"""The desk: staff who make the hub's calls and post its letters, so that every notice reaches somebody."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hub.access.actors import Actor
from hub.audit import record
from hub.messaging.models import Call, CallOutcome, Letter

AGAIN_AFTER: Final = timedelta(hours=3)
MOST_TRIES: Final = 3
OUTCOMES: Final = tuple(CallOutcome)


class NoSuchOutcome(Exception):
    """The outcome is not in the list."""


def looked(calls: Iterable[Call], letters: Iterable[Letter], *, by: Actor, at: datetime) -> None:
    """Log that the desk saw these people's numbers and addresses."""
    people = {call.message.person_id for call in calls} | {letter.message.person_id for letter in letters}
    record.looked(sorted(people), by=by, at=at, why="desk")


@transaction.atomic
def close_call(call: Call, outcome: str, *, by: Actor, at: datetime) -> None:
    """Record the outcome of a call. An unanswered call is due again in three hours, three times; then it stays unanswered."""
    if outcome not in CallOutcome.values:
        raise NoSuchOutcome(_("Say how the call went."))
    again = outcome == CallOutcome.NO_ANSWER and call.tries + 1 < MOST_TRIES
    Call.objects.filter(pk=call.pk, closed_at=None).update(
        tries=F("tries") + 1,
        outcome=outcome,
        closed_at=None if again else at,
        due_at=at + AGAIN_AFTER if again else call.due_at,
    )
    record.record("call.made", by=by, at=at, on=call, about=call.message.person_id, outcome=outcome)


@transaction.atomic
def posted(owner_id: int, letters: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Record that these letters of the desk were printed and posted; return how many. Others stay to be posted."""
    shown = list(Letter.objects.to_post(owner_id).filter(pk__in=list(letters)))
    for letter in shown:
        record.record("letter.posted", by=by, at=at, on=letter, about=letter.message.person_id)
    return Letter.objects.filter(pk__in=[letter.pk for letter in shown]).update(printed_at=at, posted_at=at)


def take_over(owner_id: int) -> int:
    """Assign every open call and letter without a desk to this organisation; return how many."""
    calls = Call.objects.filter(owner=None, closed_at=None).update(owner_id=owner_id)
    return calls + Letter.objects.filter(owner=None, posted_at=None).update(owner_id=owner_id)
