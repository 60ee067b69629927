"""Who waits longer than was promised: the people who answer for the group are told, once for each person."""

from collections import defaultdict
from datetime import datetime

from hub.core import transactions
from hub.messaging import notifications
from opportunities import notices
from opportunities.models import SignUp, Status
from organisations.models import Organisation
from organisations.services import members


def remind(*, at: datetime) -> int:
    """Remind each organisation, in one message, of all who wait past its promise; return how many wait.

    Safe to run twice or late: who was counted once is not counted again.
    """
    late: defaultdict[int, list[SignUp]] = defaultdict(list)
    for sign_up in SignUp.objects.overdue(at=at).select_related("session__opportunity__organisation"):
        late[sign_up.session.opportunity.organisation_id].append(sign_up)
    return sum(_remind(waiting[0].session.opportunity.organisation, waiting, at=at) for waiting in late.values())


@transactions.atomic
def _remind(organisation: Organisation, waiting: list[SignUp], *, at: datetime) -> int:
    first = str(waiting[0].pk)
    still = SignUp.objects.filter(pk__in=[sign_up.pk for sign_up in waiting], status=Status.REQUESTED, reminded_at=None)
    marked = still.update(reminded_at=at)
    if marked:
        for person in members.to_notify(organisation):
            notifications.notify(person, notices.StillWaiting(first), at=at)
    return marked


def clock_work(*, at: datetime) -> str:
    """Remind; return a summary."""
    return f"{remind(at=at)} people waited longer than was promised."
