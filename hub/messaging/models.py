"""What is to be done and what was said: the outbox, messages in every channel, calls to make and letters to post."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.people.encryption import EncryptedTextField
from hub.people.models import Channel, Person


class ItemState(models.TextChoices):
    """How far a thing to do has come."""

    READY = "ready", _("To do")
    DONE = "done", _("Done")
    DEAD = "dead", _("Given up")


class ItemQuerySet(models.QuerySet["Item"]):
    """Things to do."""

    def due(self, *, at: datetime) -> Self:
        """Return what may be taken up now: ready, its time come, and leased to nobody."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lte=at), state=ItemState.READY, not_before__lte=at)


class Item(models.Model):
    """One thing to do, written in the transaction of the change that asks for it. It refers to rows, and holds nobody's words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    ref = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=200, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "outbox item"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ItemState.DONE, done_at__isnull=False) | (~Q(state=ItemState.DONE) & Q(done_at=None)),
                name="outbox_done_has_a_time",
            )
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} {self.state}"


class MessageState(models.TextChoices):
    """How far a message has come."""

    QUEUED = "queued", _("To send")
    SENT = "sent", _("Sent")
    HANDED_ON = "handed_on", _("On a list for staff")
    FAILED = "failed", _("Could not be sent")
    NO_ROUTE = "no_route", _("No way left to reach them")
    NOT_NEEDED = "not_needed", _("No longer true when it was due")


class Message(models.Model):
    """One notice to one person. Its words are made when it goes out, kept 30 days and then blanked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="messages")
    notice = models.CharField(max_length=40)
    ref = models.CharField(max_length=60)
    channel = models.CharField(max_length=10, choices=Channel, blank=True)
    sent_to = EncryptedTextField(blank=True)
    heading = EncryptedTextField(blank=True)
    words = EncryptedTextField(blank=True)
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.QUEUED)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="message_by_age")]

    def __str__(self) -> str:
        return f"{self.notice} {self.state}"


class CallOutcome(models.TextChoices):
    """How a call went."""

    SPOKE = "spoke", _("Spoke to them")
    LEFT_MESSAGE = "left_message", _("Left a message")
    NO_ANSWER = "no_answer", _("No answer, try again")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class CallQuerySet(models.QuerySet["Call"]):
    """Calls."""

    def to_make(self, owner_id: int) -> Self:
        """Return what a desk has to ring, longest due first, with its words and number."""
        return self.filter(owner=owner_id, closed_at=None).select_related("message__person").order_by("due_at", "pk")


class Call(models.Model):
    """A call for staff to make: what a text would have said, to be said."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="call")
    owner = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=20, choices=CallOutcome, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(outcome=""), name="call_closed_says_how"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters."""

    def to_post(self, owner_id: int) -> Self:
        """Return what a desk has to print and post, oldest first."""
        return self.filter(owner=owner_id, posted_at=None).select_related("message__person").order_by("batch", "pk")


class Letter(models.Model):
    """A letter to print and post, in the batch of its day."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="letter")
    owner = models.ForeignKey("organisations.Organisation", null=True, on_delete=models.SET_NULL, related_name="+")
    batch = models.DateField()
    printed_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(posted_at=None) | Q(printed_at__isnull=False), name="letter_printed_before_posted"
            )
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class ClockRun(models.Model):
    """When a piece of clock work last ran."""

    name = models.CharField(max_length=60, primary_key=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
