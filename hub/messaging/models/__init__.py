"""The outbox, messages in every channel, and batches of letters."""

from hub.messaging.models.clock import ClockRun
from hub.messaging.models.item import Item, ItemQuerySet, ItemState
from hub.messaging.models.letter import Letter
from hub.messaging.models.message import Message, MessageState

__all__ = [
    "ClockRun",
    "Item",
    "ItemQuerySet",
    "ItemState",
    "Letter",
    "Message",
    "MessageState",
]
