"""What a mail server or a text provider refuses for good is not tried again: the next way is used, and the desk is told."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from hub.audit.models import Entry
from hub.desk.models import Task, TaskKind
from hub.messaging import channels, notifications, outbox, retention
from hub.messaging.models import Item, Message, MessageState
from hub.people import reading
from hub.people.models import Channel, ContactRoute
from hub.people.services import persons
from opportunities.notices import SignedUp
from tests.factories import HOUR, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def refusing(monkeypatch):
    """Let the mail server answer with a code."""

    def with_code(error):
        def send(self, *_args, **_more):
            raise error

        monkeypatch.setattr(mail.EmailMessage, "send", send)

    return with_code


def recipients(code, words=b"5.1.1 no such user"):
    return SMTPRecipientsRefused({"ama@example.test": (code, words)})


def notify(stage, at):
    sign_up = stage.sign_ups["own"]
    Task.objects.all().delete()
    Message.objects.all().delete()
    Item.objects.all().delete()
    notifications.notify(sign_up.person, SignedUp(str(sign_up.pk)), at=at)
    outbox.run(at=at)
    return Message.objects.get()


def test_an_address_is_marked_at_once_and_the_desk_told(stage, refusing):
    refusing(recipients(550))
    at = timezone.now()

    message = notify(stage, at)

    assert message.state == MessageState.NO_ROUTE
    route = ContactRoute.objects.get(person=message.person)
    assert (route.refused_at, route.is_usable) == (at, False)
    assert Item.objects.get().attempts == 1
    page = stage.client("bev").get(reverse("manage:calls", args=[stage.service.slug])).content.decode()
    assert "Addresses and numbers that no longer work" in page
    assert route.value in page
    assert "We have no other way to reach them" in page
    assert Entry.objects.filter(event="route.refused", person_id=message.person_id).count() == 1


def test_a_server_that_gives_bare_codes_is_understood(stage, refusing):
    refusing(recipients(553, b"mailbox name not allowed"))

    assert notify(stage, timezone.now()).state == MessageState.NO_ROUTE


def test_a_call_instead_of_a_refused_email_is_written_to_be_read_out(stage, refusing):
    refusing(recipients(550))
    at = timezone.now().replace(hour=12)
    person = stage.sign_ups["own"].person
    persons.add_route(person, reading.Route(Channel.PHONE, "+442079460000"), at=at)

    message = notify(stage, at)

    assert message.channel == Channel.PHONE
    assert "Your code is" in message.words
    assert "http" not in message.words


def test_a_stop_from_a_number_that_was_refused_counts(stage):
    person, at = stage.sign_ups["own"].person, timezone.now()
    persons.add_route(person, reading.Route(Channel.TEXT, "+447700900555"), at=at)
    refused = ContactRoute.objects.filter(kind=Channel.TEXT, person=person)
    refused.update(refused_at=at)

    assert notifications.heard("+447700900555", "STOP", at=at)
    assert refused.get().stopped_at == at


def test_the_next_way_is_used_in_the_same_run(stage, refusing):
    refusing(recipients(550))
    at = timezone.now()
    person = stage.sign_ups["own"].person
    persons.add_route(person, reading.Route(Channel.LETTER, "4 Garratt Lane, London, SW18 4AA"), at=at)

    message = notify(stage, at)

    assert (message.state, message.channel) == (MessageState.HANDED_ON, Channel.LETTER)


@pytest.mark.parametrize(
    "error",
    [
        recipients(450),
        recipients(421),
        recipients(554, b"5.7.1 relay access denied"),
        recipients(550, b"5.4.5 daily quota"),
        recipients(550, b"blocked, see our list"),
        OSError("away"),
        SMTPDataError(451, b"later"),
        SMTPDataError(554, b"5.7.1 blocked"),
        SMTPDataError(554, b"transaction failed"),
    ],
)
def test_what_may_pass_is_tried_again(stage, refusing, error):
    refusing(error)

    message = notify(stage, timezone.now())

    assert message.state == MessageState.QUEUED
    assert ContactRoute.objects.get(person=message.person).is_usable
    assert not Task.objects.filter(kind=TaskKind.ROUTE).exists()


def test_a_message_that_is_refused_itself_ends_and_its_address_stays(stage, refusing):
    refusing(SMTPDataError(554, b"5.6.0 not to be read"))

    message = notify(stage, timezone.now())

    assert message.state == MessageState.FAILED
    assert ContactRoute.objects.get(person=message.person).is_usable


def test_a_number_that_the_provider_refuses_is_marked_too(stage, monkeypatch, settings):
    class Provider:
        def send(self, to, words, reference):
            raise channels.Refused(of_route=True)

    monkeypatch.setattr(channels, "provider", Provider)
    at = timezone.now().replace(hour=12)
    person = stage.sign_ups["own"].person
    ContactRoute.objects.filter(person=person).delete()
    persons.add_route(person, reading.Route(Channel.TEXT, "+447700900123"), at=at, preferred=True)

    assert notify(stage, at).state == MessageState.NO_ROUTE
    assert Task.objects.get(kind=TaskKind.ROUTE).organisation == stage.service


class TestTheDesk:
    @pytest.fixture
    def refused(self, stage, refusing):
        refusing(recipients(550))
        return notify(stage, timezone.now()).person

    @pytest.fixture
    def press(self, stage, refused):
        def send(outcome):
            task = Task.objects.get(kind=TaskKind.ROUTE)
            address = reverse("manage:calls", args=[stage.service.slug])
            return stage.client("bev").post(address, {"route": task.pk, "outcome": outcome}, follow=True)

        return send

    @pytest.mark.parametrize("outcome", ["found", "none_left"])
    def test_takes_it_off_the_list(self, press, outcome):
        page = press(outcome).content.decode()

        assert "that no longer work" not in page
        assert Task.objects.get(kind=TaskKind.ROUTE).outcome == outcome

    def test_is_asked_to_say_which(self, press):
        press("posted")

        assert Task.objects.get(kind=TaskKind.ROUTE).closed_at is None

    def test_sees_none_of_another_organisation(self, stage, press):
        Task.objects.update(organisation=OrganisationFactory(service=True))

        assert press("found").status_code == 404

    def test_who_types_it_again_is_written_to_again(self, refused):
        route = ContactRoute.objects.get(person=refused)

        persons.add_route(refused, reading.Route(Channel.EMAIL, route.value), at=timezone.now() + HOUR)

        route.refresh_from_db()
        assert route.is_usable

    def test_does_not_take_an_address_for_another_one(self, stage, refused, press):
        route = ContactRoute.objects.get(person=refused)
        persons.add_route(refused, reading.Route(Channel.EMAIL, route.value), at=timezone.now() + HOUR)

        page = stage.client("bev").get(reverse("manage:calls", args=[stage.service.slug])).content.decode()

        assert "that no longer work" not in page

    def test_nothing_of_it_is_left_when_they_are_erased(self, refused):
        retention.forget([refused.pk])

        assert not Task.objects.filter(kind=TaskKind.ROUTE).exists()
