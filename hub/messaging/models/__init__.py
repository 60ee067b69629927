"""The outbox, messages in every channel, calls to make and letters to post."""

from hub.messaging.models.clock import ClockRun
from hub.messaging.models.desk import Call, CallOutcome, CallQuerySet, Letter, LetterQuerySet
from hub.messaging.models.item import Item, ItemQuerySet, ItemState
from hub.messaging.models.message import Message, MessageState

__all__ = [
    "Call",
    "CallOutcome",
    "CallQuerySet",
    "ClockRun",
    "Item",
    "ItemQuerySet",
    "ItemState",
    "Letter",
    "LetterQuerySet",
    "Message",
    "MessageState",
]
