"""Notifying people. Call `notify` in the transaction of what happened; the message is sent soon after, by their route.

Quiet hours hold texts and calls back until the morning. Safe times hold back everything that others could see or hear.
A stopped route is never used: another one is, and when none is left the message row says so. Nor is one that comes too
late for a date, where the person has another that does not.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from hub.access.actors import SYSTEM, Actor, Kind
from hub.audit import record
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents
from hub.core import cleaning, encryption, transactions
from hub.messaging import arriving, channels, dead_routes, notices, outbox
from hub.messaging.models import Message, MessageState
from hub.people import ways
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import links, persons

KIND: Final = "message"
AGAIN_AFTER: Final = timedelta(minutes=10)
"""How long somebody who asks again and again waits for the next."""
STOP_WORDS: Final = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "stopio", "peidio"})


def notify(person: Person, notice: notices.Notice, *, at: datetime) -> None:
    """Notify a person of something, by the route they prefer at the time of sending.

    Call it inside the transaction of what happened.
    """
    message = Message.objects.create(person=person, notice=notice.code, ref=notice.ref, created_at=at)
    outbox.add(KIND, str(message.pk), key=f"{KIND}:{message.pk}", at=at)


def notify_again(person: Person, notice: notices.Notice, *, at: datetime) -> None:
    """Notify a person of something that they asked for again, unless it went out in the last ten minutes: nobody is flooded."""
    lately = Message.objects.filter(person=person, ref=notice.ref, created_at__gt=at - AGAIN_AFTER)
    if not lately.filter(notice=notice.code).exists():
        notify(person, notice, at=at)


def deliver(ref: str, *, at: datetime) -> None:
    """Render one message and hand it to its channel; do nothing if that was done. Safe to call twice.

    The body is stored first, then sent with no transaction open, so that a slow mail server blocks nobody. A route that
    is refused for good is marked, and the person's next one is used.
    """
    while (message := _prepare(ref, at=at)) is not None:
        try:
            channels.send(message)
        except channels.Refused as refused:
            if not _goes_on(message, of_route=refused.of_route, at=at):
                return
        else:
            _finish(message, MessageState.SENT, at=at)
            return


@transactions.atomic
def _prepare(ref: str, *, at: datetime) -> Message | None:
    """Store the body and the route of a message; return it if it should be sent now.

    Calls and letters become rows of the desk here, and need no sending.
    """
    message = Message.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=ref)
    if message.state not in (MessageState.QUEUED, MessageState.FAILED):
        return None
    notice = notices.of(message.notice, message.ref)
    route = arriving.in_time(
        notice.route(message.person), message.person, by=notice.needed_by(), at_once=notice.at_once, at=at
    )
    way = ways.used_for(route.kind) if route else None
    if route is None or way is None or (notice.only_by_text and way != Channel.TEXT):
        _finish(message, MessageState.NO_ROUTE, at=at)
        return None
    later = arriving.not_before(route, at_once=notice.at_once, at=at)
    if later > at:
        outbox.postpone(f"{KIND}:{ref}", until=later)
        return None
    content = notice.content(message.person, way, at=at)
    if content is None:
        _finish(message, MessageState.NOT_NEEDED, at=at)
        return None
    message.channel, message.sent_to = way, route.value
    message.heading, message.words = content.heading, content.words
    message.save(update_fields=["channel", "sent_to", "heading", "words"])
    links.note_sent(content.words, to=route)
    channels.leave(message, notice.replaces, at=at)
    if way in (Channel.EMAIL, Channel.TEXT):
        return message
    channels.hand_on(message, owner_id=dead_routes.desk(), at=at)
    _finish(message, MessageState.HANDED_ON, at=at)
    return None


@transactions.atomic
def _goes_on(message: Message, *, of_route: bool, at: datetime) -> bool:
    """Mark the route of a refused message and put it on the desk's list; return whether to look for the next route.

    A message that is refused itself ends here.
    """
    persons.hold(message.person_id)
    refused = dead_routes.to(message.person, message.sent_to, Channel(message.channel)) if of_route else []
    marked = dead_routes.mark(refused, at=at)
    for route in marked:
        record.record("route.refused", by=SYSTEM, at=at, about=message.person_id, channel=route.kind)
    if not marked:
        _finish(message, MessageState.FAILED, at=at)
    return bool(marked)


@transactions.atomic
def _finish(message: Message, state: MessageState, *, at: datetime) -> None:
    message.state, message.sent_at = state, at
    message.save(update_fields=["state", "sent_at"])
    record.record(
        "message." + state,
        by=SYSTEM,
        at=at,
        on=message,
        about=message.person_id,
        notice=message.notice,
        channel=message.channel,
    )


def given_up(ref: str, *, at: datetime) -> None:
    """Record that a message could not be sent after all attempts."""
    message = Message.objects.filter(pk=ref, state=MessageState.QUEUED).first()
    if message is not None:
        _finish(message, MessageState.FAILED, at=at)


@transactions.atomic
def stop(kind: Channel, value: str, *, at: datetime) -> int:
    """Stop using a route, for all people who have it, because its owner asked; return how many people that was."""
    found = ContactRoute.objects.filter(stopped_at=None, kind=kind, lookup=encryption.fingerprint(kind, value))
    people = list(found.values_list("person_id", flat=True))
    found.update(stopped_at=at)
    for person_id in people:
        record.record("route.stopped", by=SYSTEM, at=at, about=person_id, channel=str(kind))
    return len(people)


@transactions.atomic
def heard(number: str, words: str, *, at: datetime) -> bool:
    """Handle a reply by text; return whether it was a stop word. A stop word stops texts to that number.

    It also withdraws the agreements that led to the texts.
    """
    if cleaning.code(words).strip(" .,!?\"'“”‘’").casefold() not in STOP_WORDS:
        return False
    routes = ContactRoute.objects.filter(
        stopped_at=None, kind=Channel.TEXT, lookup=encryption.fingerprint(Channel.TEXT, number)
    )
    stopped = list(routes.select_related("person").order_by("person"))
    persons.hold(*[route.person_id for route in stopped])
    for route in stopped:
        _take_all_back(route.person, at=at)
        notify(route.person, StoppedTexts(str(route.pk)), at=at)
    stop(Channel.TEXT, number, at=at)
    return True


def _take_all_back(person: Person, *, at: datetime) -> None:
    """After STOP, withdraw the agreements to be told things and to be named to any group."""
    by = Actor(kind=Kind.LINK, person_id=person.pk)
    live = Consent.objects.live(at=at).filter(person=person, purpose__in=(Purpose.CONTACT_ME, Purpose.PASS_ON))
    for purpose, recipient in sorted(set(live.values_list("purpose", "recipient")), key=str):
        consents.withdraw(person, Purpose(purpose), recipient_id=recipient, by=by, at=at)


class StoppedTexts(notices.Notice):
    """The one text still sent to a number after it replied STOP."""

    code = "stopped_texts"
    at_once = True
    only_by_text = True

    def route(self, person: Person) -> ContactRoute | None:
        """The number that was stopped."""
        return ContactRoute.objects.filter(pk=self.ref).first()

    def context(self, person: Person, *, at: datetime) -> dict[str, Any]:
        """Return an empty context: the text needs no facts."""
        return {}
