"""Retention for messages. The periods are in `hub.retention`."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q

from hub.accounts.models import User
from hub.desk.models import Task, TaskKind
from hub.messaging import file_mail
from hub.messaging.models import Letter, Message, MessageState
from hub.people.models import Channel, ContactRoute


def blank_messages(*, before: datetime, at: datetime) -> int:
    """Blank the body, heading and address of messages sent before a time; return how many."""
    done = Q(task=None) | Q(task__closed_at__isnull=False)
    ours = Message.objects.filter(done, created_at__lt=before).exclude(words="", heading="", sent_to="")
    old = Message.objects.filter(pk__in=ours.values("pk"))
    return old.update(words="", heading="", sent_to="")


def needed(at: datetime) -> Q:
    """Return who still has a notification to come."""
    return Q(Exists(Message.objects.filter(person=OuterRef("pk"), state=MessageState.QUEUED)))


def forget(people: list[UUID]) -> None:
    """Blank messages to people who are being erased, and remove them from the lists of calls and letters."""
    theirs = Message.objects.filter(person__in=people)
    file_mail.forget(_addresses(people))
    Task.objects.filter(message__in=theirs).delete()
    routes_of_theirs = ContactRoute.objects.filter(person__in=people).values_list("pk", flat=True)
    Task.objects.filter(kind=TaskKind.ROUTE, about_id__in=[str(pk) for pk in routes_of_theirs]).delete()
    Letter.objects.filter(message__in=theirs).delete()
    theirs.update(words="", heading="", sent_to="")


def _addresses(people: list[UUID]) -> set[str]:
    """Return wherever something was sent to these people: their own addresses, those of their account, and old ones."""
    routes = ContactRoute.objects.filter(person__in=people, kind=Channel.EMAIL).values_list("value", flat=True)
    account = EmailAddress.objects.filter(user__person__in=people).values_list("email", flat=True)
    sent = Message.objects.filter(person__in=people).values_list("sent_to", flat=True)
    signs_in = User.objects.filter(person__in=people).values_list("email", flat=True)
    return {*routes, *account, *sent, *signs_in}
