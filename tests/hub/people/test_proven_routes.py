"""A route is known to be somebody's once they used what was sent there, and by nothing that was only typed."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.models import Channel, ContactRoute
from hub.people.services import links, persons
from opportunities.signups.services import signing_up
from tests.factories import HOUR, SessionFactory, UserFactory, person, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_up():
    """A visitor who said yes just now, and the words that were sent."""

    def make(channel, value):
        at = timezone.now()
        sign_up = signing_up.say_yes(SessionFactory(), yes("Ama", value, channel), by=NOBODY, at=at)
        outbox.run(at=at + 24 * HOUR)
        return sign_up.person, Message.objects.filter(person=sign_up.person).latest("created_at").words

    return make


def is_proven(who):
    return persons.proven().filter(pk=who.pk).exists()


@pytest.mark.parametrize(("channel", "value"), [(Channel.EMAIL, "ama@example.test"), (Channel.TEXT, "+447700900123")])
def test_by_opening_the_link_that_was_sent_there(signed_up, channel, value):
    who, words = signed_up(channel, value)
    assert not is_proven(who)

    Client().get(re.search(r"/t/\w+/", words).group())

    assert ContactRoute.objects.get(person=who).verified_at is not None
    assert is_proven(who)


@pytest.mark.parametrize(
    ("channel", "value"), [(Channel.PHONE, "+442079460000"), (Channel.LETTER, "4 Garratt Lane, London, SW18 4AA")]
)
def test_by_typing_the_code_that_was_read_out_or_posted(signed_up, channel, value):
    who, words = signed_up(channel, value)

    Client().post(reverse("code"), {"code": re.search(r"\w{4}(-\w{4}){3}", words).group().lower()})

    assert is_proven(who)


def test_not_by_a_link_that_was_shown_where_it_was_typed():
    who, at = person("Joan", "joan@example.test"), timezone.now()

    Client().get(reverse("private_link", args=[links.make(who, "me", subject=links.HERE, at=at, until=at + HOUR)]))

    assert not is_proven(who)


def test_not_the_other_routes_of_the_same_person(signed_up):
    who, words = signed_up(Channel.EMAIL, "ama@example.test")
    persons.add_route(who, yes("Ama", "+447700900123", Channel.TEXT).route, at=timezone.now())

    Client().get(re.search(r"/t/\w+/", words).group())

    assert {route.kind: bool(route.verified_at) for route in who.routes.all()} == {"email": True, "text": False}


def test_by_confirming_the_email_of_an_account():
    user = UserFactory(email="ama@example.test")
    EmailAddress.objects.filter(user=user).update(verified=False)
    assert not is_proven(user.person)

    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True})

    assert is_proven(user.person)
