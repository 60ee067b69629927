"""Calls to make and letters to post."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hub.messaging.models.message import Message


class CallOutcome(models.TextChoices):
    """The outcome of a call."""

    SPOKE = "spoke", _("Spoke to them")
    LEFT_MESSAGE = "left_message", _("Left a message")
    NO_ANSWER = "no_answer", _("No answer, try again")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class CallQuerySet(models.QuerySet["Call"]):
    """Calls."""

    def to_make(self, owner_id: int) -> Self:
        """Return the calls a desk has to make, longest due first, with text and number."""
        return self.filter(owner=owner_id, closed_at=None).select_related("message__person").order_by("due_at", "pk")


class Call(models.Model):
    """A call for staff to make, with the words a text would have had."""

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
        """Return the letters a desk has to print and post, oldest first."""
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
