"""The batch of a letter. Its task is the message's."""

from django.db import models

from hub.messaging.models.message import Message


class Letter(models.Model):
    """A letter to print, in the batch of its day."""

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="letter")
    batch = models.DateField()

    def __str__(self) -> str:
        return f"letter {self.pk}"
