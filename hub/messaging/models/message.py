"""One notice to one person, and how it was sent."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hub.core.encryption import EncryptedTextField
from hub.desk.models import Task
from hub.people.models import Channel, Person


class MessageState(models.TextChoices):
    """The state of a message."""

    QUEUED = "queued", _("To send")
    SENT = "sent", _("Sent")
    HANDED_ON = "handed_on", _("On a list for staff")
    FAILED = "failed", _("Could not be sent")
    NO_ROUTE = "no_route", _("No way left to reach them")
    NOT_NEEDED = "not_needed", _("No longer true when it was due")


class Message(models.Model):
    """One notice to one person. Its body is rendered when it is sent, kept for 30 days and then blanked."""

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
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.SET_NULL, related_name="message")
    """The call or the letter that a human makes of it, if one does."""

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="message_by_age")]

    def __str__(self) -> str:
        return f"{self.notice} {self.state}"
